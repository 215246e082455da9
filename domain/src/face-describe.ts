// From pixels to the description of a face: find it, gate, align, measure, recognise. Which programs
// find and recognise is handed in, so that the server's worker, the desk's browser [K9] and any
// other recogniser go the same way, step by step. Refusals are answers with advice: nothing here stops
// anybody.

import type { Advice, FaceModel, Undescribed } from './comparison.ts'
import { cropForQuality, type Pixels, type Point } from './face-align.ts'
import type { Described } from './face-described.ts'
import { barrierOf, type Face } from './face-mesh.ts'
import { advise, measure } from './face-quality.ts'

export type Eyes = {
  readonly model: FaceModel
  readonly findFaces: (pixels: Pixels) => Promise<readonly Face[]>
  /** The vector, of length 1, of the face whose five points are given. */
  readonly recognise: (pixels: Pixels, points: readonly Point[]) => Promise<Float32Array>
}

/** What is said of a picture but how long it took. */
export type Seen = Described extends infer One
  ? One extends Described
    ? Omit<One, 'ms'>
    : never
  : never

/** Describes the one face in a picture. Throws what the programs throw. */
export async function describeFace(pixels: Pixels, eyes: Eyes): Promise<Seen> {
  const [face, another] = await eyes.findFaces(pixels)
  if (!face) return undescribed('no-face', ['no-face'])
  if (another) return undescribed('several-faces', ['several-faces'])
  const quality = measure(cropForQuality(pixels, face.points), face)
  const advice = advise(quality)
  const barrier = barrierOf(face)
  if (barrier) return undescribed(barrier, advice)
  const vector = await eyes.recognise(pixels, face.points)
  return { ok: true, advice, quality, vector, model: eyes.model }
}

/** A picture that has no description, why, and what to do about it. */
export function undescribed(reason: Undescribed, advice: readonly Advice[] = []): Seen {
  return { ok: false, reason, advice }
}
