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
  /** [L8] Whether a supervisor gave it; default: the phone or the group itself did. */
  readonly settled?: boolean
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
    verdictSettled: kept.settled ?? false,
    sealed,
  })
}

/** Where the group was when it last said so, or where a supervisor found it to be. */
export function confirmationOf(
  group: Pick<Row<'groups'>, 'verdict' | 'verdictAt' | 'verdictSettled'>,
) {
  const { verdict, verdictAt, verdictSettled: settled } = group
  return verdict && verdictAt !== null ? { verdict, confirmedAt: verdictAt, settled } : null
}
