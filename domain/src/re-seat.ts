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
import type { Slot } from './slot.ts'
import { placesLeft, takePlaces } from './slot.ts'
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
  const { appointment, size, members, from, to } = facts
  const isSameSlot = to.id === from.id
  // A displaced appointment holds no places.
  const held = appointment.state === 'displaced' ? 0 : size
  const freed: Slot = { ...from, taken: Math.max(0, from.taken - held) } // [B8]
  const after = takePlaces(isSameSlot ? freed : to, members) // [S1]
  const moved = follow(appointment, 're-seat', to.id)
  const version = appointment.version + (isSameSlot && members === size ? 0 : 1) // [B3]
  const reasons: Reason<ReSeatRefusal>[] = reasonsAgainstSlot(facts, now, rules)
  if (!after) reasons.push({ name: 'slot-full', facts: { placesLeft: placesLeft(to) } }) // [S1]
  if (isBarred(appointment.state)) reasons.push({ name: `appointment-${appointment.state}` })
  return decide(reasons, () => ({
    appointment: moved.ok ? { ...moved.value, version } : appointment,
    slots: isSameSlot ? [after ?? to] : [freed, after ?? to],
  }))
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
