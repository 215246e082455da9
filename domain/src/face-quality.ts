// What can be said about a photo in words that help to take a better one. Measured on the aligned
// 112-pixel crop, so that the same numbers mean the same for every camera and every distance.
// Each bound lies between what 51 people's good photos gave and what their spoilt ones gave. The
// darkest skin among them measured 86 in good light and the lightest 35 in the dark, so the bound
// for darkness is about the light and not about the person. It is advice and stops nobody.

import type { Advice } from './comparison.ts'
import type { Pixels } from './face-align.ts'

export type Quality = {
  /** Mean brightness, 0–255: good 86–168, dark 19–35, side light 50–89. */
  readonly luma: number
  /** Share of pixels above 250: good 0, over-exposed 0.12–0.75. */
  readonly blown: number
  /** Variance of the Laplacian: good 240–1440, blurred 9–28. */
  readonly sharpness: number
  /** |left − right| over their sum: good 0–0.14, side light 0.26–0.57. */
  readonly sideDifference: number
  /** Pixels between the eyes in the picture as looked at (at most 1024 a side). */
  readonly eyeDistance: number
  /** 0–1, how sure the face mesh is: upright 1, upside down 0.5, some masks below 0.8. */
  readonly faceScore: number
}

/** Eyes closer than this are not compared; up to `eyesAsked` they are, with advice to come nearer. */
export const eyesMinimum = 22
const eyesAsked = 60
/** Upside-down faces reach 0.5 and give a score that means nothing. */
export const faceScoreMinimum = 0.9

/** The four figures of the crop; `eyeDistance` and `faceScore` come from the detector. */
export function measure(crop: Pixels, found: Pick<Quality, 'eyeDistance' | 'faceScore'>): Quality {
  const luma = brightness(crop)
  const half = crop.width / 2
  let left = 0
  let right = 0
  let blown = 0
  luma.forEach((value, index) => {
    if (index % crop.width < half) left += value
    else right += value
    if (value > 250) blown += 1
  })
  const sum = left + right
  return {
    luma: sum / luma.length,
    blown: blown / luma.length,
    sharpness: laplacianVariance(luma, crop.width),
    sideDifference: sum === 0 ? 0 : Math.abs(left - right) / sum,
    ...found,
  }
}

/** Advice, the most useful first. A dark or distant face is soft by nature: not called blurred too. */
export function advise(quality: Quality): Advice[] {
  const dark = quality.luma < 45
  const distant = quality.eyeDistance < eyesAsked
  const advice: Advice[] = []
  if (distant) advice.push('too-small')
  if (dark) advice.push('too-dark')
  if (quality.blown > 0.1) advice.push('too-bright')
  if (quality.sideDifference > 0.2) advice.push('side-light')
  if (quality.sharpness < 60 && !dark && !distant) advice.push('blurred')
  return advice
}

function brightness({ data }: Pixels): Float32Array {
  const luma = new Float32Array(data.length / 3)
  for (let index = 0; index < luma.length; index++) {
    const [red = 0, green = 0, blue = 0] = data.subarray(index * 3, index * 3 + 3)
    luma[index] = 0.299 * red + 0.587 * green + 0.114 * blue
  }
  return luma
}

function laplacianVariance(luma: Float32Array, width: number): number {
  let sum = 0
  let squares = 0
  let count = 0
  for (let index = width; index < luma.length - width; index++) {
    const column = index % width
    if (column === 0 || column === width - 1) continue
    const around = [index - 1, index + 1, index - width, index + width]
    const value = around.reduce((total, at) => total + (luma[at] ?? 0), -4 * (luma[index] ?? 0))
    sum += value
    squares += value * value
    count += 1
  }
  return squares / count - (sum / count) ** 2
}
