import { expect, test } from 'vitest'
import {
  addMonths,
  type CalendarSlot,
  closureQuery,
  dayAfterKey,
  lastDayOf,
  monthOf,
  readDay,
  readSlotId,
  sumsOfDay,
  weeksOf,
} from './calendar.ts'

const slot = (over: Partial<CalendarSlot>): CalendarSlot => ({
  slot: '2504-2023-01-16-0900',
  day: '2023-01-16',
  time: '09:00',
  startsAt: 1,
  kind: 'general',
  places: 40,
  taken: 10,
  waiting: 5,
  urgent: 5,
  groups: 3,
  closedAt: null,
  inDraw: false,
  ...over,
})

test('a closed slot gives no places, and those taken in it still count', () => {
  expect(sumsOfDay([slot({}), slot({ closedAt: 1, taken: 2, waiting: 0, urgent: 0 })])).toEqual({
    slots: 2,
    closed: 1,
    places: 40,
    taken: 12,
    open: 20,
    waiting: 5,
    urgent: 5,
  })
})

test('a month is drawn in whole weeks from Monday, without days of other months', () => {
  const weeks = weeksOf('2023-01-01')
  expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7])
  expect(weeks[0]?.at(-1)).toBe('2023-01-01')
  expect(weeks.flat().filter(Boolean)).toHaveLength(31)
  expect(weeks.at(-1)?.slice(0, 3)).toEqual(['2023-01-30', '2023-01-31', undefined])
})

test('months go on over the turn of the year', () => {
  expect(addMonths('2023-01-01', -1)).toBe('2022-12-01')
  expect(addMonths('2022-12-01', 1)).toBe('2023-01-01')
  expect(lastDayOf('2024-02-10')).toBe('2024-02-29')
  expect(monthOf('2024-02-10')).toBe('2024-02-01')
})

test.each([
  ['ArrowLeft', '2023-01-31', '2023-01-30'],
  ['ArrowRight', '2023-01-31', '2023-02-01'],
  ['ArrowUp', '2023-01-03', '2022-12-27'],
  ['ArrowDown', '2023-01-03', '2023-01-10'],
  ['Home', '2023-01-12', '2023-01-09'],
  ['Home', '2023-02-02', '2023-02-01'],
  ['End', '2023-01-12', '2023-01-15'],
  ['End', '2023-01-31', '2023-01-31'],
  ['PageUp', '2023-03-31', '2023-02-28'],
  ['PageDown', '2023-01-31', '2023-02-28'],
])('%s on %s leads to %s', (key, from, to) => {
  expect(dayAfterKey(from, key)).toBe(to)
})

test('other keys lead nowhere', () => {
  expect(dayAfterKey('2023-01-31', 'Enter')).toBeUndefined()
})

test('the id of a slot and the days of an address are read', () => {
  expect(readSlotId('2504-2023-01-16-0930-u')).toEqual({
    port: '2504',
    day: '2023-01-16',
    time: '09:30',
    urgent: true,
  })
  expect(readDay('2023-02-30')).toBeUndefined()
  expect(readDay('2023-02-28')).toBe('2023-02-28')
  expect(readDay(null)).toBeUndefined()
})

test('a closure names the places that stay only where some do', () => {
  const slots = [
    { slot: 'a', places: 0 },
    { slot: 'b', places: 20 },
  ]
  expect(closureQuery(slots)).toBe('a,b=20')
})
