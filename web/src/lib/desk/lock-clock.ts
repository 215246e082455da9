// [W5] When a desk that nobody touches warns, and when it locks.

/** Without a touch, in milliseconds. */
export const idleMs = 5 * 60_000
/** How long before that the desk warns: WCAG 2.2.1 asks for 20 seconds at least. */
export const warningMs = 60_000

/** How a desk stands that nobody has touched for so long. A computer that slept wakes locked. */
export function stageOf(untouchedMs: number): 'awake' | 'warned' | 'locked' {
  if (untouchedMs >= idleMs) return 'locked'
  return untouchedMs >= idleMs - warningMs ? 'warned' : 'awake'
}
