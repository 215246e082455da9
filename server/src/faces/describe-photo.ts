// One photo from bytes to description: decode, then what every engine does with pixels. Runs in the
// worker alone: the models block their thread for 100 to 200 ms a photo.

import { readFile } from 'node:fs/promises'
import type { Undescribed } from '@garita/domain/comparison'
import type { Pixels } from '@garita/domain/face-align'
import { describeFace, type Seen, undescribed } from '@garita/domain/face-describe'
import type { Described } from '@garita/domain/face-described'
import { loadDetector } from './detector.ts'
import { identifyModel } from './models.ts'
import { loadOnnx } from './onnx.ts'
import { type PictureRefusal, readPixels } from './picture.ts'
import { loadRecogniser } from './recogniser.ts'

const named: Record<PictureRefusal, Undescribed> = {
  'unsupported-picture': 'unsupported',
  'picture-unreadable': 'unreadable',
  'picture-too-large': 'too-large-picture',
  'picture-too-small': 'too-small',
}

/** The corners and middle of a face that is not there, to warm the recogniser up with. */
const somewhere = [
  [80, 100],
  [144, 100],
  [112, 130],
  [88, 165],
  [136, 165],
] as const

/**
 * Loads every model and warms them up: the first picture through cold wasm takes half a second.
 * @param onnx the file of another recogniser than the built-in one
 */
export async function loadDescriber(onnx?: string) {
  const bytes = onnx === undefined ? undefined : await readFile(onnx)
  const [model, findFaces] = await Promise.all([identifyModel(onnx, bytes), loadDetector()])
  // Not beside the detector: that one starts the back end, without which no weight can be loaded. On a
  // busy machine the recogniser's files were read first, and the whole process ended.
  const recognise = await (onnx !== undefined && bytes ? loadOnnx(onnx, bytes) : loadRecogniser())
  const blank: Pixels = { data: new Uint8Array(224 * 224 * 3), width: 224, height: 224 }
  await findFaces(blank)
  await recognise(blank, somewhere)

  async function see(photo: Uint8Array): Promise<Seen> {
    const read = await readPixels(photo)
    if (read.ok) return await describeFace(read.pixels, { model, findFaces, recognise })
    const isSmall = read.reason === 'picture-too-small'
    return undescribed(named[read.reason], isSmall ? ['too-small'] : [])
  }

  async function describePhoto(photo: Uint8Array): Promise<Described> {
    const startedAt = performance.now()
    const seen = await see(photo)
    return { ...seen, ms: performance.now() - startedAt }
  }

  return { model, describePhoto }
}
