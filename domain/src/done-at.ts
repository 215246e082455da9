// A desk without a network goes on, and says afterwards when each act was done. That instant then
// counts as the act's own: when somebody came, when a photo was taken, when it was decided.
// The rule here: it is taken for true only where it can be: today by the port's calendar, not in
// the future and not before what it follows, but for a clock that is off a little, and no older than
// a desk's day is long. When a desk had its list nobody but that desk can tell; that an appointment
// stood, somebody had come and was taken for somebody, the tables tell.

import { allowed, type Decision, refused } from './decision.ts'
import type { Port } from './port.ts'
import { dayOf, hoursMs, type Instant, minutesMs } from './time.ts'

/** How far a desk's clock may be off the server's. */
const driftMs = minutesMs(5)
/** No desk works longer without a network on one day. */
const oldestMs = hoursMs(18)

/**
 * [R17] When an act was done: what the desk says, or now. A clock that runs ahead is brought back
 * to now, and one that is behind forward to what came before, so that nothing is ever kept as done in
 * the future or out of its order. Refused with the limits as facts.
 * @param after what this act follows: the appointment that was made, the check-in, the identity
 */
export function doneAtOf(
  said: Instant | undefined,
  port: Pick<Port, 'zone'>,
  now: Instant,
  after: Instant = 0,
): Decision<Instant, 'done-at-unlikely'> {
  if (said === undefined) return allowed(now)
  const done = Math.min(Math.max(said, after), now)
  const isLikely =
    said <= now + driftMs &&
    said >= Math.max(now - oldestMs, after - driftMs) &&
    dayOf(done, port.zone) === dayOf(now, port.zone)
  return isLikely ? allowed(done) : refused('done-at-unlikely', { said, now, after })
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
