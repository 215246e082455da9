// Moves of appointments from slot to slot, in SQL.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export async function insertMove(tx: Tx, row: Row<'moves'>): Promise<void> {
  await tx
    .insertInto('moves')
    .values({ ...row, movedAt: at(row.movedAt) })
    .execute()
}

/** Many moves at once, as a closure makes them. */
export async function insertMoves(tx: Tx, rows: readonly Row<'moves'>[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into moves (id, appointment_id, from_slot, to_slot, version, by_account, moved_at,
      sealed_reason)
    select * from unnest(
      ${rows.map((one) => one.id)}::uuid[],
      ${rows.map((one) => one.appointmentId)}::uuid[],
      ${rows.map((one) => one.fromSlot)}::text[],
      ${rows.map((one) => one.toSlot)}::text[],
      ${rows.map((one) => one.version)}::int[],
      ${rows.map((one) => one.byAccount)}::text[],
      ${rows.map((one) => new Date(one.movedAt).toISOString())}::timestamptz[],
      ${rows.map((one) => one.sealedReason)}::bytea[])`.execute(tx)
}

/** Whether an appointment was moved from or to a slot of this port. */
export async function wasAtPort(
  db: Kysely<Tables>,
  appointment: string,
  port: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from moves join slots on slots.id in (moves.from_slot, moves.to_slot)
    where moves.appointment_id = ${appointment} and slots.port = ${port} limit 1`.execute(db)
  return rows.length > 0
}
