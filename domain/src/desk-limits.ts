// What a desk may do so often: notes about a group, looking at a group that is out of reach,
// receiving who has no appointment, and putting before a supervisor what was done without network.
// All are open to every officer; the limits keep a mistake, or a machine left alone, small.
// Who looked, at whom and why, a supervisor of the port sees on the same day.

import { allowed, type Decision, refused } from './decision.ts'
import { hoursMs, type Instant, minutesMs } from './time.ts'

/** [R15] Notes about one group on one day of the port. */
export const notesADay = 100
/** [R14] Groups that one account opens out of its reach within an hour. */
export const glassesAnHour = 10
/** [R14] How long a group stays open so. */
const glassMs = minutesMs(30)
export const glassWindowMs = hoursMs(1)

/** [R43] Far more than a hand can type in, and few enough that a machine fills no slot unseen. */
export const walkInsAnHour = 60
/** [R43] More than a lane does in its longest day: an outbox is sent in one go. */
export const clashesAnHour = 2000
export const deskWindowMs = hoursMs(1)

/** @param received how many walk-ins the account received within the last hour. */
export function receiveAnother(received: number): Decision<true, 'walk-ins-too-many'> {
  if (received < walkInsAnHour) return allowed(true)
  return refused('walk-ins-too-many', { limit: walkInsAnHour })
}

/** @param reported how many acts the account put before supervisors within the last hour. */
export function reportAnother(reported: number): Decision<true, 'clashes-too-many'> {
  if (reported < clashesAnHour) return allowed(true)
  return refused('clashes-too-many', { limit: clashesAnHour })
}

/** @param made notes about the group so far today. */
export function makeNote(made: number): Decision<true, 'notes-too-many'> {
  return made < notesADay ? allowed(true) : refused('notes-too-many', { limit: notesADay })
}

/**
 * Until when the group is open.
 * @param opened how many the account opened within the last hour.
 */
export function breakGlass(
  opened: number,
  now: Instant,
): Decision<{ readonly until: Instant }, 'glass-too-often'> {
  if (opened >= glassesAnHour) return refused('glass-too-often', { limit: glassesAnHour })
  return allowed({ until: now + glassMs })
}
