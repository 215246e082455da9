import { describe, expect, it } from 'vitest'
import { exampleFiles, examples, linesOf, textOf } from '../test-data/drawn-record.ts'
import type { Read } from './draw-form.ts'
import {
  readCommitments,
  readDrawn,
  readEntry,
  readFrozen,
  readIndexed,
  readOutcome,
  readRanked,
  readResult,
  readSlot,
  readTicket,
} from './draw-read.ts'
import {
  commitmentsText,
  drawText,
  entryLine,
  frozenText,
  indexLine,
  outcomeText,
  rankingLine,
  resultLine,
  slotLine,
  ticketLine,
} from './draw-record.ts'

const files = exampleFiles('contended')
const first = (name: string) => linesOf(files.get(name))[0] ?? ''
const whole = (name: string) => textOf(files.get(name))

function taken<Value>(read: Read<Value>): Value {
  if (!read.ok) throw new Error(`${read.wrong} at ${read.at}`)
  return read.value
}

describe('the texts of the record', () => {
  it.each(examples)('[D13] are written byte for byte as in the example %s', (example) => {
    const read = exampleFiles(example)
    const again = (name: string, one: (line: string) => string) =>
      linesOf(read.get(name)).map(one).join('')
    const written = {
      'entries.ndjson': again('entries.ndjson', (line) => entryLine(taken(readEntry(line)))),
      'tickets.ndjson': again('tickets.ndjson', (line) => ticketLine(taken(readTicket(line)))),
      'slots.ndjson': again('slots.ndjson', (line) => slotLine(taken(readSlot(line)))),
      'ranking.ndjson': again('ranking.ndjson', (line) => rankingLine(taken(readRanked(line)))),
      'results.ndjson': again('results.ndjson', (line) => resultLine(taken(readResult(line)))),
      'commitments.json': commitmentsText(
        taken(readCommitments(textOf(read.get('commitments.json')))),
      ),
      'frozen.json': frozenText(taken(readFrozen(textOf(read.get('frozen.json'))))),
      'outcome.json': outcomeText(taken(readOutcome(textOf(read.get('outcome.json'))))),
      'draw.json': drawText(taken(readDrawn(textOf(read.get('draw.json'))))),
    }
    expect(Object.keys(written).sort()).toEqual([...read.keys()].sort())
    for (const [name, text] of Object.entries(written)) expect(text).toBe(textOf(read.get(name)))
  })

  it('[D13] of the list of draws come back as they were', () => {
    const published = { draw: '2023-01-18', state: 'published', drawHash: 'ab'.repeat(32) } as const
    const ended = { draw: '2023-01-19', state: 'void', drawHash: null } as const
    for (const one of [published, ended]) {
      expect(taken(readIndexed(indexLine(one).slice(0, -1)))).toEqual(one)
    }
  })

  it('[D13] of a beacon come back as they were', () => {
    const commitments = {
      ...taken(readCommitments(whole('commitments.json'))),
      beacon: { name: 'Beacon 1', round: '123' },
    }
    expect(taken(readCommitments(commitmentsText(commitments)))).toEqual(commitments)
    const drawn = { ...taken(readDrawn(whole('draw.json'))), beacon: 'beac' }
    expect(taken(readDrawn(drawText(drawn)))).toEqual(drawn)
  })

  it('[D13] cut an instant to the whole second', () => {
    const slot = { ...taken(readSlot(first('slots.ndjson'))), startsAt: 1_674_000_000_999 }
    expect(slotLine(slot)).toContain('"startsAt":"2023-01-18T00:00:00Z"')
  })

  it('[D13] order ports by their bytes, also where they look like numbers', () => {
    const closedAt = new Map([
      ['9', 1],
      ['10', 2],
    ])
    expect(outcomeText({ closedAt, given: [] })).toBe('{"closedAt":{"10":2,"9":1},"given":[]}\n')
  })
})

const entry = first('entries.ndjson')
const ticket = first('tickets.ndjson')
const slot = first('slots.ndjson')
const frozen = whole('frozen.json')
const outcome = whole('outcome.json')
const commitments = whole('commitments.json')
const ports = (count: number) =>
  entry.replace(/\[.*\]/, `[${Array.from({ length: count }, (_, i) => `"p${i}"`).join(',')}]`)

