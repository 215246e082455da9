// How arrivals went, counted in SQL by the port's own calendar: nothing here leaves the database for
// a single person. A step of a person is measured from their own check-in to the first time that it
// was done; what was mended later is no waiting.

import type { Measured, NoticeCount } from '@garita/domain/arrival-figures'
import type { Band } from '@garita/domain/comparison'
import { ports as allPorts } from '@garita/domain/port'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

export type Span = { readonly ports: readonly string[]; readonly from: string; readonly to: string }

export type StepName = 'photo' | 'identity' | 'determination'

const slotsOf = ({ ports, from, to }: Span) => sql`
  slots.port = any(${[...ports]}::text[]) and slots.day between ${from}::date and ${to}::date`

/** Groups and people that came, and groups that were marked absent, by port. */
export async function countArrivals(db: Kysely<Tables>, span: Span) {
  const { rows } = await sql<{ port: string; groups: number; people: number; absent: number }>`
    select slots.port,
      count(*) filter (where state in ('arrived', 'done'))::int as groups,
      coalesce(sum((select count(*) from presences where appointment_id = appointments.id)), 0)::int
        as people,
      count(*) filter (where state = 'absent')::int as absent
    from slots join appointments on slot_id = slots.id
    where ${slotsOf(span)} group by slots.port`.execute(db)
  return rows
}

/** Minutes from the check-in of each person, by port and step. */
export async function measureSteps(db: Kysely<Tables>, span: Span) {
  const { rows } = await sql<Measured & { port: string; step: StepName }>`
    with done (port, step, minutes) as (
      select port, step, extract(epoch from reached - present_at) / 60
      from (${peopleOf(span)}) as people
      cross join lateral (values ('photo', photo_at), ('identity', identified_at),
        ('determination', determined_at)) as steps (step, reached)
      where reached is not null
    )
    select port, step, ${spread} from done group by port, step`.execute(db)
  return rows
}

/** Minutes until each person was determined, by port and the hour of their check-in there. */
export async function measureWaits(db: Kysely<Tables>, span: Span) {
  const { rows } = await sql<Measured & { port: string; hour: number }>`
    with done (port, hour, minutes) as (
      select people.port, extract(hour from present_at at time zone zone)::int,
        extract(epoch from determined_at - present_at) / 60
      from (${peopleOf(span)}) as people
      join unnest(${allPorts.map((port) => port.code)}::text[],
        ${allPorts.map((port) => port.zone)}::text[]) as clocks (port, zone)
        on clocks.port = people.port
      where determined_at is not null
    )
    select port, hour, ${spread} from done group by port, hour order by port, hour`.execute(db)
  return rows
}

/**
 * [Y22] Groups that came or were marked absent, by the days between getting the place that they had
 * in the end and its day, in the port's calendar. Who came without an appointment had no notice.
 */
export async function countNotice(db: Kysely<Tables>, span: Span) {
  const { rows } = await sql<NoticeCount & { port: string }>`
    select slots.port, greatest(0, slots.day - (coalesce(
        (select max(moved_at) from moves where appointment_id = appointments.id), made_at)
        at time zone zone)::date) as days,
      count(*)::int as groups, count(*) filter (where state = 'absent')::int as absent
    from slots join appointments on slot_id = slots.id
    join unnest(${allPorts.map((port) => port.code)}::text[],
      ${allPorts.map((port) => port.zone)}::text[]) as clocks (port, zone)
      on clocks.port = slots.port
    where ${slotsOf(span)} and state in ('arrived', 'done', 'absent') and not walk_in
    group by 1, 2`.execute(db)
  return rows
}

/** The latest comparison of each person, by port and what it said. */
export async function countBands(db: Kysely<Tables>, span: Span) {
  const { rows } = await sql<{ port: string; band: Band; count: number }>`
    select port, band, count(*)::int as count from (
      select distinct on (comparisons.appointment_id, member_id) slots.port, band
      from slots join appointments on slot_id = slots.id
      join comparisons on comparisons.appointment_id = appointments.id
      where ${slotsOf(span)}
      order by comparisons.appointment_id, member_id, compared_at desc
    ) as latest group by port, band`.execute(db)
  return rows
}

/** Each person who came, with when each step was first done. */
function peopleOf(span: Span) {
  return sql`
    select slots.port, present_at, photo_at,
      (select min(confirmed_at) from identities where appointment_id = appointments.id
        and member_id = presences.member_id) as identified_at,
      (select min(determined_at) from determinations where appointment_id = appointments.id
        and member_id = presences.member_id) as determined_at
    from slots join appointments on slot_id = slots.id
    join presences on appointment_id = appointments.id
    where ${slotsOf(span)}`
}

const spread = sql`count(*)::int as count,
  percentile_disc(0.5) within group (order by minutes)::float8 as median,
  percentile_disc(0.9) within group (order by minutes)::float8 as ninth`
