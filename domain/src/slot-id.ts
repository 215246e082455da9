// The id of a slot says which one it is: port, day and wall time at that port, and `-u` in the
// urgent lane, as `2504-2023-01-18-0900`. So the same slot opened twice is one slot, and a person
// can read an id. It is made from the instant at which the slot starts: the hour that a clock skips
// in spring has the id of the hour that really is.

import { portOf } from './port.ts'
import type { NewSlot } from './slot.ts'
import { dayOf, wallTimeOf } from './time.ts'

/** [S13] One id a port, start and kind. Throws for a port that the programme lacks. */
export function slotIdOf({ port, startsAt, kind }: Omit<NewSlot, 'places'>): string {
  const zone = portOf(port)?.zone
  if (!zone) throw new RangeError(`no port ${port}`)
  const time = wallTimeOf(startsAt, zone).replace(':', '')
  return `${port}-${dayOf(startsAt, zone)}-${time}${kind === 'urgent' ? '-u' : ''}`
}
