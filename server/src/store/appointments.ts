// Appointments in SQL. A group has at most one live one (`one_live_appointment_a_group`).

import { liveStates } from '@garita/domain/appointment'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import type { Row, Tables } from '../database/tables.ts'

export type NewAppointment = Pick<
  Row<'appointments'>,
  'id' | 'groupId' | 'slotId' | 'size' | 'code' | 'madeAt'
>

export async function insertAppointments(tx: Tx, rows: readonly NewAppointment[]): Promise<void> {
  if (rows.length === 0) return
  const instants = rows.map((one) => new Date(one.madeAt).toISOString())
  await sql`
    insert into appointments (id, group_id, slot_id, size, code, state, made_at, changed_at)
    select id, group_id, slot_id, size, code, 'standing', made_at, made_at from unnest(
      ${rows.map((one) => one.id)}::uuid[],
      ${rows.map((one) => one.groupId)}::uuid[],
      ${rows.map((one) => one.slotId)}::text[],
      ${rows.map((one) => one.size)}::int[],
      ${rows.map((one) => one.code)}::text[],
      ${instants}::timestamptz[]
    ) as fresh (id, group_id, slot_id, size, code, made_at)`.execute(tx)
}

/** The groups, of these, that have a live appointment. */
export async function findGroupsWithLive(tx: Tx, groups: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('appointments')
    .select('groupId')
    .where('groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .where('state', 'in', [...liveStates])
    .execute()
  return new Set(rows.map((row) => row.groupId))
}

/** The latest appointment of a group, live or not. */
export async function findLatestAppointment(
  db: Kysely<Tables>,
  group: string,
): Promise<Row<'appointments'> | undefined> {
  return await db
    .selectFrom('appointments')
    .selectAll()
    .where('groupId', '=', group)
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** One appointment of a group, locked. */
export async function lockAppointment(
  tx: Tx,
  group: string,
  id: string,
): Promise<Row<'appointments'> | undefined> {
  return await tx
    .selectFrom('appointments')
    .selectAll()
    .where('groupId', '=', group)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}
