import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Area, Verdict } from './location.ts'
import { canGoOn, isStale, keepsSettled, statedVerdict, unpackArea, verdictOf } from './location.ts'
import type { StateCode } from './place.ts'
import { isStateCode, stateCodes, stateNames } from './place.ts'
import type { Rules } from './programme.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import { daysMs, minutesMs } from './time.ts'

const kmOfDegree = 111.195
const box = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]

// Two square states side by side, cut by the 19th parallel, with a hole in the first and an
// island to the second; a third lies south of it and does not count.
const area: Area = {
  states: [
    { code: 'MOR', rings: [box(-100, 18, -99, 20), box(-99.6, 19.4, -99.4, 19.6)] },
    { code: 'PUE', rings: [box(-99, 18, -98, 20), box(-97, 19.5, -96.9, 19.6)] },
    { code: 'OAX', rings: [box(-100, 17, -98, 18)] },
  ],
}
const at = (latitude: number, longitude: number, accuracyMeters = 20, by: Rules = rules) =>
  verdictOf({ latitude, longitude, accuracyMeters }, area, by)
const north = (km: number) => 20 + km / kmOfDegree

describe('the verdict on a place', () => {
  it('[L1] is in inside the area, with its state', () => {
    expect(at(19.2, -99.5)).toEqual({ verdict: 'in', state: 'MOR' })
    expect(at(19, -98.5)).toEqual({ verdict: 'in', state: 'PUE' })
    expect(at(19.55, -96.95)).toEqual({ verdict: 'in', state: 'PUE' })
  })

  it('[L2] is a doubt outside by at most ten kilometres, with the nearest state', () => {
    expect(at(north(9.9), -99.5)).toEqual({ verdict: 'doubt', state: 'MOR' })
    expect(at(north(10.1), -99.5)).toEqual({ verdict: 'out', state: null })
    expect(at(19.5, -99.5)).toEqual({ verdict: 'out', state: null })
  })

  it('[L2] measures south of the parallel to the parallel itself', () => {
    expect(at(19 - 9.9 / kmOfDegree, -99.5)).toEqual({ verdict: 'doubt', state: 'MOR' })
    expect(at(19 - 10.1 / kmOfDegree, -99.5)).toEqual({ verdict: 'out', state: 'MOR' })
    // Between the mainland and the island of PUE nothing lies on the parallel.
    expect(at(18.95, -97.5).verdict).toBe('out')
  })

  it('[L2] widens the doubt by the accuracy that the phone reports', () => {
    expect(at(north(30), -99.5, 19_000).verdict).toBe('out')
    expect(at(north(30), -99.5, 20_100).verdict).toBe('doubt')
  })

  it('[L2] never worsens when one comes nearer', () => {
    const ranks: readonly Verdict[] = ['in', 'doubt', 'out']
    const km = fc.double({ min: 0, max: 80, noNaN: true })
    fc.assert(
      fc.property(km, km, fc.integer({ min: 0, max: 50_000 }), (a, b, accuracy) => {
        const rank = (far: number) => ranks.indexOf(at(north(far), -99.3, accuracy).verdict)
        expect(rank(Math.min(a, b))).toBeLessThanOrEqual(rank(Math.max(a, b)))
      }),
    )
  })

  it('[L3] is no fix when the accuracy is worse than fifty kilometres or no number', () => {
    expect(at(19.2, -99.5, 50_000).verdict).toBe('in')
    for (const accuracy of [50_001, Number.NaN, -1, Number.POSITIVE_INFINITY])
      expect(at(19.2, -99.5, accuracy)).toEqual({ verdict: 'no-fix', state: null })
  })

  it('[L1] counts whole states where the rules name them', () => {
    const wider: Rules = { ...rules, area: { ...rules.area, wholeStates: ['OAX'] } }
    expect(at(17.5, -99)).toEqual({ verdict: 'out', state: 'OAX' })
    expect(at(17.5, -99, 20, wider)).toEqual({ verdict: 'in', state: 'OAX' })
    expect(at(16.95, -99, 20, wider)).toEqual({ verdict: 'doubt', state: 'OAX' })
  })

  it('[L2] is out where there is no area at all', () => {
    const fix = { latitude: 19.2, longitude: -99.5, accuracyMeters: 20 }
    expect(verdictOf(fix, { states: [] }, rules)).toEqual({ verdict: 'out', state: null })
    const point: Area = { states: [{ code: 'MOR', rings: [[[-99.5, 19.2]], []] }] }
    expect(verdictOf(fix, point, rules).verdict).toBe('doubt')
  })
})

