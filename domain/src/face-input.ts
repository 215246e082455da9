// What goes into a recogniser and what is made of its answer. Each sees the face and its mirror
// image, and the mean of both answers is the vector: that alone halves the misses. The numbers are
// those that each kind of model was trained with; another order of colours or another division
// gives vectors that look sound and tell nobody apart.

import type { Pixels } from './face-align.ts'

/** The mean blue, green and red of the set that `faceres` was trained on. */
const means = [103.939, 116.779, 123.68] as const

/** `faceres`: the crop and its mirror image, row by row, blue first, means taken off, not divided. */
export function faceresInput({ data, width, height }: Pixels): Float32Array {
  const size = width * height * 3
  const out = new Float32Array(size * 2)
  for (let at = 0; at < size; at++) {
    const channel = at % 3
    const column = Math.floor(at / 3) % width
    const value = (data[at - channel + 2 - channel] ?? 0) - (means[channel] ?? 0)
    out[at] = value
    out[size + at + (width - 1 - 2 * column) * 3] = value
  }
  return out
}

/** ArcFace's form: all red, then green, then blue, as (x − 127) / 128; mirrored where asked. */
export function arcfaceInput({ data, width, height }: Pixels, isMirrored: boolean): Float32Array {
  const size = width * height
  const out = new Float32Array(size * 3)
  for (let pixel = 0; pixel < size; pixel++) {
    const column = pixel % width
    const from = isMirrored ? pixel - column + width - 1 - column : pixel
    for (let channel = 0; channel < 3; channel++) {
      out[channel * size + pixel] = ((data[from * 3 + channel] ?? 0) - 127) / 128
    }
  }
  return out
}

/** One vector of length 1 from the answers for the face and for its mirror image. */
export function mirrorMean(straight: Float32Array, mirrored: Float32Array): Float32Array {
  const other = normalised(mirrored)
  return normalised(normalised(straight).map((value, index) => value + (other[index] ?? 0)))
}

function normalised(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return vector.map((value) => value / norm)
}

/** As TensorFlow.js keeps a model on disk: what is in the `.json`. */
export type Manifest<Topology, Weight> = {
  readonly modelTopology: Topology
  readonly signature: object
  readonly weightsManifest: readonly { readonly weights: readonly Weight[] }[]
}

/** The output of `faceres` that is the vector. */
export const faceresOutput = 'global_pooling/Mean'

/**
 * A model's two files as the graph loader takes them. Without `signature` the graph of `faceres` has
 * no output for the vector, only for age and sex.
 */
export function modelArtifacts<Topology, Weight>(
  { modelTopology, signature, weightsManifest }: Manifest<Topology, Weight>,
  weights: Uint8Array<ArrayBuffer>,
) {
  return {
    modelTopology,
    signature,
    weightSpecs: weightsManifest.flatMap((group) => [...group.weights]),
    weightData: new Uint8Array(weights).buffer,
  }
}
