import { readdirSync, readFileSync } from 'node:fs'
import { openLots } from '@garita/domain/lot'
import { describe, expect, it } from 'vitest'
import { startCheck } from './check-work.ts'
import { chancesAt, recordBytes, writeShort } from './record.ts'

const folder = new URL('../../../domain/test-data/draw-record-example/contended/', import.meta.url)
const example = new Map<string, Uint8Array>(
  readdirSync(folder).map((name) => [name, new Uint8Array(readFileSync(new URL(name, folder)))]),
)
const texts = ['commitments.json', 'frozen.json', 'slots.ndjson', 'outcome.json', 'draw.json']

const bytesOf = (files: typeof example, name: string) => files.get(name) ?? new Uint8Array()
const jsonOf = (name: string) => JSON.parse(Buffer.from(bytesOf(example, name)).toString())

/** `entries.bin` of the example, as far as the check looks at it. */
function recordsOf(): Uint8Array {
  const lines = Buffer.from(bytesOf(example, 'tickets.ndjson')).toString().trimEnd().split('\n')
  const records = new Uint8Array(lines.length * recordBytes)
  for (const [line, text] of lines.entries()) {
    const { ticket, chances } = JSON.parse(text)
    records.set(Buffer.from(ticket, 'hex'), line * recordBytes)
    writeShort(records, line * recordBytes + chancesAt, chances)
  }
  return records
}

const seed = new Uint8Array(Buffer.from(jsonOf('draw.json').seed, 'hex'))

function lotsOf(records: Uint8Array): Uint8Array {
  const { lot } = openLots(seed)
  const count = records.length / recordBytes
  const lots = new Uint8Array(count * 32)
  for (let one = 0; one < count; one++) {
    const start = one * recordBytes
    const chances = (records[start + chancesAt] ?? 0) * 256 + (records[start + chancesAt + 1] ?? 0)
    lot(records, start, chances, lots, one * 32)
  }
  return lots
}

const records = recordsOf()
const lots = lotsOf(records)

/** A file in two parts that do not end with a line. */
function halves(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const middle = (bytes.length >> 1) + 5
  return [bytes.slice(0, middle), bytes.slice(middle)]
}

type Given = { files?: typeof example; records?: Uint8Array; lots?: Uint8Array }

/** Brings everything as a draw does: while it is made. */
async function checked({ files = example, ...given }: Given = {}) {
  const check = startCheck()
  const [tickets, entries] = ['tickets.ndjson', 'entries.ndjson'].map((name) =>
    bytesOf(files, name),
  )
  // Some part of the tickets is there before the same lines of the entries.
  await check.take('tickets.ndjson', tickets ?? new Uint8Array())
  for (const half of halves(entries ?? new Uint8Array())) await check.take('entries.ndjson', half)
  const frozen = await check.frozen(bytesOf(files, 'frozen.json'))
  if (!frozen.ok) return frozen
  check.draw({ seed, records: given.records ?? records, lots: given.lots ?? lots })
  for (const name of ['ranking.ndjson', 'results.ndjson']) {
    for (const half of halves(bytesOf(files, name))) await check.take(name, half)
  }
  const small = new Map(texts.map((name) => [name, bytesOf(files, name)]))
  await check.rest(small)
  return await check.end(small)
}

describe('the check of a draw while it is made', () => {
  it('[D40] passes where everything holds', async () => {
    expect(await checked()).toEqual({ ok: true })
  })

  it.each([...example.keys()])('[D40] finds a changed byte anywhere in %s', async (name) => {
    const bytes = bytesOf(example, name)
    for (let one = 0; one < 12; one++) {
      const at = Math.floor((bytes.length * (one + 0.5)) / 12)
      const files = new Map(example).set(name, bytes.with(at, (bytes[at] ?? 0) ^ 1))
      expect([at, await checked({ files })]).toMatchObject([at, { ok: false }])
    }
  })

  it('[D40] [D15] finds a lot that comes out another the second time', async () => {
    const at = 32 * 17 + 9
    const wrong = await checked({ lots: lots.with(at, (lots[at] ?? 0) ^ 1) })
    expect(wrong).toMatchObject({
      ok: false,
      finding: { file: 'ranking.ndjson', fault: 'lot', at: 'tickets.ndjson line 18' },
    })
  })

  it('[D40] finds lots that were found for another ticket, other chances, or too few', async () => {
    const other = records.with(3 * recordBytes, (records[3 * recordBytes] ?? 0) ^ 1)
    const more = records.with(5 * recordBytes + chancesAt + 1, 77)
    const fewer = records.slice(0, -recordBytes)
    for (const given of [{ records: other }, { records: more }, { records: fewer }]) {
      expect(await checked(given)).toMatchObject({ ok: false })
    }
  })

  it('[D40] finds entries that come before their tickets, and can compare none of them', async () => {
    const check = startCheck()
    await check.take('entries.ndjson', bytesOf(example, 'entries.ndjson'))
    await check.take('tickets.ndjson', bytesOf(example, 'tickets.ndjson'))
    expect(await check.frozen(bytesOf(example, 'frozen.json'))).toMatchObject({
      ok: false,
      finding: { file: 'entries.ndjson', fault: 'count' },
    })
  })
})