describe('reading the record', () => {
  it.each([
    [
      'another order of keys',
      readTicket(ticket.replace(/("ticket":"\w+"),("chances":\d+)/, '$2,$1')),
    ],
    ['a space', readTicket(ticket.replace(':', ': '))],
    ['a line feed at the end', readTicket(`${ticket}\n`)],
    ['a carriage return', readTicket(`${ticket}\r`)],
    ['a key more', readTicket(ticket.replace('}', ',"size":3}'))],
    ['a key fewer', readTicket(ticket.replace(/,"leaf.*"/, ''))],
    ['a capital digit', readTicket(ticket.replace(/[a-f](?=\w*","chances)/, 'A'))],
    ['a number with a zero in front', readTicket(ticket.replace('s":', 's":0'))],
    ['a number in quotation marks', readTicket(ticket.replace(/:(\d+),/, ':"$1",'))],
    ['a fraction', readTicket(ticket.replace(/:(\d+),/, ':$1.0,'))],
    ['an escape', readSlot(slot.replace('s-2301', 's\\u002d2301'))],
    ['a letter that is no ASCII', readSlot(slot.replace('s-2301', 'š-2301'))],
    ['a name of 61 characters', readSlot(slot.replace('s-2301-14', 'x'.repeat(61)))],
    ['an empty name', readSlot(slot.replace('s-2301-14', ''))],
    ['an instant with parts of a second', readSlot(slot.replace('00Z', '00.000Z'))],
    ['no ports', readEntry(ports(0))],
    ['a file without its line feed', readFrozen(frozen.trimEnd())],
    ['a file with two line feeds', readFrozen(`${frozen}\n`)],
    ['another version', readFrozen(frozen.replace('"version":1', '"version":2'))],
  ])('[D13] refuses %s as a wrong form', (_, read) => {
    expect(read).toMatchObject({ ok: false, wrong: 'form' })
  })

  it.each([
    ['a size of 21', readEntry(entry.replace(/"size":\d+/, '"size":21')), 'size'],
    ['a size of 0', readEntry(entry.replace(/"size":\d+/, '"size":0')), 'size'],
    ['1001 chances', readTicket(ticket.replace(/"chances":\d+/, '"chances":1001')), 'chances'],
    ['no chance', readEntry(entry.replace(/"chances":\d+/, '"chances":0')), 'chances'],
    ['nine ports', readEntry(ports(9)), 'ports'],
    ['a day that is not', readSlot(slot.replace('2023-01-18', '2023-02-30')), 'startsAt'],
    ['an hour that is not', readFrozen(frozen.replace('T17', 'T24')), 'frozenAt'],
    [
      'a void draw with a hash',
      readIndexed(`{"draw":"d","state":"void","drawHash":"${'a'.repeat(64)}"}`),
      'drawHash',
    ],
  ])('[D13] refuses %s as out of bounds', (_, read, at) => {
    expect(read).toEqual({ ok: false, wrong: 'bounds', at })
  })

  it('[D13] refuses what stands twice or in another order', () => {
    expect(readEntry(entry.replace(/\[.*\]/, '["2504","2301","2504"]'))).toEqual({
      ok: false,
      wrong: 'repeated',
      at: 'ports',
    })
    expect(readCommitments(commitments.replace('Office 2', 'Office 1'))).toMatchObject({
      wrong: 'repeated',
      at: 'custodians',
    })
    const swapped = outcome.replace(/("2301":\d+),("2303":\d+)/, '$2,$1')
    expect(readOutcome(swapped)).toEqual({ ok: false, wrong: 'order', at: 'closedAt' })
  })

  it('[D13] says at which key a text first breaks its form', () => {
    expect(readEntry(entry.replace('"size"', '"Size"'))).toMatchObject({ at: 'size' })
    expect(readEntry(entry.replace('}', ' }'))).toMatchObject({ at: 'end' })
    expect(readFrozen(frozen.replace('waitLimit', 'limit'))).toMatchObject({ at: 'rules' })
    expect(readEntry('')).toMatchObject({ at: 'ticket' })
  })

  it('takes the bounds themselves', () => {
    const edges = entry
      .replace(/"size":\d+/, '"size":20')
      .replace(/"chances":\d+/, '"chances":1000')
    expect(taken(readEntry(edges))).toMatchObject({ size: 20, chances: 1000 })
    expect(taken(readEntry(ports(8))).ports).toHaveLength(8)
  })
})
