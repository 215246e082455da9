// The verdict on where a group is. Coordinates are never written, here or anywhere.

import type { StateCode } from '@garita/domain/place'
import type { Tx } from '../act.ts'
import type { Row } from '../database/tables.ts'
import { updateGroup } from './groups.ts'

export type KeptVerdict = {
  readonly verdict: NonNullable<Row<'groups'>['verdict']>
  readonly state: StateCode | null
  /** As the phone reported it, in whole metres; null for a stated municipality. */
  readonly accuracyMeters: number | null
  readonly at: number
}

/** Keeps the latest verdict. `sealed` holds a stated municipality. */
export async function updateVerdict(
  tx: Tx,
  group: string,
  kept: KeptVerdict,
  sealed: Buffer,
): Promise<void> {
  await updateGroup(tx, group, {
    verdict: kept.verdict,
    verdictState: kept.state,
    verdictAccuracyMeters: kept.accuracyMeters,
    verdictAt: kept.at,
    sealed,
  })
}
