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
 * The code of a group that was received here today without an appointment and that nobody holds
 * yet: whoever stands at the desk is given it on paper.
 */
export async function isUnheldWalkIn(
  db: Kysely<Tables>,
  group: string,
  ports: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select true as found from appointments join slots on slots.id = slot_id
    where group_id = ${group} and walk_in and slots.port = any(${[...ports]}::text[])
      and not exists (select from account_groups where group_id = ${group})`.execute(db)
  return rows.length > 0
}
