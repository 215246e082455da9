import { describe, expect, it } from 'vitest'
import { arcfaceInput, faceresInput, mirrorMean } from './face-input.ts'

/** Two pixels beside each other: one red, one grey. */
const pair = { data: Uint8Array.of(255, 0, 0, 127, 127, 127), width: 2, height: 1 }

describe('what goes in', () => {
  it('faceres: blue, green, red less their means, then mirrored', () => {
    const [blue, green, red] = [103.939, 116.779, 123.68]
    const expected = [-blue, -green, 255 - red, 127 - blue, 127 - green, 127 - red]
    const mirrored = [...expected.slice(3), ...expected.slice(0, 3)]
    expect([...faceresInput(pair)].map((one) => one.toFixed(3))).toEqual(
      [...expected, ...mirrored].map((one) => one.toFixed(3)),
    )
  })

  it('ArcFace: all red, all green, all blue about 0', () => {
    expect([...arcfaceInput(pair, false)]).toEqual([1, 0, -127 / 128, 0, -127 / 128, 0])
    expect([...arcfaceInput(pair, true)]).toEqual([0, 1, 0, -127 / 128, 0, -127 / 128])
  })
})

describe('what comes out', () => {
  it('is the direction between both answers, whatever their lengths', () => {
    const mean = mirrorMean(Float32Array.of(9, 0), Float32Array.of(0, 0.1))
    expect(mean[0]).toBeCloseTo(Math.SQRT1_2)
    expect(mean[1]).toBeCloseTo(Math.SQRT1_2)
  })
})
