// Who has arrived, in SQL: a row for each member who came, with the photo taken of them; and the
// list of a day at a port, read in one query for all groups.

import { type Kysely, sql } from 'kysely'
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

export type DayRow = Row<'appointments'> & {
  readonly startsAt: number
  readonly keyId: string
  readonly language: 'es' | 'en'
  readonly present: number
  readonly determined: number
}

/** All but the cancelled appointments of a port's day, by start, with how many came. */
export async function findDay(db: Kysely<Tables>, port: string, day: string): Promise<DayRow[]> {
  return await db
    .selectFrom('slots')
    .innerJoin('appointments', 'appointments.slotId', 'slots.id')
    .innerJoin('groups', 'groups.id', 'appointments.groupId')
    .selectAll('appointments')
    .select(['slots.startsAt', 'groups.keyId', 'groups.language'])
    .select([
      sql<number>`(select count(*)::int from presences
        where appointment_id = appointments.id)`.as('present'),
      sql<number>`(select count(*)::int from determinations
        where appointment_id = appointments.id and replaced_by is null)`.as('determined'),
    ])
    .where('slots.port', '=', port)
    .where('slots.day', '=', day)
    .where('appointments.state', '<>', 'cancelled')
    .where('appointments.state', '<>', 'displaced')
    .orderBy('slots.startsAt')
    .orderBy('slots.id')
    .orderBy('appointments.code')
    .limit(5000)
    .execute()
}
