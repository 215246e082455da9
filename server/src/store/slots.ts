// Slots in SQL. Locks are taken in the order of the ids, always, so that two batches cannot wait
// for each other.

import type { Slot } from '@garita/domain/slot'
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
