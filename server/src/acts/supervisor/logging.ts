// The public log of what supervisors and planners do to single slots.

import type { Changed } from '@garita/domain/capacity'
import { portOf } from '@garita/domain/port'
import type { Slot } from '@garita/domain/slot'
import { dayOf } from '@garita/domain/time'
import type { Tx } from '../../act.ts'
import { insertPlaceChanges } from '../../store/place-changes.ts'

/** [S21] One row a slot, with its places before and after; a closed slot has none. */
export async function logSlots(
  tx: Tx,
  changed: readonly Changed[],
  reason: string,
  now: number,
): Promise<void> {
  const rows = changed.map(({ before, after }) => ({
    at: now,
    port: after.port,
    day: dayOf(after.startsAt, portOf(after.port)?.zone ?? 'UTC'),
    slotId: after.id,
    kind: kindOf(before, after),
    placesBefore: offered(before),
    placesAfter: offered(after),
    reason,
  }))
  await insertPlaceChanges(
    tx,
    rows.filter((row) => row.placesBefore !== row.placesAfter),
  )
}

function offered(slot: Slot): number {
  return slot.closedAt === null ? slot.places : 0
}

function kindOf(before: Slot, after: Slot): 'changed' | 'closed' | 'reopened' {
  if (before.closedAt !== null) return 'reopened'
  return after.closedAt === null ? 'changed' : 'closed'
}
