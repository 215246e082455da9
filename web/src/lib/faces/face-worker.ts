// The worker behind `describe.ts`: one photo after the other, from bytes to description. A file of our
// own, because only its policy allows wasm; the pages' does not.

import { describeFace, type Eyes, type Seen, undescribed } from '@garita/domain/face-describe'
import { loadEyes } from './browser-eyes.ts'
import type { Done, Task } from './describe.ts'
import { readPixels } from './read-pixels.ts'

const blank = { data: new Uint8Array(224 * 224 * 3), width: 224, height: 224 }
let eyes: Promise<Eyes> | undefined
let turn: Promise<void> = Promise.resolve()

addEventListener('message', ({ data }: MessageEvent<Task>) => {
  turn = turn.then(() => look(data))
})

async function look({ number, photo }: Task): Promise<void> {
  const startedAt = performance.now()
  const seen = await see(photo)
  const done: Done = { number, described: { ...seen, ms: performance.now() - startedAt } }
  postMessage(done)
}

/** Without a photo: a picture without a face, which loads and warms everything up. */
async function see(photo: Blob | undefined): Promise<Seen> {
  const pixels = photo ? await readPixels(photo) : blank
  if (typeof pixels === 'string') {
    return undescribed(pixels, pixels === 'too-small' ? ['too-small'] : [])
  }
  try {
    eyes ??= loadEyes()
    return await describeFace(pixels, await eyes)
  } catch {
    // Whoever asked ends this worker.
    return undescribed('engine-unavailable')
  }
}
