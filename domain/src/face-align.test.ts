import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cropForQuality, cropForRecogniser, type Pixels, type Point } from './face-align.ts'

const width = 700
const height = 640

const template: readonly Point[] = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
]

/** A picture whose red and green tell where in the template's frame each pixel lies. */
function painted(scale: number, turn: number): { pixels: Pixels; points: Point[] } {
  const cos = Math.cos(turn) * scale
  const sin = Math.sin(turn) * scale
  const place = ([x, y]: Point): Point => [
    350 + cos * (x - 56) - sin * (y - 56),
    320 + sin * (x - 56) + cos * (y - 56),
  ]
  const data = new Float32Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const u = ((pixel % width) - 350) / scale ** 2
    const v = (Math.floor(pixel / width) - 320) / scale ** 2
    data[pixel * 3] = 56 + cos * u + sin * v
    data[pixel * 3 + 1] = 56 - sin * u + cos * v
    data[pixel * 3 + 2] = 200
  }
  return { pixels: { data, width, height }, points: template.map(place) }
}

function at({ data, width: across }: Pixels, x: number, y: number): number[] {
  return [...data.subarray((y * across + x) * 3, (y * across + x) * 3 + 3)]
}

describe('alignment', () => {
  it('brings a face of any size and turn to the same place', () => {
    const scale = fc.double({ min: 0.5, max: 4, noNaN: true })
    const turn = fc.double({ min: -3.14, max: 3.14, noNaN: true })
    fc.assert(
      fc.property(scale, turn, (scaled, turned) => {
        const { pixels, points } = painted(scaled, turned)
        const crop = cropForQuality(pixels, points)
        for (const [x, y] of [
          [38, 52],
          [73, 51],
          [56, 72],
          [56, 56],
        ] as const) {
          const [red = 0, green = 0, blue] = at(crop, x, y)
          expect(Math.abs(red - x)).toBeLessThan(0.1)
          expect(Math.abs(green - y)).toBeLessThan(0.1)
          expect(blue).toBeCloseTo(200, 2)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('shows the recogniser a little more around the face, at double size', () => {
    const { pixels, points } = painted(2, 0.3)
    const crop = cropForRecogniser(pixels, points)
    expect(crop).toMatchObject({ width: 224, height: 224 })
    const [red = 0, green = 0] = at(crop, 148, 94)
    expect(red).toBeCloseTo(56 + (148 / 2 - 56) / 0.9, 1)
    expect(green).toBeCloseTo(56 + (94 / 2 - 56) / 0.9, 1)
  })

  it('fills with black what lies outside the picture', () => {
    const { pixels, points } = painted(2, 0)
    const shifted = points.map(([x, y]): Point => [x - 330, y])
    expect(at(cropForQuality(pixels, shifted), 2, 60)).toEqual([0, 0, 0])
  })

  it('averages before it shrinks, so that a fine chessboard becomes grey', () => {
    const { points } = painted(4, 0)
    const data = new Uint8Array(width * height * 3)
    for (let pixel = 0; pixel < width * height; pixel++) {
      data.fill(
        ((pixel % width) + Math.floor(pixel / width)) % 2 ? 255 : 0,
        pixel * 3,
        pixel * 3 + 3,
      )
    }
    const crop = cropForQuality({ data, width, height }, points)
    expect(at(crop, 56, 56)).toEqual([127.5, 127.5, 127.5])
  })
})
