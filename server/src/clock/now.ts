// Time enters once, here. For demo and tests the clock can be set: it begins at the instant given
// and runs on from there.

import type { Instant } from '@garita/domain/time'

/**
 * The clock: the machine's own, or one that begins at `from` (`2023-01-10T18:00:00Z`) now.
 * Throws where `from` is no instant.
 */
export function clockFrom(from: string | undefined): () => Instant {
  if (from === undefined) return Date.now
  const begins = Date.parse(from)
  if (Number.isNaN(begins)) throw new Error(`GARITA_CLOCK is not an instant: ${from}`)
  const offset = begins - Date.now()
  return () => Date.now() + offset
}
