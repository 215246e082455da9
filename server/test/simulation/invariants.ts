// What has to hold after every act, looked up in the database itself.

import { ports } from '@garita/domain/port'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../src/database/tables.ts'
import { recordBytes, requestAt } from '../../src/draw/record.ts'
import { readWhole } from '../../src/store/draw-files.ts'
import { findClusters } from '../../src/store/shared-travelers.ts'
import { wrongSums } from '../sums.ts'

export type Watch = {
  /** What is wrong now, in words; none where all is well. */
  look(): Promise<readonly string[]>
}

/** @param acts how many acts were performed so far, each counted once. */
export function watch(db: Kysely<Tables>, acts: () => number): Watch {
  const registered = new Map<string, number>()
  const drawsSeen = new Set<string>()

  /** Registration dates never change, whatever happens to a group. */
  async function changedDates(): Promise<string[]> {
    const rows = await db.selectFrom('groups').select(['id', 'registeredAt']).execute()
    const changed = rows.filter(
      (row) => (registered.get(row.id) ?? row.registeredAt) !== row.registeredAt,
    )
    for (const row of rows) registered.set(row.id, row.registeredAt)
    return changed.map((row) => `the registration date of ${row.id} changed`)
  }

  /** Each act is recorded once. */
  async function miscounted(): Promise<string[]> {
    const { count } = await db
      .selectFrom('records')
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count === acts() ? [] : [`${acts()} acts were performed and ${count} recorded`]
  }

  /** Groups that share a traveler have one ticket between them. */
  async function doubleTickets(): Promise<string[]> {
    const rows = await db.selectFrom('draws').select('id').where('state', '=', 'frozen').execute()
    const fresh = rows.filter((row) => !drawsSeen.has(row.id))
    const wrong: string[] = []
    for (const { id } of fresh) {
      drawsSeen.add(id)
      const groups = await groupsIn(db, id)
      const clusters = await findClusters(db)
      const people = groups.map((group) => clusters.get(group) ?? group)
      if (new Set(people).size < people.length) wrong.push(`draw ${id} has two tickets of a person`)
    }
    return wrong
  }

  return {
    look: async () => [
      ...(await wrongSums(db)).map((row) => `places do not agree: ${JSON.stringify(row)}`),
      ...(await brokenRules(db)),
      ...(await changedDates()),
      ...(await miscounted()),
      ...(await doubleTickets()),
    ],
  }
}

async function groupsIn(db: Kysely<Tables>, draw: string): Promise<string[]> {
  const bytes = await readWhole(db, draw, 'entries.bin')
  const ids: string[] = []
  for (let at = 0; at < bytes.length; at += recordBytes) {
    ids.push(bytes.subarray(at + requestAt, at + requestAt + 16).toString('hex'))
  }
  const rows = await db
    .selectFrom('requests')
    .select('groupId')
    .where(sql<string>`replace(id::text, '-', '')`, '=', sql<string>`any(${ids}::text[])`)
    .execute()
  return rows.map((row) => row.groupId)
}

/** Rules about rows that can be asked of all of them at once, each with its sentence. */
async function brokenRules(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'a group has two live appointments: ' || group_id as what from appointments
      where state in ('standing', 'displaced', 'arrived') group by group_id having count(*) > 1
    union all
    select 'an appointment is not as large as its group: ' || appointments.id
      from appointments join groups on groups.id = group_id
      where state in ('standing', 'arrived') and appointments.size <> groups.size
    union all
    select 'an open offer is not as large as its group: ' || offers.id
      from offers join groups on groups.id = group_id
      where state = 'open' and offers.size <> groups.size
    union all
    select 'a group has an appointment and a draw''s offer: ' || offers.group_id
      from offers join appointments on appointments.group_id = offers.group_id
      where offers.state = 'open' and appointments.state in ('standing', 'arrived')
    union all
    select 'a request is offered without an open offer: ' || requests.id from requests
      where state = 'offered' and not exists (
        select from offers where request_id = requests.id and offers.state = 'open')
    union all
    select 'an open offer has a request that is not offered: ' || offers.id
      from offers join requests on requests.id = request_id
      where offers.state = 'open' and requests.state <> 'offered'
    union all
    select 'a group stands at a port that it ruled out: ' || offers.id
      from offers join requests on requests.id = request_id join slots on slots.id = slot_id
      where slots.port = any(ruled_out)
    union all
    select 'a member of a held group was determined: ' || decided.id
      from determinations decided join questions on questions.holds
        and questions.appointment_id = decided.appointment_id
        and questions.raised_at < decided.determined_at
        and (questions.settled_at is null or questions.settled_at > decided.determined_at)
      where not exists (select from determinations was where was.replaced_by = decided.id)
    union all
    select 'two groups have one number: ' || port || ' ' || day || ' ' || number
      from appointments join slots on slots.id = slot_id where number is not null
      group by port, day, number having count(*) > 1
    union all
    select 'who came has no number: ' || appointments.id from appointments
      where number is null and exists (
        select from presences where appointment_id = appointments.id)
    union all
    select 'two determinations of one member count: ' || member_id from determinations
      where replaced_by is null and countersign in ('not-needed', 'confirmed')
      group by appointment_id, member_id having count(*) > 1
    union all
    select 'who did not come was determined: ' || determinations.id from determinations
      where not exists (select from presences
        where presences.appointment_id = determinations.appointment_id
          and presences.member_id = determinations.member_id)
    union all
    select 'a draw gave more than it had: ' || slot_id from draw_slots where given > places
    union all
    select 'somebody is excepted of whom nobody said who they are: ' || determinations.id
      from determinations where outcome = 'excepted' and not exists (
        select from identities where identities.appointment_id = determinations.appointment_id
          and identities.member_id = determinations.member_id and verdict <> 'not-same')
    union all
    select 'an appointment was done on its day while a countersign was awaited: ' || appointments.id
      from appointments join determinations on appointment_id = appointments.id
      join slots on slots.id = slot_id
      join unnest(${ports.map(({ code }) => code)}::text[], ${ports.map(({ zone }) => zone)}::text[])
        as clocks (port, zone) on clocks.port = slots.port
      where state = 'done' and countersign = 'awaited' and replaced_by is null
        and (changed_at at time zone clocks.zone)::date <= slots.day
    union all
    select 'a group is still being received two days later: ' || appointments.id
      from appointments join slots on slots.id = slot_id
      where state = 'arrived' and starts_at + interval '48 hours' < (select max(at) from records)
    union all
    select 'a question still holds a group two days later: ' || questions.id
      from questions where holds and settled_at is null
        and raised_at + interval '48 hours' < (select max(at) from records)
    union all
    select 'criteria are counted of other people than those who count' from (
      select (select coalesce(sum(people), 0) from criteria_counts where criterion = 'illness') as of,
        (select count(*) from determinations where replaced_by is null
          and countersign in ('not-needed', 'confirmed')) as people) as counts
      where counts.of <> counts.people`.execute(db)
  return rows.map((row) => row.what)
}
