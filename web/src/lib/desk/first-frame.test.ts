import { expect, test } from 'vitest'
import { hasFrame } from './first-frame.ts'

/** A video as far as it is asked. */
class Video extends EventTarget {
  readyState = 0
}

test('a camera that shows a picture is not waited for', async () => {
  const video = new Video()
  video.readyState = 4
  expect(await hasFrame(video, 0)).toBe(true)
})

test('the first picture is waited for, so that a key pressed before it is not lost', async () => {
  const video = new Video()
  const has = hasFrame(video, 60_000)
  video.dispatchEvent(new Event('loadeddata'))
  expect(await has).toBe(true)
})

test('a camera that shows nothing is said to', async () => {
  expect(await hasFrame(new Video(), 1)).toBe(false)
})
