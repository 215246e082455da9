// `npm run bench -- fuzz`: how long another call takes while spoilt pictures, bombs among them, are
// looked at, by a real house on the embedded database. `--count 2000` is the figure of record.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { quantile } from '@garita/domain/comparison-figures'
import { readConfig } from '../server/src/config.ts'
import { checkPicture } from '../server/src/faces/picture.ts'
import { runHouse } from '../server/src/run.ts'
import { mutatedPictures } from '../server/test/mutated-pictures.ts'

const everyMs = 10

export async function run(options: string[]): Promise<object> {
  const { values } = parseArgs({ args: options, options: { count: { type: 'string' } } })
  const pictures = Number(values.count ?? 2000)
  const folder = mkdtempSync(join(tmpdir(), 'garita-fuzz-'))
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const settings = { GARITA_DATA: folder, GARITA_DEMO_GROUPS: '0', PORT: String(port) }
  const house = await runHouse(readConfig(settings), () => {})
  const url = `http://127.0.0.1:${port}/api/asks/rules`
  const quiet = await timesUntil(pause(3000), url)
  const answers: { [word: string]: number } = {}
  const looking = (async () => {
    for await (const picture of mutatedPictures(1, pictures)) {
      await checkPicture(picture)
      const described = await house.world.faces.describe(picture)
      const word = described.ok ? 'described' : described.reason
      answers[word] = (answers[word] ?? 0) + 1
    }
  })()
  const meanwhile = await timesUntil(looking, url)
  await house.stop()
  rmSync(folder, { recursive: true, force: true })
  return { pictures, answers, quiet: figuresOf(quiet), meanwhile: figuresOf(meanwhile) }
}

/** Milliseconds of one call after the other, each answered 200, until the work is done. */
async function timesUntil(work: Promise<unknown>, url: string): Promise<number[]> {
  let isDone = false
  const ending = work.finally(() => {
    isDone = true
  })
  const times: number[] = []
  while (!isDone) {
    const startedAt = performance.now()
    const response = await fetch(url)
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}`)
    times.push(performance.now() - startedAt)
    await pause(everyMs)
  }
  await ending
  return times
}

function figuresOf(times: readonly number[]): object {
  const ms = (share: number) => Number(quantile(times, share).toFixed(1))
  return { calls: times.length, p50Ms: ms(0.5), p95Ms: ms(0.95), maxMs: ms(1) }
}
