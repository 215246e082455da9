// What waits for a supervisor of some ports, with what it is about, in SQL: questions, determinations
// to be countersigned.

import { type Kysely, sql } from 'kysely'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

type About = Pick<Row<'appointments'>, 'groupId' | 'code' | 'size'> & { readonly port: string }

export type ShownQuestion = Row<'questions'> &
  About & {
    readonly changedAt: number
    readonly present: number
    /** Of who came first: when, and who checked them in. */
    readonly cameAt: number | null
    readonly cameBy: string | null
    /** Of the determination that stands for the member whom the question is about. */
    readonly decidedAt: number | null
    readonly decidedBy: string | null
    /** What was sent of its photo is a whole picture. */
    readonly isPhotoWhole: boolean
  }

export type PortDay = { readonly port: string; readonly day: string }

/**
 * [R9] Open on these days of these ports (see `countOpen`), those that hold first, by age. Where there
 * are more than `limit`, each account's oldest come before anybody's later ones, so that one desk's
 * long list hides nothing of another's.
 */
export async function findWaiting(
  db: Kysely<Tables>,
  days: readonly PortDay[],
  limit: number,
): Promise<ShownQuestion[]> {
  const { rows } = await sql<ShownQuestion>`
    with shown as (
      select questions.id
      from unnest(${days.map((one) => one.port)}::text[], ${days.map((one) => one.day)}::date[])
        as wanted (port, day)
      join questions on questions.port = wanted.port and questions.settled_at is null
        and questions.day <= wanted.day
        and (questions.day = wanted.day or not questions.holds)
      order by questions.holds desc,
        row_number() over (partition by questions.holds, questions.raised_by
          order by questions.raised_at, questions.id),
        questions.raised_at, questions.id
      limit ${limit})
    select questions.*, appointments.group_id, appointments.code, appointments.size,
      appointments.changed_at, here.present, first.present_at as came_at,
      first.by_account as came_by, decided.determined_at as decided_at,
      decided.by_account as decided_by, coalesce(photos.sha256 is not null, false) as is_photo_whole
    from shown join questions on questions.id = shown.id
    join appointments on appointments.id = questions.appointment_id
    left join photos on photos.id = questions.photo_id
    cross join lateral (
      select count(*)::int as present from presences where appointment_id = appointments.id) as here
    left join lateral (
      select present_at, by_account from presences where appointment_id = appointments.id
      order by present_at, member_id limit 1) as first on true
    left join lateral (
      select determined_at, by_account from determinations
      where appointment_id = appointments.id and member_id = questions.member_id
        and replaced_by is null
      order by determined_at desc limit 1) as decided on true
    order by questions.holds desc, questions.raised_at, questions.id`.execute(db)
  return rows
}

/**
 * A fingerprint of all that waits for a supervisor of these ports: it changes when something is
 * raised, held, settled, decided or countersigned, when somebody of a group in question comes, and
 * with the day. Hexadecimal, 32 characters. Asked every two seconds, so it opens no sealed byte.
 */
export async function findDeskVersion(
  db: Kysely<Tables>,
  days: readonly PortDay[],
  since: number,
): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    with wanted as (
      select * from unnest(${days.map((one) => one.port)}::text[],
        ${days.map((one) => one.day)}::date[]) as wanted (port, day)
    ), waiting as materialized (
      select questions.id, questions.extra, questions.sealed_held, questions.appointment_id
      from wanted join questions on questions.port = wanted.port
        and questions.settled_at is null and questions.day <= wanted.day
        and (questions.day = wanted.day or not questions.holds)
    ), awaited as materialized (
      select determinations.id, determinations.appointment_id
      from determinations join appointments on appointments.id = appointment_id
      join slots on slots.id = appointments.slot_id
      where determinations.countersign = 'awaited' and determinations.replaced_by is null
        and slots.port in (select port from wanted)
    ), about as (select appointment_id from waiting union select appointment_id from awaited)
    select md5(concat_ws('|',
      (select string_agg(concat_ws(' ', port, day), ';' order by port) from wanted),
      (select string_agg(concat_ws(' ', id, extra, md5(sealed_held)), ';' order by id) from waiting),
      (select string_agg(id::text, ';' order by id) from awaited),
      (select string_agg(concat_ws(' ', id, changed_at,
          (select count(*) from presences where appointment_id = appointments.id),
          (select concat_ws(' ', count(*), count(replaced_by), count(countersigned_at))
            from determinations where appointment_id = appointments.id)), ';' order by id)
        from appointments where id in (select appointment_id from about)),
      (select concat_ws(' ', count(*), max(opened_at)) from glasses
        where port in (select port from wanted) and opened_at > ${at(since)})
    )) as version`.execute(db)
  return rows[0]?.version ?? ''
}

export type ShownDetermination = Row<'determinations'> & About

/** [X8] Determinations at these ports that a second person has still to countersign, by age. */
export async function findAwaited(
  db: Kysely<Tables>,
  ports: readonly string[],
  limit: number,
): Promise<ShownDetermination[]> {
  const { rows } = await sql<ShownDetermination>`
    select determinations.*, appointments.group_id, appointments.code, appointments.size,
      slots.port
    from determinations
    join appointments on appointments.id = determinations.appointment_id
    join slots on slots.id = appointments.slot_id
    where determinations.countersign = 'awaited' and determinations.replaced_by is null
      and slots.port = any(${[...ports]}::text[])
    order by determinations.determined_at, determinations.id
    limit ${limit}`.execute(db)
  return rows
}

export type StandingOutcome = Pick<Row<'determinations'>, 'appointmentId' | 'memberId' | 'outcome'>

/** How the members of these appointments stand decided upon, those awaited with them. */
export async function findOutcomes(
  db: Kysely<Tables>,
  appointments: readonly string[],
): Promise<StandingOutcome[]> {
  return await db
    .selectFrom('determinations')
    .select(['appointmentId', 'memberId', 'outcome'])
    .where('appointmentId', '=', sql<string>`any(${[...appointments]}::uuid[])`)
    .where('replacedBy', 'is', null)
    .where('countersign', '<>', 'returned')
    .execute()
}
