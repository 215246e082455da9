// The slots that everybody may see, of all ports, in one query.

import type { Slot } from '@garita/domain/slot'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** A port's days, both ends included, on its own calendar. */
export type DaySpan = { readonly port: string; readonly from: string; readonly to: string }

/** All slots of these days, by port and start. */
export async function findSlotsOfDays(
  db: Kysely<Tables>,
  spans: readonly DaySpan[],
): Promise<Slot[]> {
  const { rows } = await sql<Slot>`
    select id, slots.port, starts_at, places, taken, waiting, urgent, drawn_at, kind, closed_at
    from unnest(
      ${spans.map((one) => one.port)}::text[],
      ${spans.map((one) => one.from)}::date[],
      ${spans.map((one) => one.to)}::date[]
    ) as wanted (port, first_day, last_day)
    join slots on slots.port = wanted.port
      and slots.day between wanted.first_day and wanted.last_day
    order by slots.port, starts_at, kind`.execute(db)
  return rows
}