describe('a stated place', () => {
  it('[L4] goes on where any of the state counts, and is out where none does', () => {
    expect(statedVerdict('VER', rules)).toEqual({ verdict: 'stated', state: 'VER' })
    expect(statedVerdict('OAX', rules)).toEqual({ verdict: 'out', state: 'OAX' })
    const wider: Rules = { ...rules, area: { ...rules.area, wholeStates: ['TAB'] } }
    expect(statedVerdict('TAB', wider).verdict).toBe('stated')
  })

  it('[L4] is one of the 32 states', () => {
    expect(stateCodes).toHaveLength(32)
    expect(Object.keys(stateNames).sort()).toEqual([...stateCodes].sort())
    expect(isStateCode('CMX')).toBe(true)
    expect(isStateCode('TX')).toBe(false)
    expect(isStateCode('toString')).toBe(false)
  })

  it('[L5] lets in, doubt and stated go on, and neither out nor no fix', () => {
    const verdicts = ['in', 'doubt', 'stated', 'out', 'no-fix'] as const
    expect(verdicts.map(canGoOn)).toEqual([true, true, true, false, false])
  })
})

describe('a confirmed place', () => {
  const now = Date.UTC(2023, 0, 12)
  const since = (ms: number, settled: boolean) =>
    isStale({ verdict: 'in', confirmedAt: now - ms, settled }, now, rules)

  it('[L7] serves seven days', () => {
    expect(since(daysMs(7) - 1, false)).toBe(false)
    expect(since(daysMs(7), false)).toBe(true)
  })

  it('[L8] serves thirty days when a supervisor settled it', () => {
    expect(since(daysMs(30) - minutesMs(1), true)).toBe(false)
    expect(since(daysMs(30), true)).toBe(true)
  })

  it('[L8] that a supervisor settled is not taken away by what a phone says', () => {
    const settled = (verdict: 'in' | 'out', days: number) =>
      ({ verdict, confirmedAt: now - daysMs(days), settled: true }) as const
    expect(keepsSettled(settled('in', 29), 'out', now, rules)).toBe(true)
    expect(keepsSettled(settled('in', 30), 'out', now, rules)).toBe(false)
    // A fresh "in" that serves longer replaces it, one that serves shorter does not.
    expect(keepsSettled(settled('in', 1), 'in', now, rules)).toBe(true)
    expect(keepsSettled(settled('in', 25), 'in', now, rules)).toBe(false)
    expect(keepsSettled(settled('out', 1), 'in', now, rules)).toBe(false)
    expect(keepsSettled({ ...settled('in', 1), settled: false }, 'out', now, rules)).toBe(false)
    expect(keepsSettled(null, 'out', now, rules)).toBe(false)
  })
})

describe('a packed area', () => {
  it('is a first corner and steps, in units of a degree', () => {
    const packed = { unitDegrees: 0.5, states: [{ code: 'MOR', rings: [[-200, 38, 2, 0, 0, 2]] }] }
    const ring = [
      [-100, 19],
      [-99, 19],
      [-99, 20],
    ]
    const code: StateCode = 'MOR'
    expect(unpackArea(packed)).toEqual({ states: [{ code, rings: [ring] }] })
  })

  it('has no states that Mexico lacks', () => {
    const packed = { unitDegrees: 1, states: [{ code: 'TX', rings: [] }] }
    expect(() => unpackArea(packed)).toThrow(RangeError)
  })
})
