// Comparisons in SQL: what the engine said, of which photos, by which model and which bands.

import type { Kysely } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export async function insertComparison(tx: Tx, row: Row<'comparisons'>): Promise<void> {
  await tx
    .insertInto('comparisons')
    .values({ ...row, comparedAt: at(row.comparedAt) })
    .execute()
}

/** The latest comparison of each member of an appointment. */
export async function findComparisons(
  db: Kysely<Tables>,
  appointment: string,
): Promise<Map<string, Row<'comparisons'>>> {
  const rows = await db
    .selectFrom('comparisons')
    .selectAll()
    .where('appointmentId', '=', appointment)
    .orderBy('comparedAt')
    .execute()
  return new Map(rows.map((row) => [row.memberId, row]))
}
