// Who has arrived, in SQL: a row for each member who came, with the photo taken of them.

import type { Kysely } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export async function findPresences(
  db: Kysely<Tables>,
  appointment: string,
): Promise<Row<'presences'>[]> {
  return await db
    .selectFrom('presences')
    .selectAll()
    .where('appointmentId', '=', appointment)
    .execute()
}

export async function insertPresences(
  tx: Tx,
  appointment: string,
  members: readonly string[],
  account: string,
  now: number,
): Promise<void> {
  if (members.length === 0) return
  await tx
    .insertInto('presences')
    .values(
      members.map((memberId) => ({
        appointmentId: appointment,
        memberId,
        presentAt: at(now),
        byAccount: account,
      })),
    )
    .execute()
}

/** The photo taken of a member who is here; a second one replaces the first. */
export async function updateTakenPhoto(
  tx: Tx,
  appointment: string,
  member: string,
  photo: string,
  now: number,
): Promise<void> {
  await tx
    .updateTable('presences')
    .set({ photoId: photo, photoAt: at(now) })
    .where('appointmentId', '=', appointment)
    .where('memberId', '=', member)
    .execute()
}
