// The numbers called at a port, as a display shows them. What is new is said aloud once; what was called before the
// display was switched on is shown and not said.

import type { AskAnswerOf } from '@garita/contract'

export type Call = AskAnswerOf<'waiting-area'>['called'][number]

/** A number can be called again, also to another lane: each time is a call of its own. */
const nameOf = ({ number, lane, times }: Call) => `${number}/${lane}/${times}`

/** The newest first. */
export function inOrder(called: readonly Call[]): readonly Call[] {
  return [...called].sort((a, b) => b.calledAt - a.calledAt || b.number - a.number)
}

/** What has been called since the display last looked, the oldest first: so it is said. */
export function newCalls(before: readonly Call[], now: readonly Call[]): readonly Call[] {
  const known = new Set(before.map(nameOf))
  return [...inOrder(now.filter((call) => !known.has(nameOf(call))))].reverse()
}

/** An answer comes every two seconds: without one for so long, the display says that it is old. */
export const patienceMs = 8_000

/** @param answeredAt when the last answer came; undefined before the first. All by this computer's clock. */
export function isLost(answeredAt: number | undefined, beganAt: number, now: number): boolean {
  return now - (answeredAt ?? beganAt) > patienceMs
}
