// Moves of appointments from slot to slot, in SQL.

import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row } from '../database/tables.ts'

export async function insertMove(tx: Tx, row: Row<'moves'>): Promise<void> {
  await tx
    .insertInto('moves')
    .values({ ...row, movedAt: at(row.movedAt) })
    .execute()
}
