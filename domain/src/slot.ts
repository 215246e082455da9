// A slot is a start at a port with a number of places. A group takes all its places in one slot
// or none. Planners open slots from a weekday template in the port's own wall clock; people pick
// them until fourteen calendar days ahead while they are open and have room.
// Taking is written once, in `takePlaces`: picking and drawing both come down to it, and a
// constraint in the database (`slot_never_overfull`) is the last defence. Which of the places that
// nobody holds may be picked says `room.ts`.

import type { Decision, Plain, Reason } from './decision.ts'
import { decide } from './decision.ts'
import { nextDraw, ownDraw } from './draw.ts'
import type { Port } from './port.ts'
import { portOf } from './port.ts'
import type { Rules } from './programme.ts'
import { placesOpen, takeOpen } from './room.ts'
import type { Day, Instant, WallTime, Weekday, Zone } from './time.ts'
import { addDays, dayOf, daysBetween, daysMs, instantOf, isDay, weekdayOf } from './time.ts'

export type SlotKind = 'general' | 'urgent'

export type Slot = {
  readonly id: string
  /** The port's code. */
  readonly port: string
  readonly startsAt: Instant
  /** Places in all. */
  readonly places: number
  /** Places that groups hold; never more than `places`. */
  readonly taken: number
  /** Places that wait for the next draw; see `room.ts`. */
  readonly waiting: number
  /** Places kept for the urgent, whom a person seats. */
  readonly urgent: number
  /** When it left its own draw or opened without one; null while all its places wait for it. */
  readonly drawnAt: Instant | null
  /** All places of an urgent slot are for the urgent, and it never enters a draw. */
  readonly kind: SlotKind
  /** When a supervisor closed it, or null. */
  readonly closedAt: Instant | null
}

export type NewSlot = Pick<Slot, 'port' | 'startsAt' | 'places' | 'kind'>

export type PickRefusal =
  | 'slot-past'
  | 'slot-closed'
  | 'slot-full'
  | 'slot-beyond-horizon'
  | 'slot-elsewhere'
  | 'slot-reserved'
  | 'slot-awaits-draw'

/** Places of the slot that nobody holds. */
export function placesLeft(slot: Pick<Slot, 'places' | 'taken'>): number {
  return Math.max(0, slot.places - slot.taken)
}

/** True when a person alone could pick a place in it now. */
export function isOpen(slot: Slot, now: Instant, rules: Rules): boolean {
  const port = portOf(slot.port)
  return port !== undefined && pickSlot(slot, port, 1, now, rules).ok
}

/**
 * A group of `size` picks this slot at `port`; allowed with the slot as it is afterwards.
 * Refused with every reason at once; `slot-full` says how many open places are left.
 */
export function pickSlot(
  slot: Slot,
  port: Port,
  size: number,
  now: Instant,
  rules: Rules,
): Decision<Slot, PickRefusal> {
  const reasons = reasonsNotToPick(slot, port, now, rules)
  const after = takeOpen(slot, size)
  const wanting = after ? null : reasonAgainstRoom(slot, size, now, rules)
  return decide(withRoom(reasons, wanting), () => after ?? slot)
}

/** A slot's reasons with the one against its room, where that says something more. */
export function withRoom<Name extends string>(
  reasons: readonly Reason<Name | PickRefusal>[],
  wanting: Reason<PickRefusal> | null,
): readonly Reason<Name | PickRefusal>[] {
  if (!wanting) return reasons
  const isSaid = reasons.some(({ name }) => name === wanting.name)
  // What lies beyond the horizon waits for its draw of course.
  const isBeyond = reasons.some(({ name }) => name === 'slot-beyond-horizon')
  if (isSaid || (isBeyond && wanting.name === 'slot-awaits-draw')) return reasons
  return [...reasons, wanting]
}

/**
 * Why a group of `size` cannot have open places in a slot, or null where it can: [S15] the places
 * that it lacks wait for a draw, [S16] are kept for the urgent, or [S1] are taken.
 */
