// A plan says which slots a port opens over many days: weekday templates, single days that have
// something else instead (exceptions), and days that have nothing (holidays). All of it is in the
// port's own wall clock. A plan adds and never takes away: slots that are there stay as they are,
// and the planner is told how many, how many of them differ, and how many the plan does not have.

import type { Decision, Plain, Reason } from './decision.ts'
import { decide } from './decision.ts'
import type { Port } from './port.ts'
import type { Rules } from './programme.ts'
import type { NewSlot, RangeRefusal, Slot, SlotKind } from './slot.ts'
import { reasonsAgainstRange } from './slot.ts'
import { slotIdOf } from './slot-id.ts'
import type { Day, Instant, WallTime, Weekday } from './time.ts'
import { addDays, dayOf, instantOf, isDay, weekdayOf } from './time.ts'

export type PlannedTime = { readonly time: WallTime; readonly places: number }

export type PlannedSlot = PlannedTime & { readonly kind: SlotKind }

export type Plan = {
  /** The first and the last day, both included. */
  readonly from: Day
  readonly to: Day
  readonly templates: readonly {
    readonly weekdays: readonly Weekday[]
    readonly kind: SlotKind
    readonly times: readonly PlannedTime[]
  }[]
  /** What one day has instead of its weekday's templates. */
  readonly exceptions: readonly { readonly day: Day; readonly slots: readonly PlannedSlot[] }[]
  /** Days on which the port receives nobody. */
  readonly holidays: readonly Day[]
}

export type PlanRefusal =
  | RangeRefusal
  | 'places-too-few'
  | 'places-too-many'
  | 'day-repeated'
  | 'day-outside-range'
  | 'weekday-repeated'
  | 'time-repeated'
  | 'template-empty'

/**
 * The slots of a plan at a port, in order of their start, the urgent lane after the general one.
 * Starts that already passed today are left out. Refused with every reason at once.
 */
export function planPlaces(
  plan: Plan,
  port: Port,
  now: Instant,
  rules: Rules,
): Decision<readonly NewSlot[], PlanRefusal> {
  const reasons: Reason<PlanRefusal>[] = [
    ...reasonsAgainstPlaces(plan, rules),
    ...reasonsAgainstRange(plan.from, plan.to, dayOf(now, port.zone), rules),
    ...reasonsAgainstDays(plan),
    ...reasonsAgainstRepeats(plan),
  ]
  if (reasons.length > 0) return decide(reasons, () => [])
  const slots = slotsOfPlan(plan, port, now)
  return decide(slots.length > 0 ? [] : [{ name: 'template-empty' as const }], () => slots)
}

export type Planned = {
  /** Slots that are there already and stay as they are. */
  readonly kept: number
  /** Of these, with other places than planned. */
  readonly differing: number
  /** Slots in the range, still to come and not closed, that the plan does not have. */
  readonly unplanned: number
}

/** [S20] How a plan and what is there already differ. `there`: slots of its port and days. */
export function comparePlan(
  planned: readonly NewSlot[],
  there: readonly Slot[],
  now: Instant,
): Planned {
  const byId = new Map(planned.map((slot) => [slotIdOf(slot), slot]))
  const kept = there.filter((slot) => byId.has(slot.id))
  const differing = kept.filter((slot) => slot.places !== byId.get(slot.id)?.places)
  const unplanned = there.filter(
    (slot) => !byId.has(slot.id) && slot.startsAt > now && slot.closedAt === null,
  )
  return { kept: kept.length, differing: differing.length, unplanned: unplanned.length }
}

