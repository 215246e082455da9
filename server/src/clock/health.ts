// What `/health` says of the clock: that it ticks, that it agrees with the database’s, and how the
// day’s draw stands. A clock that stopped or went astray loses nobody a place, but somebody has to
// look: what was missed is made up for once it ticks again.

import type { ClockState } from './clock.ts'

export type Trouble =
  | 'clock-stopped'
  | 'clock-fails'
  | 'clock-astray'
  | 'draw-waits'
  | 'draw-failed'

/** Eight ticks. */
const stoppedAfterMs = 2 * 60_000
const astrayMs = 5_000

/**
 * @param upMs how long the server has been up: before its first tick a clock has not stopped.
 * @param isClockSet the house runs by a clock that was set, for the demo and tests.
 */
export function troublesOf(
  clock: ClockState,
  now: number,
  upMs: number,
  isClockSet: boolean,
): Trouble[] {
  const { lastTickAt, faults, databaseAheadMs, draws } = clock
  const sinceMs = lastTickAt === null ? upMs : now - lastTickAt
  const found: { readonly [T in Trouble]: boolean } = {
    'clock-stopped': sinceMs > stoppedAfterMs,
    'clock-fails': faults > 0,
    'clock-astray': !isClockSet && Math.abs(databaseAheadMs ?? 0) > astrayMs,
    'draw-waits': draws.waits !== null && now > draws.waits.dueAt,
    'draw-failed': draws.failed !== null,
  }
  return (Object.keys(found) as Trouble[]).filter((trouble) => found[trouble])
}
