// [R15] What officers note about a group for the next shift, in SQL.

import type { Kysely } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export async function insertDeskNote(tx: Tx, row: Row<'deskNotes'>): Promise<void> {
  await tx
    .insertInto('deskNotes')
    .values({ ...row, madeAt: at(row.madeAt) })
    .execute()
}

/** How many were made about a group since an instant. */
export async function countDeskNotes(tx: Tx, group: string, since: number): Promise<number> {
  const { count } = await tx
    .selectFrom('deskNotes')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('groupId', '=', group)
    .where('madeAt', '>=', at(since))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The notes about a group, the newest `limit` of them, the oldest first. */
export async function findDeskNotes(
  db: Kysely<Tables>,
  group: string,
  limit = 200,
): Promise<Row<'deskNotes'>[]> {
  const rows = await db
    .selectFrom('deskNotes')
    .selectAll()
    .where('groupId', '=', group)
    .orderBy('madeAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.reverse()
}
