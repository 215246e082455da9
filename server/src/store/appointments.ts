// Appointments in SQL. A group has at most one live one (`one_live_appointment_a_group`).

import type { Appointment } from '@garita/domain/appointment'
import { liveStates } from '@garita/domain/appointment'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
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

/** The live appointment of each of these groups that has one, locked in the order of their ids. */
export async function lockLive(
  tx: Tx,
  groups: readonly string[],
): Promise<Map<string, Row<'appointments'>>> {
  const rows = await tx
    .selectFrom('appointments')
    .selectAll()
    .where('groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .where('state', 'in', [...liveStates])
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.groupId, row]))
}

/** A group that grew or shrank keeps its appointment; [B3] an older pass is told by its version. */
export async function resizeAppointment(
  tx: Tx,
  id: string,
  size: number,
  now: number,
): Promise<void> {
  await tx
    .updateTable('appointments')
    .set({ size, version: sql<number>`version + 1`, changedAt: at(now) })
    .where('id', '=', id)
    .execute()
}

/** The appointment with this code, as read by `readCode`, with its slot's port, day and start. */
export async function findByCode(
  db: Kysely<Tables>,
  code: string,
): Promise<SeatedAppointment | undefined> {
  return await seated(db).where('appointments.code', '=', code).executeTakeFirst()
}

/** The appointment with this id, with its slot's port, day and start. */
export async function findSeated(
  db: Kysely<Tables>,
  id: string,
): Promise<SeatedAppointment | undefined> {
  return await seated(db).where('appointments.id', '=', id).executeTakeFirst()
}

export type SeatedAppointment = Row<'appointments'> &
  Pick<Row<'slots'>, 'port' | 'day' | 'startsAt'>

function seated(db: Kysely<Tables>) {
  return db
    .selectFrom('appointments')
    .innerJoin('slots', 'slots.id', 'appointments.slotId')
    .selectAll('appointments')
    .select(['slots.port', 'slots.day', 'slots.startsAt'])
}

/** The row as the rules see it. */
export function appointmentOf(row: Row<'appointments'>): Appointment {
  const { id, groupId: group, slotId: slot, code, version, state } = row
  return { id, group, slot, code, version, state }
}

/**
 * Writes what a rule made of an appointment. `arrivedAt` is set once, at the first arrival: now, or
 * when a desk without a network says that it was.
 */
export async function updateAppointment(
  tx: Tx,
  { id, slot, version, state, size }: Appointment & { readonly size?: number },
  now: number,
  arrivedAt = now,
): Promise<void> {
  await tx
    .updateTable('appointments')
    .set({
      slotId: slot,
      ...(size === undefined ? {} : { size }),
      version,
      state,
      changedAt: at(now),
      ...(state === 'arrived'
        ? { arrivedAt: sql<number>`coalesce(arrived_at, ${at(arrivedAt)})` }
        : {}),
    })
    .where('id', '=', id)
    .execute()
}

/** The groups whose appointments still stand in a slot, but for those in trouble; not locked. */
export async function findStanding(tx: Tx, slot: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('appointments')
    .select('groupId')
    .where('slotId', '=', slot)
    .where('state', '=', 'standing')
    .where(isNotInTrouble)
    .execute()
  return rows.map((row) => row.groupId)
}

/**
 * [R6] Marks all that still stand in a slot, unchanged since an instant, and gives them. Those that
 * arrive now win, those in trouble are left to a supervisor, and [R13] who was taken back is waited
 * for anew.
 */
export async function markStandingAbsent(
  tx: Tx,
  slot: string,
  unchangedSince: number,
  now: number,
): Promise<Pick<Row<'appointments'>, 'id' | 'groupId'>[]> {
  const standing = await tx
    .selectFrom('appointments')
    .select(['id', 'groupId'])
    .where('slotId', '=', slot)
    .where('state', '=', 'standing')
    .where('changedAt', '<=', at(unchangedSince))
    .where(isNotInTrouble)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (standing.length === 0) return []
  await tx
    .updateTable('appointments')
    .set({ state: 'absent', changedAt: at(now) })
    .where('id', '=', sql<string>`any(${standing.map((row) => row.id)}::uuid[])`)
    .execute()
  return standing
}

/** [U1] Trouble that was reported and that nobody answered yet costs no standing. */
const isNotInTrouble = sql<boolean>`not exists (
  select from troubles where troubles.appointment_id = appointments.id and troubles.state = 'open')`

/** [R6] Slots that began at or before an instant and in which appointments still stand. */
export async function findUncounted(db: Kysely<Tables>, startedBy: number): Promise<string[]> {
  const rows = await db
    .selectFrom('slots')
    .select('id')
    .where('startsAt', '<=', at(startedBy))
    .where((slot) =>
      slot.exists(
        slot
          .selectFrom('appointments')
          .select('appointments.id')
          .whereRef('appointments.slotId', '=', 'slots.id')
          .where('appointments.state', '=', 'standing')
          .where('appointments.changedAt', '<=', at(startedBy))
          .where(isNotInTrouble),
      ),
    )
    .orderBy('startsAt')
    .orderBy('id')
    .execute()
  return rows.map((row) => row.id)
}
