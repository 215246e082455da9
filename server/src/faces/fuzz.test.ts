import { undescribedNames } from '@garita/domain/comparison'
import { expect, it } from 'vitest'
import { drawnFace } from '../../seed/faces.ts'
import { mutatedPictures } from '../../test/mutated-pictures.ts'
import { createFaceEngine } from './engine.ts'
import { checkPicture } from './picture.ts'

const isLong = process.env.GARITA_LONG === 'yes'
const count = isLong ? 2000 : 200
const seed = Number(process.env.GARITA_SEED ?? 20_230_110)

it(`[K6] ${count} spoilt pictures are answered, each, and the good one after them (seed ${seed})`, {
  timeout: 900_000,
}, async () => {
  const engine = createFaceEngine({ pictureLimitMs: 10_000, waitingLimit: 1 })
  const answers = new Map<string, number>()
  const tell = (word: string) => answers.set(word, (answers.get(word) ?? 0) + 1)
  for await (const picture of mutatedPictures(seed, count)) {
    // The upload's gate looks in the server's own process, the engine in the worker's.
    const checked = await checkPicture(picture)
    const described = await engine.describe(picture)
    if (!checked.ok) expect(described.ok).toBe(false)
    tell(described.ok ? 'described' : described.reason)
  }
  const good = await engine.describe(await drawnFace(0))
  await engine.close()
  expect(good.ok).toBe(true)
  const known: readonly string[] = ['described', ...undescribedNames]
  expect([...answers.keys()].filter((word) => !known.includes(word))).toEqual([])
  // Never that the engine was away: it was there for each of them.
  expect(answers.get('engine-unavailable')).toBeUndefined()
  expect([...answers.values()].reduce((all, one) => all + one, 0)).toBe(count)
  // The spoiling must spoil: else nothing was tried.
  expect(answers.get('unreadable')).toBeGreaterThan(count / 4)
})