/** [S7] [S8] Every slot holds the largest group, and no more than a slot may. */
function reasonsAgainstPlaces(plan: Plan, rules: Rules): Reason<PlanRefusal>[] {
  const { slotPlacesMinimum: minimum, slotPlacesLimit: limit } = rules
  const all = [...plan.templates.flatMap((one) => one.times), ...slotsOfExceptions(plan)]
  const timesWith = (wrong: (places: number) => boolean) => [
    ...new Set(all.filter(({ places }) => wrong(places)).map(({ time }) => time)),
  ]
  const few = timesWith((places) => !(places >= minimum))
  const many = timesWith((places) => places > limit)
  return [
    ...said('places-too-few', few.length > 0, { minimum, times: few }),
    ...said('places-too-many', many.length > 0, { limit, times: many }),
  ]
}

/** [S19] Exceptions and holidays are days of the calendar, of the range, and each named once. */
function reasonsAgainstDays({ from, to, exceptions, holidays }: Plan): Reason<PlanRefusal>[] {
  const days = [...exceptions.map((one) => one.day), ...holidays]
  const impossible = days.filter((day) => !isDay(day))
  const repeated = [...new Set(days.filter((day, place) => days.indexOf(day) !== place))]
  const outside = days.filter((day) => isDay(day) && (day < from || day > to))
  return [
    ...said('day-impossible', impossible.length > 0, { days: impossible }),
    ...said('day-repeated', repeated.length > 0, { days: repeated }),
    ...said('day-outside-range', outside.length > 0, { days: outside }),
  ]
}

/** [S19] A weekday has one template of a kind; [S11] a day names each start of a kind once. */
function reasonsAgainstRepeats({ templates, exceptions }: Plan): Reason<PlanRefusal>[] {
  const weekdays = templates.flatMap(({ weekdays, kind }) =>
    weekdays.map((day) => `${day} ${kind}`),
  )
  const lists = [
    ...templates.map(({ times }) => times.map(({ time }) => time)),
    ...exceptions.map(({ slots }) => slots.map(({ time, kind }) => `${time} ${kind}`)),
  ]
  const times = [...new Set(lists.flatMap(repeats).map((one) => one.slice(0, 5)))]
  const days = [...new Set(repeats(weekdays).map((one) => Number(one.slice(0, 1))))]
  return [
    ...said('weekday-repeated', days.length > 0, { weekdays: days }),
    ...said('time-repeated', times.length > 0, { times }),
  ]
}

function repeats(list: readonly string[]): string[] {
  return list.filter((one, place) => list.indexOf(one) !== place)
}

function said(name: PlanRefusal, isSo: boolean, facts: { [key: string]: Plain }) {
  return isSo ? [{ name, facts }] : []
}

function slotsOfExceptions({ exceptions }: Plan): readonly PlannedSlot[] {
  return exceptions.flatMap((one) => one.slots)
}

/**
 * [S19] [S11] Each day's starts on the port's own wall clock. An hour that is skipped in spring
 * falls on the one after it: one slot of a kind opens there, with the places of the larger.
 */
function slotsOfPlan(plan: Plan, port: Port, now: Instant): readonly NewSlot[] {
  const byId = new Map<string, NewSlot>()
  for (let day = plan.from; day <= plan.to; day = addDays(day, 1)) {
    for (const { time, places, kind } of slotsOn(day, plan)) {
      const slot = { port: port.code, startsAt: instantOf(day, time, port.zone), places, kind }
      const id = slotIdOf(slot)
      byId.set(id, { ...slot, places: Math.max(places, byId.get(id)?.places ?? 0) })
    }
  }
  return [...byId]
    .filter(([, slot]) => slot.startsAt > now)
    .sort(([a, one], [b, other]) => one.startsAt - other.startsAt || (a < b ? -1 : 1))
    .map(([, slot]) => slot)
}

function slotsOn(day: Day, plan: Plan): readonly PlannedSlot[] {
  if (plan.holidays.includes(day)) return []
  const exception = plan.exceptions.find((one) => one.day === day)
  if (exception) return exception.slots
  const weekday = weekdayOf(day)
  return plan.templates
    .filter((one) => one.weekdays.includes(weekday))
    .flatMap(({ kind, times }) => times.map((one) => ({ ...one, kind })))
}
