// A plan of places as typed, and what it would do now, worked out in the page by the same rule as on the server.

import type { InputOf } from '@garita/contract'
import { comparePlan, planPlaces } from '@garita/domain/plan'
import type { Port } from '@garita/domain/port'
import type { Rules } from '@garita/domain/programme'
import { slotIdOf } from '@garita/domain/slot-id'
import { addDays, dayOf, daysBetween, isDay, type Weekday } from '@garita/domain/time'
import { groupBy } from '../group-by.ts'
import type { Reason } from '../problem.ts'
import { addMonths, type CalendarSlot, lastDayOf, monthOf } from './calendar.ts'
import type { PlannedDay, PlannedSlot } from './opening.ts'

export type TypedTime = { time: string; places: string }
export type TypedTemplate = { weekdays: string[]; kind: string; times: TypedTime[] }

/** As typed. Numbers and days are text until they are read. */
export type TypedPlan = {
  port: string
  from: string
  to: string
  templates: TypedTemplate[]
  exceptions: { day: string; kind: string; times: TypedTime[] }[]
  holidays: string[]
  reason: string
}

export type PlanInput = InputOf<'plan-places'>

export type PlanShown =
  | {
      readonly kind: 'plan'
      readonly days: readonly PlannedDay[]
      readonly slots: number
      readonly places: number
      readonly kept: number
      readonly differing: number
      readonly unplanned: number
    }
  | { readonly kind: 'refused'; readonly reasons: Reason[] }
  /** Something is not filled in yet. */
  | { readonly kind: 'unfinished' }

/** Weekdays as typed: `1` is Monday. */
export const allWeekdays = ['1', '2', '3', '4', '5', '6', '7']

export const emptyPlan = (): TypedPlan => ({
  port: '',
  from: '',
  to: '',
  templates: [
    { weekdays: [...allWeekdays], kind: 'general', times: [{ time: '09:00', places: '40' }] },
  ],
  exceptions: [],
  holidays: [],
  reason: '',
})

/** The act's input from what was typed; undefined while something but the reason is missing. */
export function readPlan(typed: TypedPlan): PlanInput | undefined {
  const { port, from, to, reason } = typed
  const parts = [...typed.templates, ...typed.exceptions]
  const areTimes = parts.every(({ times }) => times.every(isWhole))
  const areDays = [from, to, ...typed.holidays, ...typed.exceptions.map(({ day }) => day)].every(
    isDay,
  )
  if (!port || !areDays || !areTimes) return undefined
  if (typed.templates.some(({ weekdays }) => weekdays.length === 0)) return undefined
  const templates = typed.templates
    .filter(({ times }) => times.length > 0)
    .map(({ weekdays, kind, times }) => ({
      weekdays: weekdays.map(Number).sort(),
      kind: kindOf(kind),
      times: times.map(readTime),
    }))
  // The choices of the form are the contract's.
  return {
    ...{ port: port as PlanInput['port'], from, to, templates, reason: reason.trim() },
    ...{ exceptions: readExceptions(typed), holidays: [...typed.holidays] },
  }
}

/** What this plan does now. `there` are the slots that the port has in its days. */
export function showPlan(
  input: PlanInput | undefined,
  port: Port | undefined,
  there: readonly CalendarSlot[],
  now: number,
  rules: Rules,
): PlanShown {
  if (!input || !port) return { kind: 'unfinished' }
  const templates = input.templates.map((one) => ({
    ...one,
    weekdays: one.weekdays as Weekday[],
  }))
  const decision = planPlaces({ ...input, templates }, port, now, rules)
  if (!decision.ok) {
    return {
      kind: 'refused',
      reasons: decision.reasons.map(({ name, facts }) => ({ name, facts: { ...facts } })),
    }
  }
  const known = new Map(there.map((slot) => [slot.slot, slot]))
  const planned = decision.value.map((slot): PlannedSlot => {
    const id = slotIdOf(slot)
    const isUrgent = slot.kind === 'urgent'
    const { startsAt, places } = slot
    return { id, startsAt, places, isUrgent, standing: known.get(id)?.places }
  })
  const standing = there.map((slot) => ({ ...slot, id: slot.slot, port: port.code, drawnAt: null }))
  const fresh = planned.filter((slot) => slot.standing === undefined)
  return {
    ...{ kind: 'plan', ...comparePlan(decision.value, standing, now) },
    ...{ slots: fresh.length, places: fresh.reduce((all, slot) => all + slot.places, 0) },
    days: daysOf(planned, there, port.zone, now),
  }
}

