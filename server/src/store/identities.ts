// Whom an officer took a person for, in SQL. What was said is never changed: the latest counts.

import type { Kysely } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export async function insertIdentity(
  tx: Tx,
  row: Omit<Row<'identities'>, 'entered'>,
): Promise<void> {
  await tx
    .insertInto('identities')
    .values({ ...row, confirmedAt: at(row.confirmedAt) })
    .execute()
}

/** [X6] What was said last of each member of an appointment of whom something was said. */
export async function findIdentities(
  db: Kysely<Tables>,
  appointment: string,
): Promise<Map<string, Row<'identities'>>> {
  const rows = await db
    .selectFrom('identities')
    .selectAll()
    .where('appointmentId', '=', appointment)
    .orderBy('confirmedAt')
    .orderBy('entered')
    .execute()
  return new Map(rows.map((row) => [row.memberId, row]))
}
