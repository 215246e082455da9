import { describe, expect, it } from 'vitest'
import type { Files, Inputs } from '../test-data/drawn-record.ts'
import {
  bytesOf,
  drawnFiles,
  exampleFiles,
  examples,
  linesOf,
  openOf,
  publicFiles,
  textOf,
} from '../test-data/drawn-record.ts'
import { checkDraw } from './check-draw.ts'
import type { Read } from './draw-form.ts'
import { readCommitments, readDrawn, readEntry, readFrozen, readSlot } from './draw-read.ts'
import { indexLine } from './draw-record.ts'
import { bytesOfHex, hexOf } from './hex.ts'
import { sha256 } from './sha256.ts'

function taken<Value>(read: Read<Value>): Value {
  if (!read.ok) throw new Error(`${read.wrong} at ${read.at}`)
  return read.value
}

/** What went into the draw of these files; nothing that came out of it. */
function inputsOf(files: Files): Inputs {
  const { draw, frozenAt, rules } = taken(readFrozen(textOf(files.get('frozen.json'))))
  const { secrets, beacon } = taken(readDrawn(textOf(files.get('draw.json'))))
  return {
    draw,
    frozenAt,
    rules,
    secrets,
    beacon,
    commitments: taken(readCommitments(textOf(files.get('commitments.json')))),
    entries: linesOf(files.get('entries.ndjson')).map((line) => taken(readEntry(line))),
    slots: linesOf(files.get('slots.ndjson')).map((line) => taken(readSlot(line))),
  }
}

const contended = exampleFiles('contended')
const inputs = inputsOf(contended)

async function findingIn(files: Files) {
  const checked = await checkDraw(openOf(files))
  return checked.ok ? null : checked.finding
}

describe('the examples of the specification', () => {
  it.each(examples)('[D19] the public part of %s holds', async (name) => {
    const files = exampleFiles(name)
    const checked = await checkDraw(openOf(publicFiles(files)))
    expect(checked).toMatchObject({
      ok: true,
      summary: {
        draw: '2023-01-18',
        drawHash: hexOf(sha256(files.get('draw.json') ?? new Uint8Array())),
        tickets: linesOf(files.get('tickets.ndjson')).length,
        custodians: 3,
        slots: 42,
        sealed: false,
        listed: false,
      },
    })
  })

  it.each(examples)('[D20] the sealed part of %s holds', async (name) => {
    const checked = await checkDraw(openOf(exampleFiles(name)))
    expect(checked).toMatchObject({ ok: true, summary: { sealed: true } })
  })

  it.each(examples)('[D14] [D16] every file of %s comes out again, byte for byte', (name) => {
    const files = exampleFiles(name)
    const input = inputsOf(files)
    const again = drawnFiles({ ...input, entries: input.entries.toReversed() })
    expect([...again.keys()].sort()).toEqual([...files.keys()].sort())
    for (const [file, bytes] of again)
      expect([file, textOf(bytes)]).toEqual([file, textOf(files.get(file))])
  })

  it.each([1, 7, 100, 1_000_000])('[D19] hold in pieces of %i bytes', async (pieceBytes) => {
    expect(await checkDraw(openOf(contended, pieceBytes))).toMatchObject({ ok: true })
  })

  it('tell how far a check has come, never backwards and up to the end', async () => {
    const seen: Record<string, number[]> = {}
    const onProgress = ({ file, lines, of }: { file: string; lines: number; of: number }) => {
      expect(of).toBe(300)
      seen[file] = [...(seen[file] ?? []), lines]
    }
    await checkDraw(openOf(contended, 4000), { onProgress })
    const files = ['tickets.ndjson', 'ranking.ndjson', 'entries.ndjson', 'results.ndjson']
    expect(Object.keys(seen)).toEqual(files)
    for (const lines of Object.values(seen)) {
      expect(lines).toEqual(lines.toSorted((a, b) => a - b))
      expect(lines.at(-1)).toBe(300)
    }
  })

  it('[D14] a beacon goes into the seed and is checked with it', async () => {
    const commitments = { ...inputs.commitments, beacon: { name: 'Beacon 1', round: '7' } }
    const files = drawnFiles({ ...inputs, commitments, beacon: 'beac0000' })
    expect(await findingIn(files)).toBeNull()
    expect(textOf(files.get('draw.json'))).not.toContain(inputs.entries[0]?.ticket ?? '')
    const without = drawnFiles({ ...inputs, commitments })
    expect(await findingIn(without)).toMatchObject({ file: 'draw.json', fault: 'beacon' })
  })
})

