// What a desk may do so often: notes about a group, and looking at a group that is out of reach.
// Both are open to every officer; the limits keep a mistake, or a machine left alone, small.
// Who looked, at whom and why, a supervisor of the port sees on the same day.

import { allowed, type Decision, refused } from './decision.ts'
import { hoursMs, type Instant, minutesMs } from './time.ts'

/** [R15] Notes about one group on one day of the port. */
export const notesADay = 100
/** [R14] Groups that one account opens out of its reach within an hour. */
export const glassesAnHour = 10
/** [R14] How long a group stays open so. */
export const glassMs = minutesMs(30)
export const glassWindowMs = hoursMs(1)

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
