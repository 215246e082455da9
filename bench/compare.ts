// `npm run bench -- compare`: what one photo costs. One drawn face of 640 pixels, so that it runs
// without any photo of a person; `perSecond` is with two workers at once.

import { quantile } from '@garita/domain/comparison-figures'
import sharp from 'sharp'
import { drawnFace } from '../server/seed/faces.ts'
import { createFaceEngine } from '../server/src/faces/engine.ts'
import { residentMebibytes } from '../server/src/faces/resident-memory.ts'

const photos = 100

export async function run(): Promise<object> {
  const photo = await sharp(await drawnFace(0))
    .resize(640, 640, { fit: 'cover' })
    .jpeg()
    .toBuffer()
  const alone = await oneByOne(photo)
  const engine = createFaceEngine({ workers: 2, waitingLimit: photos })
  await engine.start()
  const startedAt = performance.now()
  const described = await Promise.all(Array.from({ length: photos }, () => engine.describe(photo)))
  const seconds = (performance.now() - startedAt) / 1000
  await engine.close()
  if (!described.every(({ ok }) => ok)) throw new Error('A photo was not described.')
  return { ...alone, perSecond: Number((photos / seconds).toFixed(1)) }
}

/** From the call to the answer; the memory is one worker's, after all of them. */
async function oneByOne(photo: Uint8Array): Promise<object> {
  const engine = createFaceEngine()
  await engine.start()
  const times: number[] = []
  for (let count = 0; count < photos; count++) {
    const startedAt = performance.now()
    await engine.describe(photo)
    times.push(performance.now() - startedAt)
  }
  const rssMb = Math.round((await residentMebibytes(engine.pid ?? 0)) ?? 0)
  await engine.close()
  return {
    p50Ms: Math.round(quantile(times, 0.5)),
    p95Ms: Math.round(quantile(times, 0.95)),
    rssMb,
  }
}
