// What a closure has to know and to write, in SQL. A closure may hit hundreds of groups: everything
// is read and written as sets. Locks in the order of the house: groups, slots, offers, appointments.

import type { Appointment } from '@garita/domain/appointment'
import type { Held } from '@garita/domain/closure'
import type { Slot } from '@garita/domain/slot'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'
import { slotColumns } from './slots.ts'

/** Appointments that stand and open offers in these slots, each with its group's latest wishes. */
export async function findHeld(db: Kysely<Tables>, slots: readonly string[]): Promise<Held[]> {
  const ids = [...slots]
  const { rows } = await sql<Held>`
    with held as (
      select 'appointment' as what, id, group_id, size, slot_id, made_at,
        null::timestamptz as expires_at
      from appointments where slot_id = any(${ids}::text[]) and state = 'standing'
      union all
      select 'offer', id, group_id, size, slot_id, made_at, expires_at
      from offers where slot_id = any(${ids}::text[]) and state = 'open'
    )
    select held.what, held.id, held.group_id as "group", held.size, held.slot_id as slot,
      held.made_at as given_at, groups.registered_at, held.expires_at,
      coalesce(latest.ports, '{}') as ports, coalesce(latest.ruled_out, '{}') as ruled_out,
      exists (
        select from offers where offers.group_id = held.group_id and offers.state = 'open'
      ) as has_offer
    from held
    join groups on groups.id = held.group_id
    left join lateral (
      select ports, ruled_out from requests
      where requests.group_id = held.group_id
      order by made_at desc, id limit 1
    ) latest on true
    order by held.id`.execute(db)
  return rows
}

/** These slots, and every other one that starts after `now` on days up to `lastDay`; not locked. */
export async function findRooms(
  db: Kysely<Tables>,
  ids: readonly string[],
  now: number,
  lastDay: string,
): Promise<Slot[]> {
  return await db
    .selectFrom('slots')
    .select(slotColumns)
    .where((slot) =>
      slot.or([
        slot('id', '=', sql<string>`any(${[...ids]}::text[])`),
        slot.and([slot('startsAt', '>', at(now)), slot('day', '<=', lastDay)]),
      ]),
    )
    .orderBy('startsAt')
    .orderBy('id')
    .execute()
}

/** [H5] What a frozen draw gives out of each slot's waiting places. */
export async function findFrozenPlaces(db: Kysely<Tables>): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('drawSlots')
    .innerJoin('draws', 'draws.id', 'drawSlots.draw')
    .select(['drawSlots.slotId', 'drawSlots.places'])
    .where('draws.state', '=', 'frozen')
    .execute()
  return new Map(rows.map((row) => [row.slotId, row.places]))
}

/** Of these appointments those that stand, locked in the order of their ids. */
export async function lockStanding(tx: Tx, ids: readonly string[]): Promise<Row<'appointments'>[]> {
  return await tx
    .selectFrom('appointments')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids].sort()}::uuid[])`)
    .where('state', '=', 'standing')
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Writes what a rule made of these appointments. */
export async function updateAppointments(
  tx: Tx,
  rows: readonly Appointment[],
  now: number,
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update appointments set slot_id = new.slot, version = new.version, state = new.state,
      changed_at = ${at(now)}
    from unnest(
      ${rows.map((one) => one.id)}::uuid[],
      ${rows.map((one) => one.slot)}::text[],
      ${rows.map((one) => one.version)}::int[],
      ${rows.map((one) => one.state)}::text[]
    ) as new (id, slot, version, state)
    where appointments.id = new.id`.execute(tx)
}

/** [H10] Open offers that are now of another slot; they end when they would have. */
export async function moveOffers(
  tx: Tx,
  offers: readonly { readonly id: string; readonly slot: string }[],
): Promise<void> {
  if (offers.length === 0) return
  await sql`
    update offers set slot_id = new.slot
    from unnest(
      ${offers.map((one) => one.id)}::uuid[],
      ${offers.map((one) => one.slot)}::text[]
    ) as new (id, slot)
    where offers.id = new.id`.execute(tx)
}

/** How many groups have an appointment that counts, or an open offer, in each of these slots. */
export async function countHolders(
  db: Kysely<Tables>,
  slots: readonly string[],
): Promise<Map<string, number>> {
  const ids = [...slots]
  const { rows } = await sql<{ slotId: string; groups: number }>`
    select slot_id, count(*) as groups from (
      select slot_id from appointments
      where slot_id = any(${ids}::text[]) and state not in ('cancelled', 'displaced')
      union all
      select slot_id from offers where slot_id = any(${ids}::text[]) and state = 'open'
    ) held group by slot_id`.execute(db)
  return new Map(rows.map((row) => [row.slotId, row.groups]))
}
