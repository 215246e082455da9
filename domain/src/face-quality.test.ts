import { describe, expect, it } from 'vitest'
import type { Pixels } from './face-align.ts'
import { advise, measure } from './face-quality.ts'

const side = 112
const found = { eyeDistance: 90, faceScore: 1 }

/** A grey crop; `shade` gives the brightness, 0–255, of each pixel. */
function crop(shade: (x: number, y: number) => number): Pixels {
  const data = new Float32Array(side * side * 3)
  for (let at = 0; at < data.length; at++) {
    const pixel = Math.floor(at / 3)
    data[at] = shade(pixel % side, Math.floor(pixel / side))
  }
  return { data, width: side, height: side }
}

/** Fine texture about a brightness: what skin, brows and lashes are to the measure. */
const textured = (mean: number, depth: number) => (x: number, y: number) =>
  mean + ((x + y) % 2 ? depth : -depth)

function advice(shade: (x: number, y: number) => number, about: Partial<typeof found> = {}) {
  return advise(measure(crop(shade), { ...found, ...about }))
}

describe('advice', () => {
  it('a sharp, even, well lit face needs none', () => {
    expect(advice(textured(130, 10))).toEqual([])
  })

  it('a well lit dark face needs none', () => {
    expect(advice(textured(60, 5))).toEqual([])
  })

  it('a face in the dark is too dark, and not called blurred on top', () => {
    expect(advice(textured(30, 0.5))).toEqual(['too-dark'])
  })

  it('a face of which a tenth is burnt out is too bright', () => {
    expect(advice((x, y) => (y < 20 ? 255 : textured(150, 10)(x, y)))).toEqual(['too-bright'])
    expect(advice((x, y) => (y < 5 ? 255 : textured(150, 10)(x, y)))).toEqual([])
  })

  it('a face lit from either side is told so', () => {
    const left = (x: number, y: number) => textured(x < side / 2 ? 160 : 60, 10)(x, y)
    expect(advice(left)).toEqual(['side-light'])
    expect(advice((x, y) => left(side - 1 - x, y))).toEqual(['side-light'])
  })

  it('a face without fine detail is blurred', () => {
    expect(advice((x) => 100 + x / 2)).toEqual(['blurred'])
  })

  it('a distant face is asked to come nearer, and not called blurred', () => {
    expect(advice((x) => 100 + x / 2, { eyeDistance: 40 })).toEqual(['too-small'])
    expect(advice(textured(130, 10), { eyeDistance: 60 })).toEqual([])
  })

  it('a black crop is measured without a division by zero', () => {
    const quality = measure(
      crop(() => 0),
      found,
    )
    expect(quality).toMatchObject({ luma: 0, blown: 0, sharpness: 0, sideDifference: 0 })
  })
})

describe('measures', () => {
  it('are those of the picture', () => {
    const quality = measure(crop(textured(100, 10)), found)
    expect(quality.luma).toBeCloseTo(100, 3)
    // A chessboard of ±10 has a Laplacian of ±80 at each pixel.
    expect(quality.sharpness).toBeCloseTo(6400, 0)
    expect(quality).toMatchObject(found)
  })
})
