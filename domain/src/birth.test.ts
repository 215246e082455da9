import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { BirthDate } from './birth.ts'
import {
  ageBounds,
  birthRange,
  isChildUnder5,
  isOver70,
  isPossibleBirth,
  isUnder21,
  matchesBirth,
} from './birth.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import { addDays } from './time.ts'

const born = (year: number, month?: number, day?: number): BirthDate => ({
  year,
  approximate: false,
  ...(month === undefined ? {} : { month }),
  ...(day === undefined ? {} : { day }),
})
const anyDay = fc.integer({ min: 0, max: 80_000 }).map((n) => addDays('1900-01-01', n))
const partsOf = (day: string) => day.split('-').map(Number) as [number, number, number]

describe('a birth date', () => {
  it('[G4] is a day, a month or a year that the calendar has', () => {
    expect([born(2000, 2, 29), born(1990, 12), born(1990)].every(isPossibleBirth)).toBe(true)
    const wrong = [
      born(2023, 2, 31),
      born(2023, 2, 29),
      born(1990, 13),
      born(1990, 0),
      born(1990, 6, 0),
      born(1990.5),
      born(-1),
      born(20_000),
      { year: 1990, day: 3, approximate: false },
    ]
    expect(wrong.map(isPossibleBirth)).toEqual(wrong.map(() => false))
  })

  it('[G4] spans every day that its unknown parts allow', () => {
    expect(birthRange(born(1990, 6, 7))).toEqual({ earliest: '1990-06-07', latest: '1990-06-07' })
    expect(birthRange(born(2000, 2))).toEqual({ earliest: '2000-02-01', latest: '2000-02-29' })
    expect(birthRange(born(1990, 12))).toEqual({ earliest: '1990-12-01', latest: '1990-12-31' })
    expect(birthRange(born(9999)).latest).toBe('9999-12-31')
    expect(birthRange(born(1990))).toEqual({ earliest: '1990-01-01', latest: '1990-12-31' })
  })

  it('gives the age that Temporal gives where every part is known', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (birth, day) => {
        fc.pre(birth <= day && !birth.endsWith('02-29'))
        const age = Temporal.PlainDate.from(birth).until(day, { largestUnit: 'years' }).years
        expect(ageBounds(born(...partsOf(birth)), day)).toEqual({ youngest: age, oldest: age })
      }),
    )
  })

  it('gives bounds that hold the age of everyone who may be meant', () => {
    fc.assert(
      fc.property(anyDay, anyDay, fc.boolean(), (birth, day, isMonthKnown) => {
        fc.pre(birth <= day)
        const [year, month, dayOfMonth] = partsOf(birth)
        const exact = ageBounds(born(year, month, dayOfMonth), day)
        const rough = ageBounds(isMonthKnown ? born(year, month) : born(year), day)
        expect(rough.youngest).toBeLessThanOrEqual(exact.youngest)
        expect(rough.oldest).toBeGreaterThanOrEqual(exact.oldest)
        expect(rough.oldest - rough.youngest).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('gives no negative age for a year that is not over', () => {
    expect(ageBounds(born(2023), '2023-01-12')).toEqual({ youngest: 0, oldest: 0 })
  })

  it('[G7] of 29 February has its birthday in a common year on 28 February or on 1 March', () => {
    const leap = born(2004, 2, 29)
    expect(ageBounds(leap, '2025-02-27')).toEqual({ youngest: 20, oldest: 20 })
    expect(ageBounds(leap, '2025-02-28')).toEqual({ youngest: 20, oldest: 21 })
    expect(ageBounds(leap, '2025-03-01')).toEqual({ youngest: 21, oldest: 21 })
    expect(isUnder21(leap, '2025-02-28', rules)).toBe(true)
    expect(isOver70(born(1956, 2, 29), '2026-02-28', rules)).toBe(true)
    expect(isOver70(born(1956, 2, 29), '2026-02-27', rules)).toBe(false)
  })
})

describe('two birth dates', () => {
  it('[G12] a typed birth date needs every part that was registered, and no other', () => {
    expect(matchesBirth(born(1990, 5, 17), born(1990, 5, 17))).toBe(true)
    expect(matchesBirth(born(1990), born(1990, 5, 17))).toBe(true)
    expect(matchesBirth(born(1990, 5), born(1990, 5))).toBe(true)
    for (const other of [
      born(1991, 5, 17),
      born(1990, 6, 17),
      born(1990, 5, 18),
      born(1990, 5),
      born(1990),
    ])
      expect(matchesBirth(born(1990, 5, 17), other)).toBe(false)
  })
})

describe('ages that count', () => {
  it('[A2] under 21 is until the day before the 21st birthday', () => {
    expect(isUnder21(born(2002, 1, 13), '2023-01-12', rules)).toBe(true)
    expect(isUnder21(born(2002, 1, 12), '2023-01-12', rules)).toBe(false)
  })

  it('[A3] over 70 is from the 70th birthday on', () => {
    expect(isOver70(born(1953, 1, 12), '2023-01-12', rules)).toBe(true)
    expect(isOver70(born(1953, 1, 13), '2023-01-12', rules)).toBe(false)
  })

  it('[A2] [A3] unknown parts count in the person’s favour', () => {
    expect(isUnder21(born(2002), '2023-12-30', rules)).toBe(true)
    expect(isUnder21(born(2002), '2023-12-31', rules)).toBe(false)
    expect(isOver70(born(1953), '2023-01-01', rules)).toBe(true)
    expect(isOver70(born(1953, 2), '2023-01-31', rules)).toBe(false)
    expect(isOver70(born(1953, 2), '2023-02-01', rules)).toBe(true)
  })

  it('[A7] a small child is one before its fifth birthday', () => {
    expect(isChildUnder5(born(2018, 1, 13), '2023-01-12', rules)).toBe(true)
    expect(isChildUnder5(born(2018, 1, 12), '2023-01-12', rules)).toBe(false)
    expect(isChildUnder5(born(2018), '2023-01-12', rules)).toBe(true)
  })
})
