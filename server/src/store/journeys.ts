// The appointments of several groups with where and when they are: what a home shows.

import { type Kysely, sql } from 'kysely'
import type { Row, Tables } from '../database/tables.ts'

export type PlacedAppointment = Row<'appointments'> & {
  readonly port: string
  readonly startsAt: number
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
    .select(['slots.port', 'slots.startsAt'])
    .where('appointments.groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .orderBy('appointments.groupId')
    .orderBy('appointments.madeAt', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.groupId, row]))
}
