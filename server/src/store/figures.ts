// The weekly figures in SQL: what happened at each port in each week, counted by the calendar of
// the port. Places by their slots' days, arrivals and absences likewise; tickets by the day of their
// draw; what was offered, accepted, picked and cancelled by when it was done.

import { ports } from '@garita/domain/port'
import type { WeekCount } from '@garita/domain/weekly'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import type { Tables } from '../database/tables.ts'

/** Mondays, both included. */
export type WeekSpan = { readonly from: string; readonly to: string }

/** How many tickets of a draw name each port first. */
export async function insertFirstPorts(
  tx: Tx,
  draw: string,
  tickets: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = [...tickets].map(([port, count]) => ({ draw, port, tickets: count }))
  if (rows.length > 0) await tx.insertInto('drawFirstPorts').values(rows).execute()
}

/**
 * [Y7] Counts of the weeks of a span at each port; where nothing was and nothing happened, none. A
 * closed slot's places are those that groups still hold. Picked is what no offer led to.
 */
export async function countWeeks(db: Kysely<Tables>, { from, to }: WeekSpan): Promise<WeekCount[]> {
  const codes = ports.map((port) => port.code)
  const zones = ports.map((port) => port.zone)
  // Days of all zones lie within these instants; the weeks themselves are cut below.
  const wide = sql`(${from}::date - 1)::timestamptz and (${to}::date + 9)::timestamptz`
  const { rows } = await sql<WeekCount>`
    with clocks as (
      select port, zone from unnest(${codes}::text[], ${zones}::text[]) as of_port (port, zone)
    ), counted (day, port, what, count) as (
      select day, port, 'places', case when closed_at is null then places else taken end from slots
        where day between ${from}::date and ${to}::date + 6
      union all
      select day, port, 'given', taken from slots
        where day between ${from}::date and ${to}::date + 6
      union all
      select draw, port, 'tickets', tickets from draw_first_ports
        where draw between ${from}::date and ${to}::date + 6
      union all
      select (made_at at time zone zone)::date, port, 'offered', 1
        from offers join slots on slots.id = slot_id join clocks using (port)
        where made_at between ${wide}
      union all
      select (answered_at at time zone zone)::date, port, 'accepted', 1
        from offers join slots on slots.id = slot_id join clocks using (port)
        where state = 'accepted' and answered_at between ${wide}
      union all
      select (made_at at time zone zone)::date, port, 'picked', 1
        from appointments
        join slots on slots.id = coalesce(
          (select from_slot from moves where appointment_id = appointments.id
            order by version limit 1), slot_id)
        join clocks using (port)
        where made_at between ${wide} and not exists (
          select from offers
          where offers.group_id = appointments.group_id and offers.state = 'accepted'
            and offers.answered_at = appointments.made_at)
      union all
      select day, port, case state when 'absent' then 'absent' else 'arrived' end, 1
        from appointments join slots on slots.id = slot_id
        where (state = 'absent' or arrived_at is not null)
          and day between ${from}::date and ${to}::date + 6
      union all
      select (changed_at at time zone zone)::date, port, 'cancelled', 1
        from appointments join slots on slots.id = slot_id join clocks using (port)
        where state = 'cancelled' and changed_at between ${wide}
    )
    select date_trunc('week', day)::date as week, port,
      ${sql.join(
        figures.map(
          (figure) =>
            sql`coalesce(sum(count) filter (where what = ${figure}), 0)::int as ${sql.ref(figure)}`,
        ),
      )}
    from counted
    where day between ${from}::date and ${to}::date + 6
    group by 1, 2
    order by 1, 2`.execute(db)
  return rows
}

const figures = [
  'places',
  'given',
  'tickets',
  'offered',
  'accepted',
  'picked',
  'arrived',
  'absent',
  'cancelled',
] as const satisfies readonly (keyof WeekCount)[]
