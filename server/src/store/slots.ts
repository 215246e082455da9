// Slots in SQL. Locks are taken in the order of the ids, always, so that two batches cannot wait
// for each other.

import { portOf } from '@garita/domain/port'
import type { NewSlot, Slot } from '@garita/domain/slot'
import { dayOf } from '@garita/domain/time'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import type { Tables } from '../database/tables.ts'

const columns = ['id', 'port', 'startsAt', 'places', 'taken', 'kind', 'closedAt'] as const

/** Locks these slots, those that exist, in the order of their ids. */
export async function lockSlots(tx: Tx, ids: readonly string[]): Promise<Slot[]> {
  const sorted = [...new Set(ids)].sort()
  return await tx
    .selectFrom('slots')
    .select(columns)
    .where('id', '=', sql<string>`any(${sorted}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Slots of a port between two days of its own calendar, both included. */
export async function findSlots(
  db: Kysely<Tables>,
  port: string,
  from: string,
  to: string,
): Promise<Slot[]> {
  return await db
    .selectFrom('slots')
    .select(columns)
    .where('port', '=', port)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('startsAt')
    .execute()
}

/** [S1] Writes how many places are taken now; the constraint `slot_never_overfull` holds it. */
export async function updateTaken(tx: Tx, slots: readonly Pick<Slot, 'id' | 'taken'>[]) {
  if (slots.length === 0) return
  await sql`
    update slots set taken = new.taken
    from unnest(${slots.map((one) => one.id)}::text[], ${slots.map((one) => one.taken)}::int[])
      as new (id, taken)
    where slots.id = new.id and slots.taken <> new.taken`.execute(tx)
}

/** Opens slots and gives the ids of those that were not there already; the others stay as they are. */
export async function insertSlots(
  tx: Tx,
  slots: readonly (NewSlot & { readonly id: string })[],
  now: number,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into slots (id, port, day, starts_at, kind, places, opened_at)
    select *, ${new Date(now).toISOString()}::timestamptz from unnest(
      ${slots.map((one) => one.id)}::text[],
      ${slots.map((one) => one.port)}::text[],
      ${slots.map((one) => dayOf(one.startsAt, portOf(one.port)?.zone ?? 'UTC'))}::date[],
      ${slots.map((one) => new Date(one.startsAt).toISOString())}::timestamptz[],
      ${slots.map((one) => one.kind)}::text[],
      ${slots.map((one) => one.places)}::int[])
    on conflict do nothing
    returning id`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

/** One slot, not locked. */
export async function findSlot(db: Kysely<Tables>, id: string): Promise<Slot | undefined> {
  return await db.selectFrom('slots').select(columns).where('id', '=', id).executeTakeFirst()
}
