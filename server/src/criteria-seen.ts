// What everybody may know of the criteria, for the ask and its files.

import { type CriteriaMonth, criteriaSeen, monthOf } from '@garita/domain/criteria-seen'
import { ports } from '@garita/domain/port'
import { findCriteriaCounts } from './store/criteria-counts.ts'
import type { World } from './world.ts'

/** [Y12] The months that are over at every port, the latest first. */
export async function readCriteriaSeen({
  database,
  now,
}: Pick<World, 'database' | 'now'>): Promise<readonly CriteriaMonth[]> {
  const at = now()
  const [before = ''] = ports.map(({ zone }) => monthOf(at, zone)).sort()
  return criteriaSeen(await findCriteriaCounts(database.db, before), before)
}
