// Whether a group will have the ticket of those it shares a traveler with, in a draw that is still
// to freeze.

import { turnsOf } from '@garita/domain/turn'
import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { findClusters, findPairs } from '../store/shared-travelers.ts'
import { findLastTurns, findStandingOf } from '../store/standing.ts'

/** [D31] False when another group that shares a traveler would have the turn, as things stand. */
export async function willHaveTurn(
  db: Kysely<Tables>,
  group: string,
  request: string,
  now: number,
): Promise<boolean> {
  const pairs = await findPairs(db, [group])
  if (!pairs.some((pair) => pair.verdict === null)) return true
  const clusterOf = await findClusters(db)
  const own = clusterOf.get(group)
  const groups = [...clusterOf].flatMap(([id, cluster]) => (cluster === own ? [id] : []))
  const waiting = await findStandingOf(db, groups, now)
  return !turnsOf(waiting, clusterOf, await findLastTurns(db, groups)).without.has(request)
}
