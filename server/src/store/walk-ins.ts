// Groups that came without an appointment, in SQL: seated and here in one step.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type WalkIn = Pick<
  Row<'appointments'>,
  'id' | 'groupId' | 'slotId' | 'size' | 'code' | 'number'
> & {
  readonly sealedReason: Buffer
  readonly receivedAt: number
}

/** [R12] An appointment that begins with the arrival; the state `standing` is never in between. */
export async function insertWalkIn(tx: Tx, { receivedAt, ...row }: WalkIn): Promise<void> {
  const instant = at(receivedAt)
  await tx
    .insertInto('appointments')
    .values({
      ...row,
      state: 'arrived',
      walkIn: true,
      madeAt: instant,
      changedAt: instant,
      arrivedAt: instant,
    })
    .execute()
}

/** Nobody of the group sent a photo: all are taken at the port. */
export async function markPhotosAtPort(tx: Tx, group: string): Promise<void> {
  await tx
    .updateTable('members')
    .set({ photo: 'at-port', photoId: null })
    .where('groupId', '=', group)
    .execute()
  await tx.updateTable('groups').set({ photosDecided: true }).where('id', '=', group).execute()
}

/**
 * Whether a group was received without an appointment on one of these days of ports, and nobody
 * holds it yet: whoever stands at the desk is given its code on paper.
 */
export async function isUnheldWalkIn(
  db: Kysely<Tables>,
  group: string,
  days: readonly { readonly port: string; readonly day: string }[],
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select true as found from appointments join slots on slots.id = slot_id
    join unnest(${days.map((one) => one.port)}::text[], ${days.map((one) => one.day)}::date[])
      as wanted (port, day) on wanted.port = slots.port and wanted.day = slots.day
    where group_id = ${group} and walk_in
      and not exists (select from account_groups where group_id = ${group})`.execute(db)
  return rows.length > 0
}
