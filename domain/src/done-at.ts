// A desk without a network goes on, and says afterwards when each act was done. That instant then
// counts as the act's own: when somebody came, when a photo was taken, when it was decided.
// The rule here: it is taken for true only where it can be: today by the port's calendar, not in
// the future but for a clock that runs ahead a little, and no older than a desk's day is long.

import { allowed, type Decision, refused } from './decision.ts'
import type { Port } from './port.ts'
import { dayOf, hoursMs, type Instant, minutesMs } from './time.ts'

/** How far a desk's clock may run ahead of the server's. */
const driftMs = minutesMs(5)
/** No desk works longer without a network on one day. */
const oldestMs = hoursMs(18)

/**
 * [R17] When an act was done: what the desk says, or now. A clock that runs ahead is brought back
 * to now, so that nothing is ever kept as done in the future. Refused with the limits as facts.
 */
export function doneAtOf(
  said: Instant | undefined,
  port: Pick<Port, 'zone'>,
  now: Instant,
): Decision<Instant, 'done-at-unlikely'> {
  if (said === undefined) return allowed(now)
  const done = Math.min(said, now)
  const isLikely =
    said <= now + driftMs &&
    said >= now - oldestMs &&
    dayOf(done, port.zone) === dayOf(now, port.zone)
  return isLikely ? allowed(done) : refused('done-at-unlikely', { said, now })
}

/**
 * [R18] When something was done that is only kept for people to read: a desk whose network came back
 * the next day loses nothing. Refused where it lies in the future.
 */
export function keptDoneAt(said: Instant, now: Instant): Decision<Instant, 'done-at-unlikely'> {
  return said <= now + driftMs
    ? allowed(Math.min(said, now))
    : refused('done-at-unlikely', { said, now })
}
