// What every act at a desk leaves in its record beside who did it and when: at which port, and how
// long it took, so that it can be seen where a morning was lost. No desk's own clock is asked: a
// step counts from what it follows, as the records and tables have it.
// The rule here: a step about a person counts from that person's check-in, one about a group from
// its first check-in, the check-in itself as none; what takes something back, or tells of it late,
// counts from that; and where nothing had happened yet, no time is made up.

import type { Instant } from './time.ts'

/** [R22] Facts of the record of each act that officers do. Nothing in them says who a person is. */
export type DeskStep = {
  /** The port's code. */
  readonly port: string
  /** Whole seconds from what the step follows; null where nothing had happened yet. */
  readonly seconds: number | null
}

/**
 * [R22] A step at a port that was done at `at`.
 * @param since what it follows: a check-in, an absence that was marked, or when it was done without
 * a network; nothing where there is none. A clock that goes back makes no time negative.
 */
export function deskStep(port: string, since: Instant | null | undefined, at: Instant): DeskStep {
  if (since === null || since === undefined) return { port, seconds: null }
  return { port, seconds: Math.max(0, Math.round((at - since) / 1000)) }
}
