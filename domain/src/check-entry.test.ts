import { describe, expect, it } from 'vitest'
import { bytesOf, exampleFiles, linesOf, openOf, publicFiles } from '../test-data/drawn-record.ts'
import type { Proof } from './check-entry.ts'
import { checkEntry, readProof } from './check-entry.ts'
import { readEntry } from './draw-read.ts'
import { hexOf } from './hex.ts'
import { inclusionPath } from './merkle.ts'
import { sha256 } from './sha256.ts'
import { daysMs } from './time.ts'

const files = exampleFiles('contended')
const open = openOf(publicFiles(files))
const entries = linesOf(files.get('entries.ndjson'))
const ranking = linesOf(files.get('ranking.ndjson'))
const results = linesOf(files.get('results.ndjson'))

function pathIn(lines: readonly string[], index: number): string[] {
  const leaves = lines.map(bytesOf)
  // There is one part, so nothing of its root is in the path.
  return inclusionPath(index, leaves, [new Uint8Array(32)], sha256).map(hexOf)
}

function proofOf(index: number): Proof {
  const entry = entries[index] ?? ''
  const rank = ranking.findIndex((line) => line.includes(entry.slice(11, 43)))
  return {
    version: 1,
    draw: '2023-01-18',
    entry,
    index,
    path: pathIn(entries, index),
    ranking: ranking[rank] ?? '',
    rankingPath: pathIn(ranking, rank),
  }
}

const wrongIn = async (proof: Proof) => {
  const checked = await checkEntry(open, proof)
  return checked.ok ? null : checked.finding
}

describe('a group’s own check', () => {
  it('[D21] [D4] tells groups of the example the result that the sealed files have', async () => {
    // Every seventh, so that all sizes and wishes come up.
    for (let index = 0; index < entries.length; index += 7) {
      const entry = readEntry(entries[index] ?? '')
      if (!entry.ok) throw new Error('the example does not read')
      const checked = await checkEntry(open, proofOf(index))
      if (!checked.ok) throw new Error(`${checked.finding.fault} at ${checked.finding.at}`)
      const { ticket, size, chances } = entry.value
      const result: { rank: number; slot: string | null } = JSON.parse(
        results.find((one) => one.includes(ticket)) ?? '',
      )
      const port = result.slot?.split('-')[1] ?? null
      const expected = { ticket, size, chances, port, rank: result.rank, tickets: 300 }
      expect(checked.result).toEqual(expected)
    }
  })

  it('[D21] reads no list of tickets or ranks, and 20 kB in all', async () => {
    let bytes = JSON.stringify(proofOf(7)).length
    const read: string[] = []
    const counted = (name: string) => {
      read.push(name)
      bytes += files.get(name)?.length ?? 0
      return open(name)
    }
    expect(await checkEntry(counted, proofOf(7))).toMatchObject({ ok: true })
    expect(read.sort()).toEqual([
      'commitments.json',
      'draw.json',
      'frozen.json',
      'outcome.json',
      'slots.ndjson',
    ])
    expect(bytes).toBeLessThan(20_000)
  })

  it('[D18] [D21] finds an entry, a rank or a path that is not the published one', async () => {
    const proof = proofOf(100)
    const other = proofOf(101)
    expect(await wrongIn(proof)).toBeNull()
    expect(await wrongIn({ ...proof, index: 99 })).toMatchObject({ fault: 'proof', at: 'path' })
    expect(await wrongIn({ ...proof, path: other.path })).toMatchObject({ at: 'path' })
    expect(await wrongIn({ ...proof, rankingPath: other.rankingPath })).toMatchObject({
      at: 'rankingPath',
    })
    const size = proof.entry.replace(/"size":\d+/, '"size":20')
    expect(await wrongIn({ ...proof, entry: size })).toMatchObject({ at: 'path' })
    const rank = proof.ranking.replace(/"rank":\d+/, '"rank":1')
    expect(await wrongIn({ ...proof, ranking: rank })).toMatchObject({ at: 'rankingPath' })
    expect(await wrongIn({ ...proof, ranking: other.ranking })).toMatchObject({ fault: 'entry' })
    expect(await wrongIn({ ...proof, draw: '2023-01-19' })).toMatchObject({ fault: 'draw' })
    expect(await wrongIn({ ...proof, entry: '{}' })).toMatchObject({ file: 'entry', fault: 'form' })
    expect(await wrongIn({ ...proof, ranking: '' })).toMatchObject({ file: 'entry', fault: 'form' })
  })

  it('[D21] finds a public file that was changed', async () => {
    for (const name of [
      'commitments.json',
      'draw.json',
      'frozen.json',
      'outcome.json',
      'slots.ndjson',
    ]) {
      const bytes = files.get(name) ?? new Uint8Array()
      const at = Math.floor(bytes.length / 2)
      const changed = new Map(files).set(name, bytes.with(at, (bytes[at] ?? 0) ^ 1))
      const checked = await checkEntry(openOf(changed), proofOf(3))
      expect(checked).toMatchObject({ ok: false, finding: { file: name } })
    }
  })

  it('[D12] [D21] says whether the chances follow from the group’s own facts', async () => {
    const frozenAt = Date.parse('2023-01-04T17:00:00Z')
    const index = entries.findIndex((line) => line.includes('"chances":3'))
    const check = (pressing: boolean, days: number) =>
      checkEntry(open, proofOf(index), { pressing, registeredAt: frozenAt - daysMs(days) })
    expect(await check(true, 10)).toMatchObject({ ok: true })
    expect(await check(false, 60)).toMatchObject({ ok: true })
    expect(await check(false, 59)).toMatchObject({ finding: { file: 'entry', fault: 'chances' } })
  })
})

describe('the file of a proof', () => {
  it('comes back as it was', () => {
    expect(readProof(JSON.stringify(proofOf(5)))).toEqual({ proof: proofOf(5) })
  })

  it.each([
    ['no JSON', '{', 'JSON'],
    ['nothing', 'null', 'JSON'],
    ['another version', JSON.stringify({ ...proofOf(5), version: 2 }), 'version'],
    ['a path of other things', JSON.stringify({ ...proofOf(5), path: ['ab'] }), 'path'],
    ['no index', JSON.stringify({ ...proofOf(5), index: undefined }), 'index'],
    ['a ranking that is no text', JSON.stringify({ ...proofOf(5), ranking: 4 }), 'ranking'],
  ])('with %s is said to be so', (_, text, at) => {
    expect(readProof(text)).toMatchObject({ finding: { file: 'entry', fault: 'form', at } })
  })
})
