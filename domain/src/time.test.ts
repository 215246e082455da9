import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dayOf,
  daysBetween,
  daysMs,
  hoursMs,
  instantOf,
  isDay,
  minutesMs,
  wallTimeOf,
  weekdayOf,
} from './time.ts'

const zones = [
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/New_York',
]
const elPaso = 'America/Denver'
const nogales = 'America/Phoenix'

const anyZone = fc.constantFrom(...zones)
const anyInstant = fc.integer({
  min: Date.UTC(1990, 0, 1),
  max: Date.UTC(2060, 0, 1),
})
const anyDay = fc.integer({ min: 0, max: 25_000 }).map((n) => addDays('1990-01-01', n))
const anyTime = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`)

const oracle = (day: string, time: string, zone: string): number =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds

const clock = (instant: number, zone: string): string =>
  `${dayOf(instant, zone)} ${wallTimeOf(instant, zone)}`

describe('wall clocks', () => {
  it('agree with Temporal for any instant in any zone', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
        expect(dayOf(instant, zone)).toBe(expected.toPlainDate().toString())
        expect(wallTimeOf(instant, zone)).toBe(expected.toPlainTime().toString().slice(0, 5))
      }),
      { numRuns: 500 },
    )
  })

  it('agree with Temporal for any wall time on any day', () => {
    fc.assert(
      fc.property(anyDay, anyTime, anyZone, (day, time, zone) => {
        expect(instantOf(day, time, zone)).toBe(oracle(day, time, zone))
      }),
      { numRuns: 500 },
    )
  })

  it('agree with Temporal for every quarter of an hour of both changes in 2023', () => {
    for (const day of ['2023-03-12', '2023-11-05'])
      for (const zone of zones)
        for (let minute = 0; minute < 24 * 60; minute += 15) {
          const time = new Date(minutesMs(minute)).toISOString().slice(11, 16)
          expect(instantOf(day, time, zone)).toBe(oracle(day, time, zone))
        }
  })

  it('[T1] an hour that El Paso skips on 12 March 2023 moves on by an hour', () => {
    expect(instantOf('2023-03-12', '02:30', elPaso)).toBe(Date.UTC(2023, 2, 12, 9, 30))
    expect(clock(instantOf('2023-03-12', '02:30', elPaso), elPaso)).toBe('2023-03-12 03:30')
    expect(clock(instantOf('2023-03-12', '02:00', elPaso), elPaso)).toBe('2023-03-12 03:00')
    expect(clock(instantOf('2023-03-12', '01:59', elPaso), elPaso)).toBe('2023-03-12 01:59')
  })

  it('[T1] nothing is skipped at Nogales on 12 March 2023', () => {
    expect(instantOf('2023-03-12', '02:30', nogales)).toBe(Date.UTC(2023, 2, 12, 9, 30))
    expect(clock(instantOf('2023-03-12', '02:30', nogales), nogales)).toBe('2023-03-12 02:30')
  })

  it('[T2] of the hour that El Paso has twice on 5 November 2023 the first is meant', () => {
    expect(instantOf('2023-11-05', '01:30', elPaso)).toBe(Date.UTC(2023, 10, 5, 7, 30))
    expect(instantOf('2023-11-05', '02:00', elPaso)).toBe(Date.UTC(2023, 10, 5, 9, 0))
    expect(clock(Date.UTC(2023, 10, 5, 8, 30), elPaso)).toBe('2023-11-05 01:30')
  })

  it('[T2] nothing happens twice at Nogales on 5 November 2023', () => {
    expect(instantOf('2023-11-05', '01:30', nogales)).toBe(Date.UTC(2023, 10, 5, 8, 30))
    expect(instantOf('2023-11-05', '02:00', nogales)).toBe(Date.UTC(2023, 10, 5, 9, 0))
  })

  it('come from instants before 1970 too', () => {
    expect(clock(-1, 'UTC')).toBe('1969-12-31 23:59')
    expect(instantOf('1969-07-20', '15:17', 'America/Chicago')).toBe(
      oracle('1969-07-20', '15:17', 'America/Chicago'),
    )
  })

  it('are refused loudly when they are not wall times at all', () => {
    expect(() => instantOf('yesterday', '10:00', elPaso)).toThrow(RangeError)
    expect(() => instantOf('2023-01-01', '25:00', elPaso)).toThrow(RangeError)
    expect(() => addDays('yesterday', 1)).toThrow(RangeError)
  })
})

describe('days', () => {
  it('[T3] are counted by the calendar over both changes of the clocks', () => {
    expect(addDays('2023-03-11', 2)).toBe('2023-03-13')
    expect(addDays('2023-11-04', 14)).toBe('2023-11-18')
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(daysBetween('2023-11-04', '2023-11-06')).toBe(2)
    expect(daysBetween('2023-01-01', '2022-12-31')).toBe(-1)
  })

  it('[T3] agree with Temporal, there and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        const expected = Temporal.PlainDate.from(day).add({ days: count })
        expect(addDays(day, count)).toBe(expected.toString())
        expect(daysBetween(day, addDays(day, count))).toBe(count)
        expect(weekdayOf(day)).toBe(Temporal.PlainDate.from(day).dayOfWeek)
      }),
    )
  })

  it('begin the week on Monday', () => {
    expect(weekdayOf('2023-01-09')).toBe(1)
    expect(weekdayOf('2023-01-15')).toBe(7)
  })

  it('are told from texts that look like days', () => {
    expect(['2023-01-12', '2024-02-29', '0099-12-31'].every(isDay)).toBe(true)
    const wrong = [
      '2023-02-31',
      '2023-02-29',
      '2023-13-01',
      '2023-00-10',
      '23-01-01',
      ' 2023-01-01',
    ]
    expect(wrong.some(isDay)).toBe(false)
  })

  it('and hours have their milliseconds', () => {
    expect([minutesMs(1), hoursMs(1), daysMs(1)]).toEqual([60_000, 3_600_000, 86_400_000])
  })
})
