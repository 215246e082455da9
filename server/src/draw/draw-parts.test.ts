import { createHash, createHmac, randomBytes } from 'node:crypto'
import { entryLine, rankingLine, resultLine, ticketLine } from '@garita/domain/draw-record'
import { merkleRoot, partLeaves } from '@garita/domain/merkle'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  endLine,
  lineBytesLimit,
  shareOf,
  type Writer,
  writeEntry,
  writeRank,
  writeResult,
  writeTicket,
} from './lines.ts'
import { linesOfPart, makeFile, newRoom, partsOf } from './parts.ts'
import {
  chancesAt,
  portCountAt,
  portsAt,
  portsOf,
  recordBytes,
  sizeAt,
  uuidBytes,
  uuidOf,
  writeShort,
} from './record.ts'
import { sortedPlaces } from './sorted.ts'
import { openTickets, ticketOf } from './tickets.ts'
import { foldRoot } from './tree.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

const anyEntry = fc.record({
  random: fc.uint8Array({ minLength: 48, maxLength: 48 }),
  size: fc.integer({ min: 1, max: 20 }),
  chances: fc.integer({ min: 1, max: 1000 }),
  ports: fc.uniqueArray(fc.integer({ min: 0, max: 9999 }), { minLength: 1, maxLength: 8 }),
})
type Anything = typeof anyEntry extends fc.Arbitrary<infer T> ? T : never

function recordOf({ random, size, chances, ports }: Anything): Buffer {
  const record = Buffer.alloc(recordBytes)
  record.set(random)
  record[sizeAt] = size
  record[portCountAt] = ports.length
  writeShort(record, chancesAt, chances)
  for (const [one, port] of ports.entries()) writeShort(record, portsAt + 2 * one, port)
  return record
}

function written(write: (to: Writer) => void): string {
  const to: Writer = { bytes: Buffer.alloc(lineBytesLimit), at: 0 }
  write(to)
  endLine(to)
  return to.bytes.toString('latin1', 0, to.at)
}

const hex = (bytes: Uint8Array, from: number, to: number) =>
  Buffer.from(bytes.subarray(from, to)).toString('hex')

describe('lines written as bytes', () => {
  it('are those of the record, whatever stands in them', () => {
    fc.assert(
      fc.property(anyEntry, fc.integer({ min: 1, max: 3_000_000 }), (any, rank) => {
        const record = recordOf(any)
        const ticket = hex(any.random, 0, 16)
        const ports = portsOf(record, 0)
        const { size, chances } = any
        const entry = { ticket, nonce: hex(any.random, 16, 32), size, chances, ports }
        expect(written((to) => writeEntry(to, record, 0))).toBe(entryLine(entry))
        const lots = randomBytes(64)
        const lot = hex(lots, 32, 64)
        expect(written((to) => writeTicket(to, record, 0, lots, 32))).toBe(
          ticketLine({ ticket, chances, leaf: lot }),
        )
        expect(written((to) => writeRank(to, rank, record, 0, lots, 32))).toBe(
          rankingLine({ rank, ticket, lot }),
        )
        for (const slot of ['2504-2023-01-26-0900', null]) {
          const named = slot === null ? null : Buffer.from(`"${slot}"`)
          expect(written((to) => writeResult(to, rank, record, 0, named))).toBe(
            resultLine({ rank, ticket, slot }),
          )
        }
      }),
    )
  })

  it('the longest line has room', () => {
    const ports = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]
    const record = recordOf({ random: randomBytes(48), size: 20, chances: 1000, ports })
    expect(written((to) => writeEntry(to, record, 0)).length).toBeLessThan(lineBytesLimit)
  })

  it('[D44] a lot is told as a share of all possible lots', () => {
    expect(shareOf(Buffer.alloc(8), 0)).toBe(0)
    expect(shareOf(Buffer.from('8000000000000000', 'hex'), 0)).toBe(0.5)
    expect(shareOf(Buffer.alloc(8, 255), 0)).toBeLessThan(1)
    expect(shareOf(Buffer.from('00400000000000000000', 'hex'), 0)).toBe(2 ** -10)
  })
})

describe('a file in parts', () => {
  it.each([0, 1, 5, partLeaves, partLeaves + 3, 2 * partLeaves + 1])(
    '[D18] of %i lines has the root and hash of the whole',
    (count) => {
      const lines = Array.from({ length: count }, (_, n) => Buffer.from(`line ${n}`))
      const file = makeFile('some.ndjson')
      const room = newRoom()
      const parts = Array.from({ length: partsOf(count) }, (_, part) => {
        const { from, lines: some } = linesOfPart(part, count)
        const made = file.part(room, some, Buffer.alloc(some * 32), (to, line) => {
          to.at += lines[from + line]?.copy(to.bytes, to.at) ?? 0
        })
        // The next part is written where this one stands.
        return { ...made, bytes: Buffer.from(made.bytes) }
      })
      const whole = Buffer.concat(parts.map(({ bytes }) => bytes))
      expect(whole.toString()).toBe(lines.map((line) => `${line}\n`).join(''))
      const made = file.end()
      expect(made).toMatchObject({ lines: count, bytes: whole.length })
      expect(made.sha256).toBe(sha256(whole).toString('hex'))
      expect(made.root).toBe(Buffer.from(merkleRoot(lines, sha256)).toString('hex'))
    },
  )

  it('[D18] a fold over any number of hashes is the tree’s root', () => {
    for (const count of [0, 1, 2, 3, 7, 8, 100]) {
      const leaves = Array.from({ length: count }, () => randomBytes(20))
      const hashes = leaves.map((leaf) => sha256(Buffer.concat([Buffer.of(0), leaf])))
      const root = foldRoot(Buffer.concat(hashes), count)
      expect(root.equals(merkleRoot(leaves, sha256))).toBe(true)
    }
  })
})

describe('the order of many', () => {
  it('[D16] is that of their bytes, and of equal ones that in which they stand', () => {
    const few = fc.uint8Array({ minLength: 4, maxLength: 4, max: 1 })
    const any = fc.uint8Array({ minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(fc.oneof(few, any), { maxLength: 60 }), (strings) => {
        const bytes = Buffer.concat(strings)
        const order = sortedPlaces({ bytes, count: strings.length, stride: 4, length: 4 })
        const expected = strings
          .map((string, place) => ({ string: Buffer.from(string), place }))
          .sort((one, other) => one.string.compare(other.string) || one.place - other.place)
        expect([...order]).toEqual(expected.map(({ place }) => place))
      }),
    )
  })
})

describe('a ticket', () => {
  it('[D30] is the first half of an HMAC over the request, the nonce the second', () => {
    const [key, id] = [randomBytes(32), 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6']
    const mac = createHmac('sha256', key).update(uuidBytes(id)).digest()
    const into = Buffer.alloc(40)
    openTickets(key)(uuidBytes(id), 0, into, 8)
    expect(into.subarray(8).equals(mac)).toBe(true)
    const { ticket, nonce } = ticketOf(key, uuidBytes(id))
    expect(Buffer.concat([ticket, nonce]).equals(mac)).toBe(true)
    expect(uuidOf(uuidBytes(id), 0)).toBe(id)
  })
})
