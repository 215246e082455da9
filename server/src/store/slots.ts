// Slots in SQL. Locks are taken in the order of the ids, always, so that two batches cannot wait
// for each other.

import { portOf } from '@garita/domain/port'
import type { Slot } from '@garita/domain/slot'
import { dayOf } from '@garita/domain/time'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import type { Tables } from '../database/tables.ts'

export const slotColumns = [
  'id',
  'port',
  'startsAt',
  'places',
  'taken',
  'waiting',
  'urgent',
  'drawnAt',
  'kind',
  'closedAt',
] as const

/** Locks these slots, those that exist, in the order of their ids. */
export async function lockSlots(tx: Tx, ids: readonly string[]): Promise<Slot[]> {
  const sorted = [...new Set(ids)].sort()
  return await tx
    .selectFrom('slots')
    .select(slotColumns)
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
    .select(slotColumns)
    .where('port', '=', port)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('startsAt')
    .execute()
}

/** [S14] Writes a slot's places of every kind, and whether it is closed or was drawn. */
export async function updateRoom(tx: Tx, slots: readonly Slot[]): Promise<void> {
  if (slots.length === 0) return
  await sql`
    update slots set places = new.places, taken = new.taken, waiting = new.waiting,
      urgent = new.urgent, drawn_at = new.drawn_at, closed_at = new.closed_at
    from unnest(
      ${slots.map((one) => one.id)}::text[],
      ${slots.map((one) => one.places)}::int[],
      ${slots.map((one) => one.taken)}::int[],
      ${slots.map((one) => one.waiting)}::int[],
      ${slots.map((one) => one.urgent)}::int[],
      ${slots.map((one) => instant(one.drawnAt))}::timestamptz[],
      ${slots.map((one) => instant(one.closedAt))}::timestamptz[]
    ) as new (id, places, taken, waiting, urgent, drawn_at, closed_at)
    where slots.id = new.id`.execute(tx)
}

/**
 * Opens slots, as `opened` in domain/src/room.ts makes them, and gives the ids of those that were
 * not there already; the others stay as they are.
 */
export async function insertSlots(
  tx: Tx,
  slots: readonly Slot[],
  now: number,
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into slots
      (id, port, day, starts_at, kind, places, waiting, urgent, drawn_at, closed_at, opened_at)
    select *, ${new Date(now).toISOString()}::timestamptz from unnest(
      ${slots.map((one) => one.id)}::text[],
      ${slots.map((one) => one.port)}::text[],
      ${slots.map((one) => dayOf(one.startsAt, portOf(one.port)?.zone ?? 'UTC'))}::date[],
      ${slots.map((one) => new Date(one.startsAt).toISOString())}::timestamptz[],
      ${slots.map((one) => one.kind)}::text[],
      ${slots.map((one) => one.places)}::int[],
      ${slots.map((one) => one.waiting)}::int[],
      ${slots.map((one) => one.urgent)}::int[],
      ${slots.map((one) => instant(one.drawnAt))}::timestamptz[],
      ${slots.map((one) => instant(one.closedAt))}::timestamptz[])
    on conflict do nothing
    returning id`.execute(tx)
  return new Set(rows.map((row) => row.id))
}

/** [S18] Places of these slots that a running draw gives out: frozen, and not yet published. */
export async function findFrozenPlaces(
  db: Kysely<Tables>,
  slots: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('drawSlots')
    .innerJoin('draws', 'draws.id', 'drawSlots.draw')
    .select(['drawSlots.slotId', 'drawSlots.places'])
    .where('draws.state', '=', 'frozen')
    .where('drawSlots.slotId', '=', sql<string>`any(${[...slots]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.slotId, row.places]))
}

/** One slot, not locked. */
export async function findSlot(db: Kysely<Tables>, id: string): Promise<Slot | undefined> {
  return await db.selectFrom('slots').select(slotColumns).where('id', '=', id).executeTakeFirst()
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
