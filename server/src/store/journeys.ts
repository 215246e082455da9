// The appointments of several groups with where and when they are: what a home shows.

import { type Kysely, sql } from 'kysely'
import type { Row, Tables } from '../database/tables.ts'

export type PlacedAppointment = Row<'appointments'> & {
  readonly port: string
  readonly startsAt: number
  /** [R21] It ended with its day, and somebody who came was not decided on. */
  readonly isLeftUndecided: boolean
}

/** The latest appointment, live or not, of each group that ever had one. */
export async function findPlacedAppointments(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Map<string, PlacedAppointment>> {
  const rows = await db
    .selectFrom('appointments')
    .innerJoin('slots', 'slots.id', 'appointments.slotId')
    .distinctOn('appointments.groupId')
    .selectAll('appointments')
    .select(['slots.port', 'slots.startsAt', isLeftUndecided.as('isLeftUndecided')])
    .where('appointments.groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .orderBy('appointments.groupId')
    .orderBy('appointments.madeAt', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.groupId, row]))
}

/** Where and on which day a port receives the group, or has received it: it may do so again that day. */
export async function findReceptions(
  db: Kysely<Tables>,
  group: string,
): Promise<Pick<Row<'appointments'> & Row<'slots'>, 'port' | 'day' | 'state'>[]> {
  return await db
    .selectFrom('appointments')
    .innerJoin('slots', 'slots.id', 'appointments.slotId')
    .select(['slots.port', 'slots.day', 'appointments.state'])
    .where('appointments.groupId', '=', group)
    .where('appointments.state', 'in', ['arrived', 'done'])
    .execute()
}

const isLeftUndecided = sql<boolean>`appointments.state = 'done' and exists (
  select from presences where presences.appointment_id = appointments.id and not exists (
    select from determinations
    where determinations.appointment_id = appointments.id
      and determinations.member_id = presences.member_id
      and determinations.replaced_by is null and determinations.countersign <> 'returned'))`