/** A month that is planned from its first day on, or from tomorrow where it has begun. */
export function monthToPlan(month: string, today: string): { from: string; to: string } {
  const tomorrow = addDays(today, 1)
  const [first, last] = [monthOf(month), lastDayOf(month)]
  return { from: first > tomorrow ? first : tomorrow, to: last }
}

/** The month after the one in which a plan begins. */
export function monthAfter(from: string, today: string): { from: string; to: string } {
  return monthToPlan(addMonths(monthOf(isDay(from) ? from : today), 1), today)
}

/** Weekdays that no other template of the same kind has: what one template can take over. */
export function freeWeekdays(templates: readonly TypedTemplate[], index: number): string[] {
  const kind = templates[index]?.kind
  const others = templates.filter((one, at) => at !== index && one.kind === kind)
  const has = new Set(others.flatMap(({ weekdays }) => weekdays))
  return allWeekdays.filter((day) => !has.has(day))
}

/** The days of a plan in parts that `calendar` answers. */
export function calendarRanges(from: string, to: string): { from: string; to: string }[] {
  if (!isDay(from) || !isDay(to) || to < from || daysBetween(from, to) > rangeLimit) return []
  const ranges: { from: string; to: string }[] = []
  for (let first = from; first <= to; first = addDays(first, askedAtOnce)) {
    const last = addDays(first, askedAtOnce - 1)
    ranges.push({ from: first, to: last < to ? last : to })
  }
  return ranges
}

/** Days that `calendar` answers at once. */
const askedAtOnce = 62
/** The server plans no longer ranges; whoever types one is told so, and nothing is read for it. */
const rangeLimit = 200

function daysOf(
  planned: readonly PlannedSlot[],
  there: readonly CalendarSlot[],
  zone: string,
  now: number,
): PlannedDay[] {
  const ids = new Set(planned.map(({ id }) => id))
  const others = there
    .filter((slot) => !ids.has(slot.slot) && slot.startsAt > now && slot.closedAt === null)
    .map(({ slot, startsAt, places, kind }) => ({
      ...{ id: slot, startsAt, places, standing: places, isUrgent: kind === 'urgent' },
    }))
  const byDay = groupBy(planned, (slot) => dayOf(slot.startsAt, zone))
  const restByDay = groupBy(others, (slot) => dayOf(slot.startsAt, zone))
  return [...new Set([...byDay.keys(), ...restByDay.keys()])].sort().map((day) => ({
    ...{ day, slots: byDay.get(day) ?? [], rest: restByDay.get(day) ?? [] },
  }))
}

/** One day may be typed once a kind; it is one exception. Typed twice of a kind it stays two, which is refused. */
function readExceptions({ exceptions }: TypedPlan): PlanInput['exceptions'] {
  const read: PlanInput['exceptions'] = []
  const said = new Set<string>()
  for (const { day, kind, times } of exceptions) {
    const slots = times.map((one) => ({ kind: kindOf(kind), ...readTime(one) }))
    const same = said.has(`${day} ${kind}`) ? undefined : read.find((one) => one.day === day)
    said.add(`${day} ${kind}`)
    if (same) same.slots.push(...slots)
    else read.push({ day, slots })
  }
  return read
}

const kindOf = (kind: string): 'general' | 'urgent' => (kind === 'urgent' ? 'urgent' : 'general')
const readTime = ({ time, places }: TypedTime) => ({ time, places: Number(places) })
const isWhole = ({ time, places }: TypedTime) =>
  /^\d\d:\d\d$/.test(time) && /^\d{1,9}$/.test(places.trim())
