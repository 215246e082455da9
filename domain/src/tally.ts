// What everyone can see: how many places there were at each port on each day, how many were given
// and how many are open now, wait for the next draw or are kept for the urgent. Places are no
// persons, so they are shown whole; a figure about people that is smaller than ten is shown as such,
// because a small number can point at somebody.

import type { Port } from './port.ts'
import type { Rules } from './programme.ts'
import { placesOpen } from './room.ts'
import type { Slot } from './slot.ts'
import { isOpen } from './slot.ts'
import type { Day, Instant } from './time.ts'
import { dayOf } from './time.ts'

export type Tally = {
  readonly port: string
  /** On the port's wall calendar. */
  readonly day: Day
  /** Places opened, whether or not a slot was closed afterwards. */
  readonly places: number
  /** Places that groups hold. */
  readonly given: number
  /** Places that can be picked now. */
  readonly open: number
  /** Places that wait for the next draw. */
  readonly waiting: number
  /** Places kept for the urgent. */
  readonly urgent: number
}

/** [Y1] One line for each port and day that has slots, by port, then day. */
export function tallyPlaces(
  slots: readonly Slot[],
  ports: readonly Port[],
  now: Instant,
  rules: Rules,
): readonly Tally[] {
  const zones = new Map(ports.map((port) => [port.code, port.zone]))
  const lines = new Map<string, Tally>()
  for (const slot of slots) {
    const zone = zones.get(slot.port)
    if (zone === undefined) continue
    const day = dayOf(slot.startsAt, zone)
    const key = `${slot.port} ${day}`
    const before = lines.get(key) ?? { places: 0, given: 0, open: 0, waiting: 0, urgent: 0 }
    const isToCome = slot.closedAt === null && slot.startsAt > now
    lines.set(key, {
      port: slot.port,
      day,
      places: before.places + slot.places,
      given: before.given + slot.taken,
      open: before.open + (isOpen(slot, now, rules) ? placesOpen(slot) : 0), // [Y2]
      waiting: before.waiting + (isToCome ? slot.waiting : 0),
      urgent: before.urgent + (isToCome ? slot.urgent : 0),
    })
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line)
}

/** [Y3] A figure about people as it may be shown: 1 to 9 is only "fewer than 10", 0 is 0. */
export function fewerThan10(people: number): number | 'fewer-than-10' {
  return people > 0 && people < 10 ? 'fewer-than-10' : people
}

/** [Y9] As `fewerThan10`, in whole tens, so that no small figure is the rest of two shown ones. */
export function inTens(people: number): number | 'fewer-than-10' {
  const shown = fewerThan10(people)
  return shown === 'fewer-than-10' ? shown : Math.round(shown / 10) * 10
}
