// `npm run bench -- faces --set <folder>`: how well the engine that the settings name tells people
// apart, on a folder of photos, as one line and as docs/face-comparison.md.

import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { quantile } from '@garita/domain/comparison-figures'
import { readConfig } from '../server/src/config.ts'
import { openFaceEngine } from '../server/src/faces/open-engine.ts'
import { type Figures, figuresByLabel, figuresOf } from './face-figures.ts'
import { facePage } from './face-page.ts'
import { describeSet, readLabels, type Taken } from './face-set.ts'

const page = fileURLToPath(new URL('../docs/face-comparison.md', import.meta.url))

export async function run(options: string[]): Promise<object> {
  const { values } = parseArgs({
    args: options,
    options: { set: { type: 'string' }, page: { type: 'string' } },
  })
  if (!values.set) throw new Error('Usage: npm run bench -- faces --set <folder>')
  const { faces } = readConfig(process.env)
  if (faces.url) throw new Error('A matcher by GARITA_FACE_URL gives no vectors to measure.')
  const engine = openFaceEngine(faces, console.error)
  await engine.start()
  const folder = resolve(values.set)
  const taken = await describeSet(folder, engine)
  await engine.close()
  if (!taken.some(({ described }) => described.ok)) throw new Error('No face in that folder.')

  const names = [...new Set(taken.map(({ condition }) => condition))]
  const conditions = names
    .filter((name) => name !== 'ref')
    .map((name) => figuresOf(name, taken, name, engine.bands))
  const byLabel = figuresByLabel(taken, readLabels(folder), engine.bands)
  const times = taken.map(({ ms }) => ms)
  const p50Ms = Math.round(quantile(times, 0.5))
  const p95Ms = Math.round(quantile(times, 0.95))
  const finding = names.map((name) => findingOf(name, taken))
  const measured = { taken, finding, conditions, byLabel, bands: engine.bands, p50Ms, p95Ms }
  writeFileSync(values.page ?? page, facePage(measured))
  return {
    photos: taken.length,
    people: new Set(taken.map(({ person }) => person)).size,
    p50Ms,
    p95Ms,
    noFace: finding.map(({ name, notFound }) => [name, notFound]).filter(([, count]) => count),
    conditions: conditions.map(inShort),
    labels: byLabel.map(({ label, figures }) => ({ label, figures: figures.map(inShort) })),
  }
}

export type Finding = {
  readonly name: string
  readonly photos: number
  readonly notFound: number
  readonly refused: number
  /** Reason or flag, with how often. */
  readonly said: readonly (readonly [string, number])[]
}

function findingOf(name: string, taken: readonly Taken[]): Finding {
  const photos = taken.filter(({ condition }) => condition === name)
  const refused = photos.flatMap(({ described }) => (described.ok ? [] : [described.reason]))
  const flags = photos.flatMap(({ described }) => described.advice)
  const said = [...new Set([...refused, ...flags])]
  const count = (word: string) =>
    photos.filter(
      ({ described }) =>
        described.advice.some((one) => one === word) ||
        (!described.ok && described.reason === word),
    ).length
  return {
    name,
    photos: photos.length,
    notFound: refused.filter((reason) => reason === 'no-face').length,
    refused: refused.length,
    said: said.map((word) => [word, count(word)] as const),
  }
}

function inShort(figures: Figures): object {
  const { name, mated, nonMated, bands, lowestMated } = figures
  const atLevel = figures.levels.map(({ at }) => {
    if (!at.isMeasurable) return `not measurable with ${at.pairs} pairs`
    return at.fnmr.of === 0 ? null : Number(at.fnmr.rate.toFixed(5))
  })
  return {
    name,
    mated,
    nonMated,
    lowestMated: mated === 0 ? null : Number(lowestMated.toFixed(3)),
    fnmrAtFmr: atLevel,
    atBands: Object.fromEntries(
      Object.entries(bands).map(([name, { of, rate }]) => [
        name,
        of === 0 ? null : Number(rate.toFixed(5)),
      ]),
    ),
  }
}
