import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fnmrAt, quantile, rateOf, ratesAt } from './comparison-figures.ts'

/** `count` scores, evenly from 0 up to but without `end`. */
const evenly = (count: number, end = 1) =>
  Array.from({ length: count }, (_, index) => (index / count) * end)

describe('a share of a sample', () => {
  // The usual table of Wilson's interval, to three digits.
  it.each([
    [0, 10, 0, 0.278],
    [1, 10, 0.018, 0.404],
    [5, 10, 0.237, 0.763],
    [10, 10, 0.722, 1],
    [0, 51, 0, 0.07],
    [3, 5100, 0.0002, 0.0017],
  ])('%s of %s lies between %s and %s', (hits, of, low, high) => {
    const rate = rateOf(hits, of)
    expect(rate.low).toBeCloseTo(low, 3)
    expect(rate.high).toBeCloseTo(high, 3)
    expect(rate.rate).toBe(hits / of)
  })

  it('of nothing may be anything', () => {
    expect(rateOf(0, 0)).toMatchObject({ rate: 0, low: 0, high: 1 })
  })

  it('lies in its interval', () => {
    const counts = fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 500 }))
    fc.assert(
      fc.property(counts, ([some, of]) => {
        const { low, rate, high } = rateOf(Math.min(some, of), of)
        expect(low).toBeLessThanOrEqual(rate)
        expect(high).toBeGreaterThanOrEqual(rate)
      }),
    )
  })
})

describe('FNMR at a level of FMR', () => {
  const nonMated = evenly(1000)

  it('is counted with the line where just so many false matches are left', () => {
    const at = fnmrAt(0.01, [0.98, 0.989, 0.99, 0.995], nonMated)
    if (!at.isMeasurable) throw new Error('not measured')
    expect(at.above).toBe(0.989)
    expect(nonMated.filter((score) => score > at.above)).toHaveLength(10)
    expect(at.fnmr).toMatchObject({ hits: 2, of: 4 })
  })

  it.each([
    [0.003, 1000, true],
    [0.0029, 1000, false],
    [0.001, 2550, false],
    [0.001, 5100, true],
    [0.01, 0, false],
  ])('%s with %s pairs is measurable: %s', (level, pairs, isMeasurable) => {
    expect(fnmrAt(level, [1], evenly(pairs))).toMatchObject(
      isMeasurable ? { isMeasurable } : { isMeasurable, pairs },
    )
  })

  it('the line never lets more false matches pass than the level says', () => {
    const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 300 })
    fc.assert(
      fc.property(scores, (some) => {
        const at = fnmrAt(0.01, [], some)
        if (!at.isMeasurable) throw new Error('not measured')
        const passed = some.filter((score) => score > at.above).length
        expect(passed / some.length).toBeLessThanOrEqual(0.01)
      }),
    )
  })
})

it('FNMR and FMR at bands count a bound to the band above it', () => {
  const bands = { version: 'a', same: 0.7, unsure: 0.55 }
  const rates = ratesAt(bands, [0.7, 0.69, 0.55, 0.54], [0.7, 0.55, 0.54, 0.1, 0])
  expect(rates.fnmrAtSame).toMatchObject({ hits: 3, of: 4 })
  expect(rates.fnmrAtUnsure).toMatchObject({ hits: 1, of: 4 })
  expect(rates.fmrAtSame).toMatchObject({ hits: 1, of: 5 })
  expect(rates.fmrAtUnsure).toMatchObject({ hits: 2, of: 5 })
})

it('a quantile is one of the values', () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2)
  expect(quantile(evenly(100, 100), 0.95)).toBe(94)
  expect(quantile([7], 0)).toBe(7)
  expect(quantile([], 0.5)).toBeNaN()
})
