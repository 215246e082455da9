// The places of a slot that nobody holds are of three kinds: open to whoever picks, waiting for the
// next draw, or kept for the urgent (who are seated by a person, never by a draw). Which kind freed
// and added places become is decided here, once, for everything that makes places appear.
// A database constraint (`slot_never_promised_twice`) is the last defence.

import { drawFreezesAt, ownDraw } from './draw.ts'
import { portOf } from './port.ts'
import type { Rules } from './programme.ts'
import type { NewSlot, Slot } from './slot.ts'
import type { Instant } from './time.ts'
import { dayOf, daysBetween } from './time.ts'

/** The places of a slot: taken, waiting and urgent ones together are never more than `places`. */
export type Room = Pick<Slot, 'places' | 'taken' | 'waiting' | 'urgent'>

/** What becomes of places that appear in a slot. */
export type Fate = 'open' | 'waits' | 'urgent'

/** [S14] Places that anybody may pick, if the slot itself can be picked. */
export function placesOpen(room: Room): number {
  return Math.max(0, room.places - room.taken - room.waiting - room.urgent)
}

/**
 * [S15] Places that appear (freed, added, reopened) wait for the next draw while a standing request
 * names their port; [S16] on the next days, too near for a draw, they are for the urgent as long;
 * else they are open. [S17] What has not been in its own draw yet waits for it in any case, unless
 * it is too near for one.
 * @param isNamed whether any standing request names the slot's port.
 */
export function fateOf(slot: Slot, isNamed: boolean, now: Instant, rules: Rules): Fate {
  if (slot.kind === 'urgent') return 'urgent'
  const zone = portOf(slot.port)?.zone ?? 'UTC'
  const isNear = daysBetween(dayOf(now, zone), dayOf(slot.startsAt, zone)) < rules.urgentDays
  // Where its own draw never came (suspended, or all taken that day) there is none to wait for.
  if (slot.drawnAt === null && !isNear) return 'waits'
  if (!isNamed) return 'open'
  return isNear ? 'urgent' : 'waits'
}

/**
 * A slot as it opens: [S17] whole for its own draw, where that is still to freeze, else with the
 * fate of all places that appear. [S6] An urgent slot never enters a draw.
 * @param isNamed whether any standing request names the slot's port.
 */
export function opened(
  slot: NewSlot & { readonly id: string },
  isNamed: boolean,
  now: Instant,
  rules: Rules,
): Slot {
  const isOver = slot.kind === 'urgent' || now >= drawFreezesAt(ownDraw(slot, rules), rules)
  const none = { places: 0, taken: 0, waiting: 0, urgent: 0, closedAt: null }
  const empty: Slot = { ...slot, ...none, drawnAt: isOver ? now : null }
  return addPlaces(empty, slot.places, fateOf(empty, isNamed, now, rules))
}

/** The slot after `size` taken places were given back. A closed slot's places just go. */
export function giveBack<S extends Slot>(slot: S, size: number, fate: Fate): S {
  if (size > slot.taken) throw new RangeError('more places given back than were taken')
  return grown({ ...slot, taken: slot.taken - size }, size, slot.closedAt === null ? fate : 'open')
}

/** The slot with `count` places more. */
export function addPlaces<S extends Slot>(slot: S, count: number, fate: Fate): S {
  return grown({ ...slot, places: slot.places + count }, count, fate)
}

/** [S1] The slot with `size` of its open places taken, or null where they are fewer. */
export function takeOpen<R extends Room>(room: R, size: number): R | null {
  return size <= placesOpen(room) ? { ...room, taken: room.taken + size } : null
}

/**
 * [S18] Who was promised places is seated before others: in open places first, then in those for
 * the urgent, then in those that wait, but for `frozen` ones, which a running draw gives out. Null
 * where all of these are fewer than `size`.
 */
export function takeAny<R extends Room>(room: R, size: number, frozen: number): R | null {
  const fromUrgent = Math.min(room.urgent, Math.max(0, size - placesOpen(room)))
  const fromWaiting = Math.max(0, size - placesOpen(room) - fromUrgent)
  if (fromWaiting > room.waiting - frozen) return null
  return {
    ...room,
    taken: room.taken + size,
    urgent: room.urgent - fromUrgent,
    waiting: room.waiting - fromWaiting,
  }
}

/** [D5] The slot after a draw gave `given` of `offered` waiting places; the rest is open. */
export function afterDraw<S extends Slot>(
  slot: S,
  offered: number,
  given: number,
  now: Instant,
): S {
  const { taken, waiting } = slot
  return {
    ...slot,
    taken: taken + given,
    waiting: waiting - offered,
    drawnAt: slot.drawnAt ?? now,
  }
}

function grown<S extends Slot>(slot: S, count: number, fate: Fate): S {
  if (fate === 'waits') return { ...slot, waiting: slot.waiting + count }
  if (fate === 'urgent') return { ...slot, urgent: slot.urgent + count }
  return slot
}
