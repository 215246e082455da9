// A walk-in is a group in danger that stands at the port without an appointment. An officer registers
// it there and seats it in a slot of today at that port: in the places kept for the urgent first, since
// they are kept for such people, then in open ones, then in those that wait, but never in what a
// running draw gives out. It is here already, so a slot that began long ago serves as well as one to
// come; what is closed or full does not.

import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import type { Port } from './port.ts'
import { placesOpen, type Room, takeAny } from './room.ts'
import type { Slot } from './slot.ts'
import type { Instant } from './time.ts'
import { dayOf } from './time.ts'

export type WalkInRefusal = 'slot-elsewhere' | 'slot-not-today' | 'slot-closed' | 'slot-full'

export type WalkInFacts = {
  readonly slot: Slot
  /** The port where the officer stands. */
  readonly port: Port
  /** People in the group. */
  readonly size: number
  /** Places of the slot that a running draw gives out. */
  readonly frozen: number
}

/** [R12] The slot with the group in it; every reason why not at once. */
export function seatWalkIn(
  { slot, port, size, frozen }: WalkInFacts,
  now: Instant,
): Decision<Slot, WalkInRefusal> {
  const today = dayOf(now, port.zone)
  const reasons: Reason<WalkInRefusal>[] = []
  if (slot.port !== port.code) reasons.push({ name: 'slot-elsewhere', facts: { port: slot.port } })
  if (dayOf(slot.startsAt, port.zone) !== today)
    reasons.push({ name: 'slot-not-today', facts: { today } })
  if (slot.closedAt !== null) reasons.push({ name: 'slot-closed' })
  const after = takeUrgentFirst(slot, size, frozen)
  if (!after)
    reasons.push({ name: 'slot-full', facts: { placesLeft: freeForWalkIn(slot, frozen) } }) // [S1]
  return decide(reasons, () => after ?? slot)
}

/** [R12] Places that a walk-in may take. @param frozen places that a running draw gives out. */
export function freeForWalkIn(room: Room, frozen: number): number {
  return placesOpen(room) + room.urgent + Math.max(0, room.waiting - frozen)
}

/** As `takeAny`, but out of those for the urgent first; null where all of them are fewer. */
export function takeUrgentFirst<R extends Room>(room: R, size: number, frozen: number): R | null {
  const reserved = Math.min(room.urgent, size)
  const rest = { ...room, urgent: room.urgent - reserved, taken: room.taken + reserved }
  return takeAny(rest, size - reserved, frozen)
}
