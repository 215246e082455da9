// What a suspension does to slots, appointments, offers and those who wait, in SQL. It may reach
// everybody, so everything is done as sets.

import type { Plain } from '@garita/domain/decision'
import type { Slot } from '@garita/domain/slot'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { lockSlots } from './slots.ts'

export type Effects = {
  readonly slots: number
  readonly appointments: number
  readonly offers: number
  /** Requests that stand; they go on standing. */
  readonly requests: number
  readonly people: number
  /** Told, in all. */
  readonly groups: number
}

/** [N3] What suspending from a day on would do by what is on record now. */
export async function findEffects(
  db: Kysely<Tables>,
  fromDay: string,
  now: number,
): Promise<Effects> {
  const { rows } = await sql<Effects>`
    with hit as (${hitSlots(fromDay, now)}),
    seated as (
      select group_id from appointments join hit on hit.id = slot_id where state = 'standing'
    ),
    offered as (select group_id from offers join hit on hit.id = slot_id where state = 'open'),
    waiting as (select group_id from requests where state = 'standing'),
    told as (
      select group_id from seated union select group_id from offered
      union select group_id from waiting
    )
    select (select count(*) from hit) as slots, (select count(*) from seated) as appointments,
      (select count(*) from offered) as offers, (select count(*) from waiting) as requests,
      count(*) as groups, coalesce(sum(groups.size), 0)::bigint as people
    from told join groups on groups.id = told.group_id`.execute(db)
  const [row] = rows
  if (!row) throw new Error('an aggregate gives one row')
  return row
}

/** The groups with an appointment or an open offer that it takes, ascending; not locked. */
export async function findHitGroups(tx: Tx, fromDay: string, now: number): Promise<string[]> {
  const { rows } = await sql<{ groupId: string }>`
    with hit as (${hitSlots(fromDay, now)})
    select group_id from appointments join hit on hit.id = slot_id where state = 'standing'
    union select group_id from offers join hit on hit.id = slot_id where state = 'open'
    order by group_id`.execute(tx)
  return rows.map((row) => row.groupId)
}

/** The slots that it closes, locked in the order of their ids. */
export async function lockHitSlots(tx: Tx, fromDay: string, now: number): Promise<Slot[]> {
  const { rows } = await hitSlots(fromDay, now).execute(tx)
  return await lockSlots(
    tx,
    rows.map((row) => row.id),
  )
}

/** What lost its places: whose, which, and how many where. */
export type Lost = {
  readonly id: string
  readonly groupId: string
  readonly slotId: string
  readonly size: number
}

/** [N4] Appointments that stand in these slots, locked with their groups, are displaced. */
export async function displaceStanding(
  tx: Tx,
  slots: readonly string[],
  now: number,
): Promise<Lost[]> {
  const { rows } = await sql<Lost>`
    update appointments set state = 'displaced', changed_at = ${at(now)}
    where slot_id = any(${[...slots]}::text[]) and state = 'standing'
    returning id, group_id, slot_id, size`.execute(tx)
  return rows
}

/** [N4] Open offers of these slots are withdrawn, and their requests stand again. */
export async function withdrawOffers(
  tx: Tx,
  slots: readonly string[],
  now: number,
): Promise<Lost[]> {
  const { rows } = await sql<Lost>`
    with withdrawn as (
      update offers set state = 'withdrawn', answered_at = ${at(now)}
      where slot_id = any(${[...slots]}::text[]) and state = 'open'
      returning id, group_id, slot_id, size, request_id
    ), standing as (
      update requests set state = 'standing', changed_at = ${at(now)}
      from withdrawn where requests.id = withdrawn.request_id and requests.state = 'offered'
      returning requests.id
    )
    select id, group_id, slot_id, size from withdrawn`.execute(tx)
  return rows
}

/** [N7] Tells each group once what it lost, or that it waits on; gives how many. */
export async function tellSuspended(
  tx: Tx,
  facts: { readonly [key: string]: Plain },
  lost: { readonly appointments: readonly string[]; readonly offers: readonly string[] },
  now: number,
): Promise<number> {
  const { rows } = await sql`
    with lost as (
      select group_id, 'appointment' as lost
      from unnest(${[...lost.appointments]}::uuid[]) as seated (group_id)
      union all
      select group_id, 'offer' from unnest(${[...lost.offers]}::uuid[]) as offered (group_id)
      union all
      select group_id, 'request' from requests where state = 'standing'
    ), told as (select group_id, min(lost) as lost from lost group by group_id)
    insert into notices (id, group_id, kind, facts, made_at)
    select gen_random_uuid(), group_id, 'programme-suspended',
      ${JSON.stringify(facts)}::jsonb || jsonb_build_object('lost', lost), ${at(now)}
    from told
    returning id`.execute(tx)
  return rows.length
}

/** [N5] Tells those who were told of this suspension that it is over; gives how many. */
export async function tellResumed(
  tx: Tx,
  suspension: string,
  facts: { readonly [key: string]: Plain },
  now: number,
): Promise<number> {
  const { rows } = await sql`
    insert into notices (id, group_id, kind, facts, made_at)
    select gen_random_uuid(), group_id, 'programme-resumed', ${JSON.stringify(facts)}::jsonb, ${at(now)}
    from (
      select distinct group_id from notices
      where kind = 'programme-suspended' and facts ->> 'suspension' = ${suspension}
    ) told
    returning id`.execute(tx)
  return rows.length
}

function hitSlots(fromDay: string, now: number) {
  return sql<{ id: string }>`
    select id from slots
    where day >= ${fromDay}::date and starts_at > ${at(now)} and closed_at is null`
}
