// The day's list of a port in SQL: one query that tells whether anything moved, and one that reads
// it all. Consoles ask the first every two seconds, so it touches no sealed byte.

import { type Kysely, sql } from 'kysely'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'
import { isWaiting } from './questions.ts'

/** A port's day by its own calendar, and the instant at which it is looked at. */
export type PortDay = { readonly port: string; readonly day: string; readonly now: number }

/**
 * A fingerprint of all that the day's list shows: it changes when a group comes, is determined,
 * called, held, moved, corrected, or becomes late. Hexadecimal, 32 characters.
 */
export async function findDayVersion(
  db: Kysely<Tables>,
  { port, day, now }: PortDay,
): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    with today as materialized (
      select appointments.*, slots.starts_at, groups.attested_at, groups.language
      from slots join appointments on appointments.slot_id = slots.id
      join groups on groups.id = appointments.group_id
      where slots.day = ${day} and slots.port = ${port}
        and appointments.state not in ('cancelled', 'displaced')
    )
    select md5(concat_ws('|', ${day}::text,
      (select string_agg(concat_ws(' ', id, slot_id, state, version, size, number, attested_at,
        language), ';' order by id) from today),
      (select count(*) from today where state = 'standing' and starts_at < ${at(now)}),
      (select concat_ws(' ', count(*), count(photo_at), max(photo_at)) from presences
        where appointment_id in (select id from today)),
      (select concat_ws(' ', count(*), count(replaced_by), count(countersigned_at))
        from determinations where appointment_id in (select id from today)),
      (select concat_ws(' ', count(*), max(called_at)) from calls
        where port = ${port} and day = ${day}),
      (select string_agg(concat_ws(' ', id, holds, md5(sealed_held)), ';' order by id) from questions
        where port = ${port} and ${isWaiting(day)}),
      (select count(*) from corrections where group_id in (select group_id from today))
    )) as version`.execute(db)
  return rows[0]?.version ?? ''
}

export type DayArrival = Row<'appointments'> & {
  readonly startsAt: number
  readonly keyId: string
  readonly language: 'es' | 'en'
  /** Changes when who is in the group, or what it attested, was changed. */
  readonly mark: string
  readonly present: number
  /** Members whose determination counts. */
  readonly determined: number
  /** Check-in of the first member who is here and not determined. */
  readonly waitingSince: number | null
  readonly lane: number | null
  readonly held: boolean
  /** Kinds of the open questions that hold it. */
  readonly holding: Row<'questions'>['kind'][]
  readonly registeredAt: number
}

/** [X8] A determination that a supervisor has still to countersign does not count. */
const counts = sql`replaced_by is null and countersign in ('not-needed', 'confirmed')`

/** All but the cancelled and displaced appointments of a port's day, by start; at most 5,000. */
export async function findDayArrivals(
  db: Kysely<Tables>,
  { port, day }: Pick<PortDay, 'port' | 'day'>,
): Promise<DayArrival[]> {
  const own = sql`appointment_id = appointments.id`
  const rows = await db
    .selectFrom('slots')
    .innerJoin('appointments', 'appointments.slotId', 'slots.id')
    .innerJoin('groups', 'groups.id', 'appointments.groupId')
    .selectAll('appointments')
    .select(['slots.startsAt', 'groups.keyId', 'groups.language', 'groups.registeredAt'])
    .select([
      sql<string>`concat_ws(' ', groups.attested_at, (select count(*) from corrections
        where group_id = groups.id))`.as('mark'),
      sql<number>`(select count(*)::int from presences where ${own})`.as('present'),
      sql<number>`(select count(*)::int from determinations where ${own} and ${counts})`.as(
        'determined',
      ),
      sql<number | null>`(select min(present_at) from presences where ${own} and not exists (
        select from determinations where ${own} and member_id = presences.member_id
          and ${counts}))`.as('waitingSince'),
      sql<number | null>`(select lane from calls where ${own}
        order by called_at desc, id desc limit 1)`.as('lane'),
      sql<DayArrival['holding']>`array(select distinct kind from questions
        where ${own} and holds and settled_at is null order by kind)`.as('holding'),
    ])
    .where('slots.port', '=', port)
    .where('slots.day', '=', day)
    .where('appointments.state', 'not in', ['cancelled', 'displaced'])
    .orderBy('slots.startsAt')
    .orderBy('slots.id')
    .orderBy('appointments.code')
    .limit(5000)
    .execute()
  return rows.map((row) => ({ ...row, held: row.holding.length > 0 }))
}

export type DeskFacts = {
  readonly memberId: string
  readonly photoId: string | null
  readonly present: boolean
  readonly determined: boolean
}

/** What changes of each traveler of a port's day without being a correction. */
export async function findDeskFacts(
  db: Kysely<Tables>,
  { port, day }: Pick<PortDay, 'port' | 'day'>,
): Promise<Map<string, DeskFacts>> {
  const { rows } = await sql<DeskFacts>`
    select members.id as member_id, members.photo_id,
      exists (select from presences
        where appointment_id = appointments.id and member_id = members.id) as present,
      exists (select from determinations
        where appointment_id = appointments.id and member_id = members.id and ${counts})
        as determined
    from slots join appointments on appointments.slot_id = slots.id
    join members on members.group_id = appointments.group_id and members.left_at is null
    where slots.day = ${day} and slots.port = ${port}
      and appointments.state not in ('cancelled', 'displaced')`.execute(db)
  return new Map(rows.map((row) => [row.memberId, row]))
}
