import { portOf } from '@garita/domain/port'
import { rulesAtLaunch } from '@garita/domain/programme'
import { expect, test } from 'vitest'
import type { CalendarSlot } from './calendar.ts'
import {
  calendarRanges,
  emptyPlan,
  freeWeekdays,
  monthAfter,
  monthToPlan,
  readPlan,
  showPlan,
  type TypedPlan,
} from './plan.ts'

const now = Date.parse('2023-01-10T18:00:00Z')
const port = portOf('2504')

const typed = (over: Partial<TypedPlan> = {}): TypedPlan => ({
  ...emptyPlan(),
  port: '2504',
  from: '2023-02-01',
  to: '2023-02-03',
  ...over,
})

const standing = (slot: string, places: number): CalendarSlot => ({
  slot,
  day: slot.slice(5, 15),
  time: '09:00',
  startsAt: Date.parse(`${slot.slice(5, 15)}T17:00:00Z`),
  kind: 'general',
  places,
  taken: 0,
  waiting: 0,
  urgent: 0,
  groups: 0,
  closedAt: null,
  inDraw: false,
})

const shown = (plan: TypedPlan, there: CalendarSlot[] = []) =>
  showPlan(readPlan(plan), port, there, now, rulesAtLaunch)

test('what is there stays: it is told what opens, what is kept, what differs and what is not planned', () => {
  const there = [
    standing('2504-2023-02-01-0900', 40),
    standing('2504-2023-02-02-0900', 60),
    standing('2504-2023-02-02-1100', 20),
  ]
  expect(shown(typed(), there)).toMatchObject({
    kind: 'plan',
    slots: 1,
    places: 40,
    kept: 2,
    differing: 1,
    unplanned: 1,
    days: [
      { day: '2023-02-01', rest: [] },
      { day: '2023-02-02', rest: [{ id: '2504-2023-02-02-1100' }] },
      { day: '2023-02-03', rest: [] },
    ],
  })
})

test('an exception of both kinds is one day; the same day and kind twice is refused', () => {
  const times = [{ time: '10:00', places: '20' }]
  const both = typed({
    exceptions: [
      { day: '2023-02-02', kind: 'general', times },
      { day: '2023-02-02', kind: 'urgent', times },
    ],
  })
  expect(readPlan(both)?.exceptions).toHaveLength(1)
  const twice = typed({
    exceptions: [0, 1].map(() => ({ day: '2023-02-02', kind: 'urgent', times })),
  })
  expect(shown(twice)).toMatchObject({ kind: 'refused', reasons: [{ name: 'day-repeated' }] })
})

test('a holiday has nothing', () => {
  const plan = shown(typed({ holidays: ['2023-02-02'] }))
  expect(plan.kind === 'plan' && plan.days.map(({ day }) => day)).toEqual([
    '2023-02-01',
    '2023-02-03',
  ])
})

test('while something is missing there is no plan', () => {
  expect(readPlan(typed({ port: '' }))).toBeUndefined()
  expect(readPlan(typed({ to: '' }))).toBeUndefined()
  expect(readPlan(typed({ holidays: [''] }))).toBeUndefined()
  expect(
    readPlan(typed({ templates: [{ weekdays: [], kind: 'general', times: [] }] })),
  ).toBeUndefined()
})

test('a month is planned whole, or from tomorrow where it has begun', () => {
  expect(monthToPlan('2023-01-01', '2023-01-10')).toEqual({ from: '2023-01-11', to: '2023-01-31' })
  expect(monthAfter('2023-01-11', '2023-01-10')).toEqual({ from: '2023-02-01', to: '2023-02-28' })
  expect(monthAfter('', '2023-01-10')).toEqual({ from: '2023-02-01', to: '2023-02-28' })
})

test('a template can take over weekdays that no other of its kind has', () => {
  const template = (weekdays: string[], kind: string) => ({ weekdays, kind, times: [] })
  const templates = [
    template(['1'], 'general'),
    template(['6', '7'], 'general'),
    template(['2'], 'urgent'),
  ]
  expect(freeWeekdays(templates, 0)).toEqual(['1', '2', '3', '4', '5'])
})

test('long ranges are read in parts, and impossible ones not at all', () => {
  expect(calendarRanges('2023-02-01', '2023-04-30')).toEqual([
    { from: '2023-02-01', to: '2023-04-03' },
    { from: '2023-04-04', to: '2023-04-30' },
  ])
  expect(calendarRanges('2023-02-02', '2023-02-01')).toEqual([])
  expect(calendarRanges('', '2023-02-01')).toEqual([])
})
