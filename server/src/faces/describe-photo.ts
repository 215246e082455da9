// One photo from bytes to description: decode, find the face, gate, align, measure, recognise.
// Runs in the worker alone: the models block their thread for 100 to 200 ms a photo.

import type { Advice, Undescribed } from '@garita/domain/comparison'
import { cropForQuality, cropForRecogniser } from './align.ts'
import type { Described } from './described.ts'
import { type Face, loadDetector } from './detector.ts'
import { identifyModel } from './models.ts'
import { type PictureRefusal, type Pixels, readPixels } from './picture.ts'
import { advise, eyesMinimum, faceScoreMinimum, measure } from './quality.ts'
import { loadRecogniser } from './recogniser.ts'

const named: Record<PictureRefusal, Undescribed> = {
  'unsupported-picture': 'unsupported',
  'picture-unreadable': 'unreadable',
  'picture-too-large': 'too-large-picture',
  'picture-too-small': 'too-small',
}

/** Loads every model and warms them up: the first picture through cold wasm takes half a second. */
export async function loadDescriber() {
  const [model, findFaces, recognise] = await Promise.all([
    identifyModel(),
    loadDetector(),
    loadRecogniser(),
  ])
  const blank: Pixels = { data: new Uint8Array(224 * 224 * 3), width: 224, height: 224 }
  await findFaces(blank)
  recognise(blank)

  async function describePhoto(photo: Uint8Array): Promise<Described> {
    const startedAt = performance.now()
    const refuse = (reason: Undescribed, advice: readonly Advice[]): Described => {
      return { ok: false, reason, advice, ms: performance.now() - startedAt }
    }
    const read = await readPixels(photo)
    if (!read.ok) {
      const small = read.reason === 'picture-too-small'
      return refuse(named[read.reason], small ? ['too-small'] : [])
    }
    const [face, another] = await findFaces(read.pixels)
    if (!face) return refuse('no-face', ['no-face'])
    if (another) return refuse('several-faces', ['several-faces'])
    const quality = measure(cropForQuality(read.pixels, face.points), face)
    const advice = advise(quality)
    const barrier = barrierOf(face)
    if (barrier) return refuse(barrier, advice)
    const vector = recognise(cropForRecogniser(read.pixels, face.points))
    return { ok: true, advice, quality, vector, model, ms: performance.now() - startedAt }
  }

  return { model, describePhoto }
}

function barrierOf(face: Face): Undescribed | undefined {
  if (face.eyeDistance < eyesMinimum) return 'too-small'
  return face.faceScore < faceScoreMinimum ? 'unclear-face' : undefined
}
