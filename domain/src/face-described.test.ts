import { describe, expect, it } from 'vitest'
import {
  compareDescribed,
  compareVectors,
  type Described,
  type KeptFace,
} from './face-described.ts'

const model = { id: 'a-model', hash: 'ab' }
const quality = {
  luma: 1,
  blown: 0,
  sharpness: 1,
  sideDifference: 0,
  eyeDistance: 90,
  faceScore: 1,
}

/** A vector of two numbers at an angle, so that the cosine between two is known. */
function kept(degrees: number, about: Partial<KeptFace> = {}): KeptFace {
  const turn = (degrees / 180) * Math.PI
  return { vector: Float32Array.of(Math.cos(turn), Math.sin(turn)), model, advice: [], ...about }
}

function described(degrees: number): Described {
  return { ok: true, ...kept(degrees), quality, ms: 5 }
}

const noFace: Described = { ok: false, reason: 'no-face', advice: ['no-face'], ms: 3 }

describe('two kept descriptions', () => {
  it.each([
    [0, 'same', 1],
    [44, 'same', 0.719],
    [50, 'unsure', 0.643],
    [60, 'different', 0.5],
    [180, 'different', -1],
  ] as const)('[K1] %s degrees apart are %s', (degrees, band, score) => {
    const compared = compareVectors(kept(0), kept(degrees))
    expect(compared).toMatchObject({ band, model, bandsVersion: 'faceres-1' })
    expect(compared.score).toBeCloseTo(score, 3)
  })

  it('[K1] other bands are named with the answer', () => {
    const strict = { version: 'strict', same: 0.9, unsure: 0.8 }
    const compared = compareVectors(kept(0), kept(44), strict)
    expect(compared).toMatchObject({ band: 'different', bandsVersion: 'strict' })
  })

  it('give the score whatever their length', () => {
    const long = kept(0, { vector: Float32Array.of(7, 0) })
    expect(compareVectors(long, kept(60)).score).toBeCloseTo(0.5, 5)
  })

  it('[K2] a vector of nothing has no score and no band', () => {
    const empty = kept(0, { vector: Float32Array.of(0, 0) })
    expect(compareVectors(empty, kept(0))).toMatchObject({ band: 'cannot-compare' })
    const broken = kept(0, { vector: Float32Array.of(Number.NaN, 0) })
    expect(compareVectors(broken, kept(0))).toMatchObject({ band: 'cannot-compare' })
  })

  it.each([
    ['another model', { model: { id: 'b', hash: 'ab' } }],
    ['other files of the same model', { model: { id: 'a-model', hash: 'cd' } }],
    ['another length', { vector: Float32Array.of(1, 0, 0) }],
  ])('[K3] one made by %s cannot be compared', (_, about) => {
    const compared = compareVectors(kept(0), kept(0, about))
    expect(compared).toMatchObject({ band: 'cannot-compare', reason: 'other-model' })
    expect(compared.score).toBeUndefined()
  })

  it('carry the advice of both, each once', () => {
    const one = kept(0, { advice: ['blurred', 'too-dark'] })
    const other = kept(0, { advice: ['too-dark', 'side-light'] })
    expect(compareVectors(one, other).flags).toEqual(['blurred', 'too-dark', 'side-light'])
  })
})

describe('two answers of the engine', () => {
  it('both described, are compared', () => {
    expect(compareDescribed(described(0), described(10))).toMatchObject({ band: 'same', model })
  })

  it.each([
    ['first', noFace, described(0)],
    ['second', described(0), noFace],
    ['both', noFace, noFace],
  ] as const)('without a face in the %s, say which and why', (photo, first, second) => {
    const compared = compareDescribed(first, second)
    expect(compared).toMatchObject({ band: 'cannot-compare', reason: 'no-face', photo })
    expect(compared.flags).toEqual(['no-face'])
    expect(compared.score).toBeUndefined()
    expect(compared.ms).toBe(first.ms + second.ms)
  })
})
