// Re-seating moves a group that stands at a port without an appointment there today, late from
// yesterday or sent from the next port, to a slot of today at the officer's port. The officer says
// why. The old places are given back; the pass in the group's hands belongs to an older version.
// Which states can be re-seated stands with the appointment's other ways, in `transitions`.

import type { Appointment, AppointmentState } from './appointment.ts'
import { follow, transitions } from './appointment.ts'
import { graceEndsAt } from './arrival.ts'
import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import { portOf } from './port.ts'
import type { Rules } from './programme.ts'
import { fateOf, giveBack, placesOpen, takeAny } from './room.ts'
import type { Slot } from './slot.ts'
import type { Instant } from './time.ts'
import { dayOf } from './time.ts'

type Barred = Exclude<AppointmentState, 'standing' | 'displaced' | 'absent'>

export type ReSeatRefusal =
  | 'slot-past'
  | 'slot-closed'
  | 'slot-full'
  | 'slot-elsewhere'
  | 'slot-not-today'
  | `appointment-${Barred}`

export type ReSeatFacts = {
  readonly appointment: Appointment
  /** Places that its appointment is for. */
  readonly size: number
  /** Who is in the group now: one that did not come may have been corrected since. */
  readonly members: number
  /** The slot that the group has now. */
  readonly from: Slot
  readonly to: Slot
  /** Whether any standing request names the port of the slot that it has now. */
  readonly isNamed: boolean
  /** Places of the new slot that a running draw gives out. */
  readonly frozen: number
  /** Ports at which the officer works. */
  readonly ports: readonly string[]
}

export type ReSeated = {
  readonly appointment: Appointment
  /** Both slots as they are afterwards, the old one first; one where it stays in its slot. */
  readonly slots: readonly Slot[]
}

/**
 * The appointment in its new slot and both slots as they are then; every reason why not at once.
 * A group that did not come and is seated, as large as it was, in the slot it had keeps its version.
 */
export function reSeat(
  facts: ReSeatFacts,
  now: Instant,
  rules: Rules,
): Decision<ReSeated, ReSeatRefusal> {
  const { appointment, members, size, from, to, frozen } = facts
  const isSameSlot = to.id === from.id
  const slots = seatElsewhere(facts, now, rules)
  const moved = follow(appointment, 're-seat', to.id)
  const version = appointment.version + (isSameSlot && members === size ? 0 : 1) // [B3]
  const reasons: Reason<ReSeatRefusal>[] = reasonsAgainstSlot(facts, now, rules)
  if (!slots) {
    const placesLeft = placesOpen(to) + to.urgent + to.waiting - frozen
    reasons.push({ name: 'slot-full', facts: { placesLeft } }) // [S1]
  }
  if (isBarred(appointment.state)) reasons.push({ name: `appointment-${appointment.state}` })
  return decide(reasons, () => ({
    appointment: moved.ok ? { ...moved.value, version } : appointment,
    slots: slots ?? [],
  }))
}

/** What of a group and of two slots decides upon its places. */
export type Seating = Omit<ReSeatFacts, 'ports'>

/**
 * Both slots after the group moved, the old one first, one where it stays in its slot; null where
 * the new one has no room for all.
 */
export function seatElsewhere(facts: Seating, now: Instant, rules: Rules): readonly Slot[] | null {
  return facts.to.id === facts.from.id ? resized(facts, now, rules) : exchanged(facts, now, rules)
}

/** An appointment that was displaced or given up holds no places. */
function heldBy({ appointment: { state }, size }: Seating): number {
  return state === 'displaced' || state === 'cancelled' ? 0 : size
}

/** [B8] Old places are given back and new ones taken; null where these do not all fit. [S18] */
function exchanged(facts: Seating, now: Instant, rules: Rules): readonly Slot[] | null {
  const { from, to, members, isNamed, frozen } = facts
  const after = takeAny(to, members, frozen)
  const freed = giveBack(from, heldBy(facts), fateOf(from, isNamed, now, rules))
  return after && [freed, after]
}

/** In the same slot only the difference in size changes hands. */
function resized(facts: Seating, now: Instant, rules: Rules): readonly Slot[] | null {
  const { from, members, isNamed, frozen } = facts
  const growth = members - heldBy(facts)
  if (growth <= 0) return [giveBack(from, -growth, fateOf(from, isNamed, now, rules))]
  const after = takeAny(from, growth, frozen)
  return after && [after]
}

/** [B7] A slot of today at a port of the officer, open, and not over. */
function reasonsAgainstSlot(
  { to, ports }: ReSeatFacts,
  now: Instant,
  rules: Rules,
): Reason<ReSeatRefusal>[] {
  const zone = portOf(to.port)?.zone ?? 'UTC'
  const reasons: Reason<ReSeatRefusal>[] = []
  if (!ports.includes(to.port)) reasons.push({ name: 'slot-elsewhere', facts: { port: to.port } })
  if (dayOf(to.startsAt, zone) !== dayOf(now, zone))
    reasons.push({ name: 'slot-not-today', facts: { today: dayOf(now, zone) } })
  // The group stands here: a slot that began can be used until the clock closes its count.
  if (now >= graceEndsAt(to, rules)) reasons.push({ name: 'slot-past' })
  if (to.closedAt !== null) reasons.push({ name: 'slot-closed' })
  return reasons
}

/** [B2] Who is here, was received, or gave the appointment up is not re-seated. */
function isBarred(state: AppointmentState): state is Barred {
  return !transitions['re-seat'].from.includes(state)
}
