// [R17] The instant at which an act at the desk was done, where it was done without a network.

import type { Decision } from '@garita/domain/decision'
import { doneAtOf } from '@garita/domain/done-at'
import type { Port } from '@garita/domain/port'
import type { Instant } from '@garita/domain/time'

/** `doneAt` of the input, checked; `now` where there is none. Refused: `done-at-unlikely`. */
export function whenDone(
  doneAt: Instant | undefined,
  port: Pick<Port, 'zone'>,
  now: Instant,
): Decision<Instant, 'done-at-unlikely'> {
  return doneAtOf(doneAt, port, now)
}
