import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOf } from './check-source.ts'
import { readEntry, readRanked, readResult, readTicket } from './draw-read.ts'
import { entryLine, rankingLine, resultLine, ticketLine } from './draw-record.ts'
import { hexOf } from './hex.ts'
import {
  entryBytes,
  rankedBytes,
  resultBytes,
  takeEntry,
  takeRanked,
  takeResult,
  takeTicket,
  ticketBytes,
} from './line-bytes.ts'
import { lineTree } from './line-tree.ts'
import { merkleRoot } from './merkle.ts'
import { portLists } from './port-lists.ts'
import { sha256 } from './sha256.ts'
import { ticketFinder, ticketTable } from './ticket-table.ts'

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((some) => hexOf(some))
const lines: { readonly [form: string]: fc.Arbitrary<string> } = {
  ticket: fc
    .record({ ticket: hex(16), chances: fc.integer({ min: 0, max: 1002 }), leaf: hex(32) })
    .map(ticketLine),
  ranked: fc.record({ rank: fc.nat(), ticket: hex(16), lot: hex(32) }).map(rankingLine),
  result: fc
    .record({
      rank: fc.nat({ max: 999_999_999 }),
      ticket: hex(16),
      slot: fc.constantFrom('2504-2023-01-26-0900', null),
    })
    .map(resultLine),
  entry: fc
    .record({
      ticket: hex(16),
      nonce: hex(16),
      size: fc.integer({ min: 0, max: 22 }),
      chances: fc.integer({ min: 0, max: 1002 }),
      ports: fc.array(fc.constantFrom('2504', '2503', 'a-1', '9'), { maxLength: 10 }),
    })
    .map(entryLine),
}

/** A line as it should be, or with one byte changed, put in or taken out. */
const anyLine = (line: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(line, fc.constantFrom('as it is', 'other', 'more', 'less'), fc.nat(), fc.nat(255))
    .map(([text, change, place, byte]) => {
      const bytes = [...Buffer.from(text.trimEnd())]
      const at = place % bytes.length
      if (change === 'other') bytes[at] = byte
      if (change === 'more') bytes.splice(at, 0, byte)
      if (change === 'less') bytes.splice(at, 1)
      return Uint8Array.from(bytes)
    })

/** In a larger room, behind another line and before one, as it stands in a file. */
function placed(line: Uint8Array) {
  const bytes = Uint8Array.from([...Buffer.from('}"]\n'), ...line, ...Buffer.from('\n"},0}"')])
  return { bytes, start: 4, end: 4 + line.length }
}

const runs = { numRuns: 3000 }

describe('lines read from their bytes', () => {
  it('[D19] are tickets where the strict reader says so, and the same', () => {
    const read = ticketBytes()
    fc.assert(
      fc.property(anyLine(lines.ticket ?? failed()), (line) => {
        const strict = readTicket(textOf(line))
        const { bytes, start, end } = placed(line)
        expect(takeTicket(bytes, start, end, read)).toBe(strict.ok)
        if (!strict.ok) return
        const { chances } = read
        const again = { ticket: hexOf(read.ticket), chances, leaf: hexOf(read.leaf) }
        expect(again).toEqual(strict.value)
      }),
      runs,
    )
  })

  it('[D19] are ranks where the strict reader says so, and the same', () => {
    const read = rankedBytes()
    fc.assert(
      fc.property(anyLine(lines.ranked ?? failed()), (line) => {
        const strict = readRanked(textOf(line))
        const { bytes, start, end } = placed(line)
        expect(takeRanked(bytes, start, end, read)).toBe(strict.ok)
        if (!strict.ok) return
        const again = { rank: read.rank, ticket: hexOf(read.ticket), lot: hexOf(read.lot) }
        expect(again).toEqual(strict.value)
      }),
      runs,
    )
  })

  it('[D20] are results of tickets that got nothing where the strict reader says so', () => {
    const read = resultBytes()
    fc.assert(
      fc.property(anyLine(lines.result ?? failed()), (line) => {
        const strict = readResult(textOf(line))
        const isNothing = strict.ok && strict.value.slot === null
        const { bytes, start, end } = placed(line)
        expect(takeResult(bytes, start, end, read)).toBe(isNothing)
        if (!strict.ok || !isNothing) return
        const again = { rank: read.rank, ticket: hexOf(read.ticket), slot: null }
        expect(again).toEqual(strict.value)
      }),
      runs,
    )
  })

  it('[D20] are entries where the strict reader says so, with ports that were read before', () => {
    const read = entryBytes()
    const known = portLists()
    fc.assert(
      fc.property(anyLine(lines.entry ?? failed()), (line) => {
        const strict = readEntry(textOf(line))
        const { bytes, start, end } = placed(line)
        const isTaken = takeEntry(bytes, start, end, read)
        if (isTaken && strict.ok) known.learn(strict.value.ports, bytes, read.portsAt, end - 1)
        const list = isTaken ? known.known(bytes, read.portsAt, end - 1) : -1
        expect(list >= 0).toBe(strict.ok)
        if (!strict.ok) return
        const { size, chances } = read
        const again = { ticket: hexOf(read.ticket), size, chances, ports: known.list(list) }
        const { nonce, ...expected } = strict.value
        expect(again).toEqual(expected)
      }),
      runs,
    )
  })
})

describe('the tree over lines', () => {
  it('[Z1] is the same as the general one, for any number of lines', () => {
    for (let count = 0; count <= 70; count += 1) {
      const texts = Array.from({ length: count }, (_, n) => Buffer.from(`line ${n}`.repeat(n)))
      const tree = lineTree()
      for (const text of texts) {
        const { bytes, start, end } = placed(text)
        tree.add(bytes, start, end)
      }
      expect(hexOf(tree.root())).toBe(hexOf(merkleRoot(texts, sha256)))
    }
  })
})

describe('tickets in a table', () => {
  const some = fc
    .uniqueArray(fc.uint8Array({ minLength: 16, maxLength: 16, max: 2 }), {
      maxLength: 200,
      selector: (one) => one.join(),
    })
    .map((all) => all.sort(Buffer.compare))

  it('are found where they stand, and others are not', () => {
    fc.assert(
      fc.property(some, fc.uint8Array({ minLength: 16, maxLength: 16, max: 2 }), (all, other) => {
        const table = ticketTable()
        for (const one of all) expect(table.add(one, 1, new Uint8Array(32))).toBeGreaterThan(0)
        const find = ticketFinder(Buffer.concat(all), all.length, 16)
        for (const one of [...all, other]) {
          const place = all.findIndex((each) => Buffer.compare(each, one) === 0)
          expect(table.find(one)).toBe(place)
          expect(find(one, 0)).toBe(place)
        }
      }),
    )
  })

  it('[D19] come in their order, each once', () => {
    const table = ticketTable()
    const ticket = (byte: number) => new Uint8Array(16).fill(byte)
    expect(table.add(ticket(2), 1, new Uint8Array(32))).toBeGreaterThan(0)
    expect(table.add(ticket(2), 1, new Uint8Array(32))).toBe(0)
    expect(table.add(ticket(1), 1, new Uint8Array(32))).toBeLessThan(0)
    expect(table.count()).toBe(1)
  })
})

function failed(): never {
  throw new Error('no such form')
}
