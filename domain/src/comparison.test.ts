import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  adviceNames,
  bandNames,
  bandOf,
  defaultBands,
  isComparable,
  readBands,
  weakBecause,
} from './comparison.ts'

describe('bands', () => {
  it.each([
    [1, 'same'],
    [0.7, 'same'],
    [0.6999, 'unsure'],
    [0.55, 'unsure'],
    [0.5499, 'different'],
    [0, 'different'],
    [-1, 'different'],
  ] as const)('[K1] a score of %s falls into the band %s', (score, band) => {
    expect(bandOf(score, defaultBands)).toBe(band)
  })

  it('[K1] a higher score never falls into a lower band', () => {
    const score = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(score, score, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const rank = (value: number) => bandNames.indexOf(bandOf(value, defaultBands))
        expect(rank(high)).toBeLessThanOrEqual(rank(low))
      }),
    )
  })

  it('[K1] other bands give another answer for the same score', () => {
    expect(bandOf(0.72, { version: 'strict', same: 0.8, unsure: 0.6 })).toBe('unsure')
    expect(defaultBands.version).toBe('faceres-1')
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1.01, -1.01])(
    '[K2] a score of %s has no band',
    (score) => {
      expect(bandOf(score, defaultBands)).toBe('cannot-compare')
    },
  )
})

describe('models', () => {
  const model = { id: 'a', hash: '01' }

  it('[K3] vectors of one model may be compared', () => {
    expect(isComparable(model, { ...model })).toBe(true)
  })

  it('[K3] vectors of another model, or of other files under the same name, may not', () => {
    expect(isComparable(model, { ...model, id: 'b' })).toBe(false)
    expect(isComparable(model, { ...model, hash: '02' })).toBe(false)
  })
})

describe('bands as data', () => {
  it('[K5] are taken as they stand, without what else is in the file', () => {
    const bands = { version: 'agency-1.2', same: 0.4, unsure: 0.25 }
    expect(readBands({ ...bands, note: 'of 2,000 pairs' })).toEqual(bands)
    expect(readBands(defaultBands)).toEqual(defaultBands)
  })

  it.each([
    [undefined, 'no-version'],
    [{ same: 0.4, unsure: 0.25 }, 'no-version'],
    [{ version: '', same: 0.4, unsure: 0.25 }, 'no-version'],
    [{ version: 'a b', same: 0.4, unsure: 0.25 }, 'no-version'],
    [{ version: 'a', same: '0.4', unsure: 0.25 }, 'no-bounds'],
    [{ version: 'a', same: 0.4 }, 'no-bounds'],
    [{ version: 'a', same: 0.25, unsure: 0.4 }, 'bounds-crossed'],
    [{ version: 'a', same: 0.4, unsure: 0.4 }, 'bounds-crossed'],
    [{ version: 'a', same: 97, unsure: 80 }, 'bounds-crossed'],
    [{ version: 'a', same: Number.NaN, unsure: 0.4 }, 'bounds-crossed'],
  ])('[K5] %j are none: %s', (value, fault) => {
    expect(readBands(value)).toBe(fault)
  })
})

describe('what makes a score weak', () => {
  it('[K8] is every flaw of a photo, each once, and no word that is not one', () => {
    expect(weakBecause([])).toEqual([])
    expect(weakBecause(['side-light', 'too-dark', 'side-light', 'other'])).toEqual([
      'too-dark',
      'side-light',
    ])
  })

  it('[K8] is not what left no score at all', () => {
    expect(adviceNames.filter((one) => weakBecause([one]).length === 0)).toEqual([
      'no-face',
      'several-faces',
    ])
  })
})
