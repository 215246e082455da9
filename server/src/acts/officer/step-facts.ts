// What every step at the desk notes into its record: where, and how long after this person's
// check-in, so that a supervisor can see where a morning was lost.

import type { Instant } from '@garita/domain/time'
import type { ArrivalFacts } from './arrival-facts.ts'

/** The port, and whole seconds from the member's check-in to `at`; null where there was none. */
export function stepOf(
  { port, presences }: Pick<ArrivalFacts, 'port' | 'presences'>,
  member: string,
  at: Instant,
): { port: string; seconds: number | null } {
  const presentAt = presences.get(member)?.presentAt
  const seconds = presentAt === undefined ? null : Math.max(0, Math.round((at - presentAt) / 1000))
  return { port: port.code, seconds }
}