export function reasonAgainstRoom(
  slot: Slot,
  size: number,
  now: Instant,
  rules: Rules,
): Reason<'slot-awaits-draw' | 'slot-reserved' | 'slot-full'> | null {
  const open = placesOpen(slot)
  if (size <= open) return null
  if (size <= open + slot.waiting) {
    const [next, own] = [nextDraw(now, rules), ownDraw(slot, rules)]
    return { name: 'slot-awaits-draw', facts: { draw: next > own ? next : own } }
  }
  if (size <= open + slot.waiting + slot.urgent) return { name: 'slot-reserved' }
  return { name: 'slot-full', facts: { placesLeft: open } }
}

/** [S1] The slot with `size` places more taken, or null where they do not all fit. */
export function takePlaces<Room extends Pick<Slot, 'places' | 'taken'>>(
  slot: Room,
  size: number,
): Room | null {
  if (!Number.isInteger(size) || size < 1) throw new RangeError('a group has at least one member')
  return size <= placesLeft(slot) ? { ...slot, taken: slot.taken + size } : null
}

/** Everything but room that keeps a slot from being picked. */
export function reasonsNotToPick(
  slot: Slot,
  port: Port,
  now: Instant,
  rules: Rules,
): Reason<PickRefusal>[] {
  const reasons: Reason<PickRefusal>[] = []
  if (slot.startsAt <= now) reasons.push({ name: 'slot-past' }) // [S2]
  if (slot.closedAt !== null) reasons.push({ name: 'slot-closed' }) // [S3]
  // [S4] What is a day nearer than the horizon is within it on any calendar. Calendars are looked
  // at for the rest alone: with them a pick takes 9 µs, without them 0.2 (measured on two cores).
  if (slot.startsAt - now > daysMs(rules.horizonDays - 1)) {
    const lastDay = lastDayToPick(port.zone, now, rules)
    if (dayOf(slot.startsAt, port.zone) > lastDay)
      reasons.push({ name: 'slot-beyond-horizon', facts: { lastDay } })
  }
  if (slot.port !== port.code) reasons.push({ name: 'slot-elsewhere', facts: { port: slot.port } }) // [S5]
  if (slot.kind === 'urgent') reasons.push({ name: 'slot-reserved' }) // [S6]
  return reasons
}

/** [S4] The last calendar day at a port in `zone` whose slots can be picked now. */
export function lastDayToPick(zone: Zone, now: Instant, rules: Rules): Day {
  return addDays(dayOf(now, zone), rules.horizonDays)
}

/**
 * [S12] At most `count` slots of the same port that a group of `size` could pick now, those
 * nearest in time to `near` first, the earlier of two equally near ones before the later.
 */
