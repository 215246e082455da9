// The public log of places, in SQL: append-only, and never about a person.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import type { Row, Tables } from '../database/tables.ts'

export type PlaceChange = Row<'placeChanges'>

/** [S21] Writes what changed. `slotId` is null where a whole day was changed at once. */
export async function insertPlaceChanges(
  tx: Tx,
  rows: readonly Omit<PlaceChange, 'id'>[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into place_changes (at, port, day, slot_id, kind, places_before, places_after, reason)
    select * from unnest(
      ${rows.map((one) => new Date(one.at).toISOString())}::timestamptz[],
      ${rows.map((one) => one.port)}::text[],
      ${rows.map((one) => one.day)}::date[],
      ${rows.map((one) => one.slotId)}::text[],
      ${rows.map((one) => one.kind)}::text[],
      ${rows.map((one) => one.placesBefore)}::int[],
      ${rows.map((one) => one.placesAfter)}::int[],
      ${rows.map((one) => one.reason)}::text[])`.execute(tx)
}

/** The newest first, at most `limit`; with `before` those under that id alone. */
export async function findPlaceChanges(
  db: Kysely<Tables>,
  { port, before }: { readonly port?: string | undefined; readonly before?: number | undefined },
  limit: number,
): Promise<PlaceChange[]> {
  let query = db.selectFrom('placeChanges').selectAll().orderBy('id', 'desc').limit(limit)
  if (port !== undefined) query = query.where('port', '=', port)
  if (before !== undefined) query = query.where('id', '<', before)
  return await query.execute()
}

/** The newest first: what changed for these days of a port, both included. */
export async function findChangesOfDays(
  db: Kysely<Tables>,
  port: string,
  from: string,
  to: string,
  limit: number,
): Promise<PlaceChange[]> {
  return await db
    .selectFrom('placeChanges')
    .selectAll()
    .where('port', '=', port)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