describe('a record that was made wrongly, with hashes that agree', () => {
  /** The record with one file changed and every hash of it put right: a server that cheats. */
  const cheated = (change: Partial<Inputs>) => drawnFiles({ ...inputs, ...change })
  /** Files with the text of some changed, as they stand. */
  const changed = (texts: Record<string, (text: string) => string>): Files =>
    new Map(
      [...contended].map(([name, bytes]) => [
        name,
        bytesOf((texts[name] ?? String)(textOf(bytes))),
      ]),
    )
  const hashOf = (text: string) => hexOf(sha256(bytesOf(text)))
  /** A file changed, and its hash in `draw.json` with it. */
  const changedWith = (name: string, key: string, change: (text: string) => string) => {
    const text = change(textOf(contended.get(name)))
    const stated = (draw: string) =>
      draw.replace(new RegExp(`("${key}":")\\w+`), `$1${hashOf(text)}`)
    return changed({ [name]: () => text, 'draw.json': stated })
  }

  it('[D17] has a secret that was not the one committed to', async () => {
    const secrets = inputs.secrets.with(1, 'ab'.repeat(32))
    expect(await findingIn(cheated({ secrets }))).toEqual({
      file: 'draw.json',
      line: null,
      fault: 'secret',
      at: '2',
    })
  })

  it('[D17] has fewer than two custodians, or a secret too few', async () => {
    const alone = inputs.commitments.custodians.slice(0, 1)
    const one = cheated({
      commitments: { ...inputs.commitments, custodians: alone },
      secrets: inputs.secrets.slice(0, 1),
    })
    expect(await findingIn(one)).toMatchObject({ fault: 'custodians-too-few' })
    expect(await findingIn(cheated({ secrets: inputs.secrets.slice(0, 2) }))).toMatchObject({
      fault: 'secrets',
    })
  })

  it('[D14] has another seed than the one that follows', async () => {
    const seed = changed({
      'draw.json': (text) => text.replace(/("seed":")\w+/, `$1${'a'.repeat(64)}`),
    })
    expect(await findingIn(seed)).toMatchObject({ file: 'draw.json', fault: 'seed' })
  })

  it('has ids that do not agree', async () => {
    const commitments = { ...inputs.commitments, draw: '2023-01-19' }
    expect(await findingIn(cheated({ commitments }))).toMatchObject({ fault: 'draw' })
  })

  it('[D13] has slots out of order or twice', async () => {
    const swapped = inputs.slots
      .with(0, inputs.slots[1] ?? failed())
      .with(1, inputs.slots[0] ?? failed())
    expect(await findingIn(cheated({ slots: swapped }))).toMatchObject({
      file: 'slots.ndjson',
      line: 2,
      fault: 'order',
    })
    const later = { ...(inputs.slots[0] ?? failed()), startsAt: Date.UTC(2023, 0, 30) }
    expect(await findingIn(cheated({ slots: [...inputs.slots, later] }))).toMatchObject({
      line: 43,
      fault: 'repeated',
    })
  })

  it('[D16] moves a ticket up: the first line that is not where it belongs is named', async () => {
    const moved = changedWith('ranking.ndjson', 'rankingHash', (text) => {
      const lines = text.split('\n').map((line) => line.replace(/"rank":\d+,/, ''))
      const [late = ''] = lines.splice(200, 1)
      lines.splice(3, 0, late)
      return lines.map((line, i) => line.replace('{', `{"rank":${i + 1},`)).join('\n')
    })
    expect(await findingIn(moved)).toMatchObject({
      file: 'ranking.ndjson',
      line: 5,
      fault: 'order',
    })
  })

  it('[D15] gives a ticket a better lot', async () => {
    const better = changedWith('ranking.ndjson', 'rankingHash', (text) =>
      text.replace(/("rank":17,.*"lot":")..../, '$10000'),
    )
    expect(await findingIn(better)).toMatchObject({
      file: 'ranking.ndjson',
      line: 17,
      fault: 'lot',
    })
  })

  it('[D16] ranks a ticket twice or one that is not of the draw', async () => {
    const twice = changedWith('ranking.ndjson', 'rankingHash', (text) => {
      const lines = text.split('\n')
      lines[9] = lines[8]?.replace('"rank":9', '"rank":10') ?? ''
      return lines.join('\n')
    })
    expect(await findingIn(twice)).toMatchObject({ line: 10, fault: 'ticket-repeated' })
    const stranger = changedWith('ranking.ndjson', 'rankingHash', (text) =>
      text.replace(/("rank":12,"ticket":")\w{6}/, '$1ffffff'),
    )
    expect(await findingIn(stranger)).toMatchObject({ line: 12, fault: 'ticket-unknown' })
  })

  it('[D19] gives more places than a slot has, or closes a port before the first rank', async () => {
    const more = changedWith('outcome.json', 'outcomeHash', (text) =>
      text.replace('[20,3,', '[20,4,'),
    )
    expect(await findingIn(more)).toMatchObject({ file: 'outcome.json', fault: 'given', at: '2' })
    const before = changedWith('outcome.json', 'outcomeHash', (text) =>
      text.replace('2301":211', '2301":0'),
    )
    expect(await findingIn(before)).toMatchObject({ fault: 'bounds', at: '2301' })
    const other = changedWith('outcome.json', 'outcomeHash', (text) => text.replace('2604', '2605'))
    expect(await findingIn(other)).toMatchObject({ fault: 'ports' })
  })

  it('[D20] gives a slot to somebody else: an auditor sees it, the public cannot', async () => {
    const bent = changedWith('results.ndjson', 'resultsHash', (text) =>
      text.replace(/("rank":5,.*"slot":)"[^"]*"/, '$1null'),
    )
    expect(await findingIn(bent)).toMatchObject({
      file: 'results.ndjson',
      line: 5,
      fault: 'result',
    })
    expect(await findingIn(publicFiles(bent))).toBeNull()
  })

  it('[D20] says that a port reached farther than it did', async () => {
    const farther = changedWith('outcome.json', 'outcomeHash', (text) =>
      text.replace('2301":211', '2301":212'),
    )
    expect(await findingIn(farther)).toMatchObject({ fault: 'outcome', at: 'closedAt' })
    expect(await findingIn(publicFiles(farther))).toBeNull()
  })

  it('[D20] has another size in an entry than in its leaf: the ticket’s line is named', async () => {
    const other = drawnFiles({
      ...inputs,
      entries: inputs.entries.map((one, i) => (i === 40 ? { ...one, size: 7 - one.size } : one)),
    })
    const mixed = new Map(contended).set('entries.ndjson', other.get('entries.ndjson') ?? failed())
    expect(await findingIn(mixed)).toMatchObject({
      file: 'entries.ndjson',
      line: 41,
      fault: 'leaf',
    })
  })

  it('[D20] has one of its sealed files without the other', async () => {
    for (const name of ['entries.ndjson', 'results.ndjson']) {
      const files = new Map(contended)
      files.delete(name)
      expect(await findingIn(files)).toMatchObject({ file: name, fault: 'missing' })
    }
  })
})

describe('the list of draws', () => {
  const drawHash = hexOf(sha256(contended.get('draw.json') ?? failed()))
  const listed = (text: string, files: Files = publicFiles(contended)) =>
    checkDraw(openOf(new Map(files).set('index.ndjson', bytesOf(text))))
  const line = indexLine({ draw: '2023-01-18', state: 'published', drawHash })
  const ended = indexLine({ draw: '2023-01-17', state: 'void', drawHash: null })

  it('[D19] names the draw with the hash of its file', async () => {
    expect(await listed(ended + line)).toMatchObject({ ok: true, summary: { listed: true } })
  })

  it('[D19] lacks it, has it as void, or twice', async () => {
    expect(await listed(ended)).toMatchObject({ finding: { fault: 'unlisted' } })
    expect(await listed(ended.replace('17', '18'))).toMatchObject({
      finding: { fault: 'unlisted' },
    })
    expect(await listed(line + line)).toMatchObject({ finding: { line: 2, fault: 'repeated' } })
  })

  it('[D19] shows a hash of the results that was changed, which nothing else public can', async () => {
    const text = textOf(contended.get('draw.json')).replace(/("resultsHash":")\w/, '$10')
    const files = new Map(publicFiles(contended)).set('draw.json', bytesOf(text))
    expect(await checkDraw(openOf(files))).toMatchObject({ ok: true })
    expect(await listed(line, files)).toMatchObject({
      finding: { file: 'draw.json', fault: 'hash' },
    })
  })

  it('[D19] is itself what is wrong where everything else was checked', async () => {
    const other = line.replace(drawHash, hexOf(bytesOfHex('00'.repeat(32))))
    expect(await listed(other, contended)).toMatchObject({ finding: { file: 'index.ndjson' } })
  })
})

function failed(): never {
  throw new Error('the example lacks something')
}
