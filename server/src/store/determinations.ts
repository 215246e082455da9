// Determinations in SQL. One stands for each member; one that was amended is kept beside it.

import type { Kysely } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export async function insertDetermination(
  tx: Tx,
  row: Omit<Row<'determinations'>, 'replacedBy'>,
): Promise<void> {
  await tx
    .insertInto('determinations')
    .values({ ...row, determinedAt: at(row.determinedAt) })
    .execute()
}

/** The determination that stands for each member of an appointment who has one. */
export async function findDeterminations(
  db: Kysely<Tables>,
  appointment: string,
): Promise<Map<string, Row<'determinations'>>> {
  const rows = await db
    .selectFrom('determinations')
    .selectAll()
    .where('appointmentId', '=', appointment)
    .where('replacedBy', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.memberId, row]))
}