export function nearestWithRoom(
  slots: readonly Slot[],
  near: Slot,
  size: number,
  now: Instant,
  rules: Rules,
  count: number,
): readonly Slot[] {
  const port = portOf(near.port)
  if (!port) return []
  const away = (slot: Slot) => Math.abs(slot.startsAt - near.startsAt)
  const withRoom = slots
    .filter((slot) => slot.id !== near.id && slot.port === near.port && placesOpen(slot) >= size)
    .sort((a, b) => away(a) - away(b) || a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
  // Looking at calendars costs far more than looking at room, so it comes last.
  const nearest: Slot[] = []
  for (const slot of withRoom) {
    if (nearest.length >= count) break
    if (reasonsNotToPick(slot, port, now, rules).length === 0) nearest.push(slot)
  }
  return nearest
}

export type Template = {
  /** Days of the week on which slots open. */
  readonly weekdays: readonly Weekday[]
  /** Starts on the port's wall clock, each with its places. */
  readonly times: readonly { readonly time: WallTime; readonly places: number }[]
}

export type OpenRefusal =
  | 'places-too-few'
  | 'places-too-many'
  | 'day-impossible'
  | 'range-backwards'
  | 'range-too-long'
  | 'range-past'
  | 'template-empty'
  | 'time-repeated'

/**
 * The slots that a weekday template opens at a port from one day to another, both included, in
 * order of their start. Starts that already passed today are left out.
 */
export function openPlaces(
  template: Template,
  port: Port,
  fromDay: Day,
  toDay: Day,
  now: Instant,
  rules: Rules,
): Decision<readonly NewSlot[], OpenRefusal> {
  const reasons = [
    ...reasonsAgainstTemplate(template, rules),
    ...reasonsAgainstRange(fromDay, toDay, dayOf(now, port.zone), rules),
  ]
  if (reasons.length > 0) return decide(reasons, () => [])
  const slots = slotsOfTemplate(template, port, fromDay, toDay, now)
  return decide(slots.length > 0 ? [] : [{ name: 'template-empty' as const }], () => slots)
}

function reasonsAgainstTemplate(template: Template, rules: Rules): Reason<OpenRefusal>[] {
  const reasons: Reason<OpenRefusal>[] = []
  const add = (name: OpenRefusal, times: readonly WallTime[], facts: { [key: string]: Plain }) => {
    if (times.length > 0) reasons.push({ name, facts: { ...facts, times: [...new Set(times)] } })
  }
  const { slotPlacesMinimum: minimum, slotPlacesLimit: limit } = rules
  const timesWith = (wrong: (places: number) => boolean) =>
    template.times.filter(({ places }) => wrong(places)).map(({ time }) => time)
  add(
    'places-too-few',
    timesWith((places) => !(places >= minimum)),
    { minimum },
  ) // [S7]
  add(
    'places-too-many',
    timesWith((places) => places > limit),
    { limit },
  ) // [S8]
  const times = template.times.map(({ time }) => time)
  add(
    'time-repeated',
    times.filter((time, i) => times.indexOf(time) !== i),
    {},
  ) // [S11]
  if (times.length === 0 || template.weekdays.length === 0) reasons.push({ name: 'template-empty' })
  return reasons
}

export type RangeRefusal = 'day-impossible' | 'range-backwards' | 'range-too-long' | 'range-past'

/** [S9] [S10] What keeps places from being opened from one day to another, both included. */
export function reasonsAgainstRange(
  fromDay: Day,
  toDay: Day,
  today: Day,
  rules: Rules,
): Reason<RangeRefusal>[] {
  const impossible = [fromDay, toDay].filter((day) => !isDay(day))
  if (impossible.length > 0) return [{ name: 'day-impossible', facts: { days: impossible } }]
  const reasons: Reason<RangeRefusal>[] = []
  const limit = rules.openRangeDaysLimit
  if (toDay < fromDay) reasons.push({ name: 'range-backwards' }) // [S10]
  if (daysBetween(fromDay, toDay) >= limit)
    reasons.push({ name: 'range-too-long', facts: { limit } }) // [S9]
  if (fromDay < today) reasons.push({ name: 'range-past', facts: { today } }) // [S10]
  return reasons
}

/**
 * [S11] Each start is worked out on the port's own wall clock. An hour that is skipped in spring
 * would start with the one after it: the officers of that hour do not exist, so one slot opens,
 * with the places of the larger.
 */
function slotsOfTemplate(
  template: Template,
  port: Port,
  fromDay: Day,
  toDay: Day,
  now: Instant,
): readonly NewSlot[] {
  const placesAt = new Map<Instant, number>()
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) {
    if (!template.weekdays.includes(weekdayOf(day))) continue
    for (const { time, places } of template.times) {
      const startsAt = instantOf(day, time, port.zone)
      placesAt.set(startsAt, Math.max(places, placesAt.get(startsAt) ?? 0))
    }
  }
  return [...placesAt]
    .filter(([startsAt]) => startsAt > now)
    .sort(([a], [b]) => a - b)
    .map(([startsAt, places]) => ({ port: port.code, startsAt, places, kind: 'general' }))
}
