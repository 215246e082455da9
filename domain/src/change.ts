// A group changes its appointment: to an open slot, in one step, never without a place in between.
// It keeps its code; the pass of the old version is told from the new one. Who was displaced by a
// closure may change too, and takes places without giving any back.

import type { Appointment, AppointmentState } from './appointment.ts'
import { follow } from './appointment.ts'
import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import type { Port } from './port.ts'
import type { Rules } from './programme.ts'
import { fateOf, giveBack, takeOpen } from './room.ts'
import type { PickRefusal, Slot } from './slot.ts'
import { pickSlot } from './slot.ts'
import type { Instant } from './time.ts'

export type ChangeRefusal =
  | PickRefusal
  | 'slot-same'
  | `appointment-${Exclude<AppointmentState, 'standing' | 'displaced'>}`

export type ChangeFacts = {
  readonly appointment: Appointment
  /** Places that the appointment is for. */
  readonly size: number
  /** Who is in the group now. */
  readonly members: number
  readonly from: Slot
  readonly to: Slot
  /** Where the group means to go. */
  readonly port: Port
  /** Whether any standing request names the port of the old slot. */
  readonly isNamed: boolean
}

export type Changed = {
  readonly appointment: Appointment
  /** Both slots as they are afterwards, the old one first. */
  readonly slots: readonly Slot[]
}

/** [B9] The appointment in its new slot and both slots as they are then; every reason why not. */
export function changeAppointment(
  facts: ChangeFacts,
  now: Instant,
  rules: Rules,
): Decision<Changed, ChangeRefusal> {
  const { appointment, size, members, from, to, port, isNamed } = facts
  const moved = follow(appointment, 'change', to.id)
  const reasons: Reason<ChangeRefusal>[] = []
  if (!moved.ok) reasons.push(...(moved.reasons as readonly Reason<ChangeRefusal>[])) // [B2]
  if (to.id === from.id && appointment.state !== 'displaced') {
    reasons.push({ name: 'slot-same' })
    return decide(reasons, () => ({ appointment, slots: [] }))
  }
  const picked = pickSlot(to, port, members, now, rules)
  if (!picked.ok) reasons.push(...picked.reasons)
  if (reasons.length > 0 || !moved.ok) return decide(reasons, () => ({ appointment, slots: [] }))
  const held = appointment.state === 'displaced' ? 0 : size
  const freed = giveBack(from, held, fateOf(from, isNamed, now, rules)) // [B10]
  const after = takeOpen(to.id === from.id ? freed : to, members) ?? to
  const slots = to.id === from.id ? [after] : [freed, after]
  return decide(reasons, () => ({ appointment: moved.value, slots }))
}
