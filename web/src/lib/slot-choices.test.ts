import { instantOf } from '@garita/domain/time'
import { describe, expect, test } from 'vitest'
import {
  dayChoices,
  isPortCode,
  nearestOf,
  type OpenSlot,
  portChoices,
  timeChoices,
} from './slot-choices.ts'

const zone = 'America/Los_Angeles'
const now = instantOf('2023-01-11', '10:00', zone)

function slot(day: string, time: string, left: number, more: Partial<OpenSlot> = {}): OpenSlot {
  return {
    slot: `2504-${day}-${time.replace(':', '')}`,
    startsAt: instantOf(day, time, zone),
    places: 20,
    left,
    waiting: 0,
    urgent: 0,
    kind: 'general',
    open: left > 0,
    ...more,
  }
}

describe('dayChoices', () => {
  const slots = [
    slot('2023-01-11', '09:00', 12, { open: false }),
    slot('2023-01-12', '09:00', 0),
    slot('2023-01-14', '09:00', 3),
    slot('2023-01-14', '11:00', 3),
    slot('2023-01-15', '09:00', 2),
    slot('2023-01-15', '11:00', 4),
    slot('2023-01-16', '09:00', 9, { kind: 'urgent', open: false }),
  ]

  test('every day from today on is there, with the state that a group of four meets', () => {
    expect(dayChoices(slots, zone, 4, now)).toEqual([
      { day: '2023-01-11', left: 0, state: 'closed' },
      { day: '2023-01-12', left: 0, state: 'full' },
      { day: '2023-01-13', left: 0, state: 'none' },
      { day: '2023-01-14', left: 6, state: 'tight' },
      { day: '2023-01-15', left: 6, state: 'open' },
      { day: '2023-01-16', left: 0, state: 'none' },
    ])
  })

  test('where a family is too large a single person finds room', () => {
    expect(dayChoices(slots, zone, 1, now)[3]?.state).toBe('open')
  })

  test('a day whose places wait for the draw says so, also where too few are open beside them', () => {
    const waits = slot('2023-01-11', '09:00', 20, { waiting: 20, open: false })
    const some = slot('2023-01-12', '09:00', 20, { waiting: 17 })
    expect(dayChoices([waits, some], zone, 4, now)).toEqual([
      { day: '2023-01-11', left: 0, state: 'draw' },
      { day: '2023-01-12', left: 3, state: 'draw' },
    ])
    expect(dayChoices([waits, some], zone, 3, now)[1]).toMatchObject({ left: 3, state: 'open' })
  })

  test('places kept for the urgent are not offered', () => {
    const kept = slot('2023-01-11', '09:00', 20, { urgent: 18 })
    expect(dayChoices([kept], zone, 3, now)).toEqual([
      { day: '2023-01-11', left: 2, state: 'tight' },
    ])
  })

  test('a port that has opened nothing has no days', () => {
    expect(dayChoices([], zone, 1, now)).toEqual([])
  })

  test('an evening belongs to its day at the port, whatever the day is in UTC', () => {
    const late = dayChoices([slot('2023-01-11', '22:00', 5)], zone, 1, now)
    expect(late).toEqual([{ day: '2023-01-11', left: 5, state: 'open' }])
  })
})

test('times of a day come in order and without the urgent lane', () => {
  const slots = [
    slot('2023-01-15', '11:00', 4),
    slot('2023-01-15', '09:00', 20),
    slot('2023-01-15', '09:00', 20, { kind: 'urgent', open: false }),
    slot('2023-01-16', '09:00', 20),
  ]
  const times = timeChoices(slots, zone, '2023-01-15', 6)
  expect(times.map(({ left, state }) => [left, state])).toEqual([
    [20, 'open'],
    [4, 'tight'],
  ])
})

describe('portChoices', () => {
  const days = [
    { port: '2504', day: '2023-01-12', places: 40, given: 10, open: 18, waiting: 12, urgent: 0 },
    { port: '2504', day: '2023-01-13', places: 40, given: 35, open: 5, waiting: 0, urgent: 0 },
  ] as const

  test('without a position ports go from west to east, with their open places', () => {
    const choices = portChoices([...days], undefined)
    expect(choices.map(({ port }) => port.code)).toEqual([
      '2504',
      '2503',
      '2604',
      '2402',
      '2303',
      '2304',
      '2305',
      '2301',
    ])
    expect(choices[0]).toMatchObject({ open: 23, waiting: 12, km: undefined })
  })

  test('with a position the nearest comes first', () => {
    const reynosa = { latitude: 26.09, longitude: -98.28 }
    const choices = portChoices([], reynosa)
    expect(choices.slice(0, 2).map(({ port }) => port.code)).toEqual(['2305', '2301'])
    expect(choices[0]?.km).toBeLessThan(5)
  })
})

test('nearest slots are read from the facts of a refusal, and nothing else is', () => {
  const one = { slot: '2504-2023-01-15-1100', startsAt: 1, placesLeft: 4 }
  expect(nearestOf({ nearest: [one, { slot: 5 }, null] })).toEqual([one])
  expect(nearestOf({})).toEqual([])
})

test('a port code is one of the eight', () => {
  expect([isPortCode('2504'), isPortCode('9999'), isPortCode(null)]).toEqual([true, false, false])
})
