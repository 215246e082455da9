// What one group's screen at the desk shows beside its people, in SQL: what was decided,
// now and before, to which lane it was called, and whether anything of it moved.

import { type Kysely, sql } from 'kysely'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'
import type { PortDay } from './day-arrivals.ts'

export type Determined = {
  /** The one that stands: it counts, or awaits a supervisor's countersign. */
  readonly standing: Row<'determinations'> | undefined
  /** Those before it, the oldest first. */
  readonly before: readonly Row<'determinations'>[]
}

/** [X8] A returned one does not stand: the member is to be determined anew. */
export async function findDetermined(
  db: Kysely<Tables>,
  appointment: string,
): Promise<(member: string) => Determined> {
  const rows = await db
    .selectFrom('determinations')
    .selectAll()
    .where('appointmentId', '=', appointment)
    .orderBy('determinedAt')
    .orderBy('id')
    .execute()
  const isStanding = (row: Row<'determinations'>) =>
    row.replacedBy === null && row.countersign !== 'returned'
  return (member) => {
    const own = rows.filter((row) => row.memberId === member)
    return { standing: own.find(isStanding), before: own.filter((row) => !isStanding(row)) }
  }
}

/** The lane to which an appointment was called last, or null. */
export async function findLane(db: Kysely<Tables>, appointment: string): Promise<number | null> {
  const row = await db
    .selectFrom('calls')
    .select('lane')
    .where('appointmentId', '=', appointment)
    .orderBy('calledAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.lane ?? null
}

/**
 * A fingerprint of all that one group's screen shows, of an appointment of this port and day, or
 * null: it changes with a note, with whom somebody was taken for, with what holds it and all else.
 * Consoles ask every two seconds: it touches no sealed byte but the words of who holds it.
 * Hexadecimal, 32 characters.
 */
export async function findOpenVersion(
  db: Kysely<Tables>,
  { port, day, now }: PortDay,
  appointment: string,
): Promise<string | null> {
  const own = sql`appointment_id = one.id`
  const { rows } = await sql<{ version: string }>`
    select md5(concat_ws('|',
      concat_ws(' ', one.slot_id, one.state, one.version, one.size, one.number,
        slots.starts_at < ${at(now)}, groups.attested_at, groups.language),
      (select count(*) from corrections where group_id = one.group_id),
      (select count(*) from desk_notes where group_id = one.group_id),
      (select string_agg(concat_ws(' ', id, photo, photo_id), ';' order by id) from members
        where group_id = one.group_id and left_at is null),
      (select concat_ws(' ', count(*), count(photo_id), max(photo_at)) from presences where ${own}),
      (select concat_ws(' ', count(*), max(compared_at)) from comparisons where ${own}),
      (select count(*) from identities where ${own}),
      (select concat_ws(' ', count(*), count(replaced_by), count(countersigned_at))
        from determinations where ${own}),
      (select count(*) from calls where ${own}),
      (select string_agg(concat_ws(' ', id, md5(sealed_held)), ';' order by id) from questions
        where ${own} and settled_at is null)
    )) as version
    from appointments one join slots on slots.id = one.slot_id join groups on groups.id = one.group_id
    where one.id = ${appointment} and slots.port = ${port} and slots.day = ${day}`.execute(db)
  return rows[0]?.version ?? null
}
