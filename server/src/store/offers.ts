// Offers in SQL. A group has at most one open one (`one_open_offer_a_group`), and its places count
// as taken in the slot. Locked after groups and slots, before appointments.

import type { Offer } from '@garita/domain/offer'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type NewOffer = Omit<Row<'offers'>, 'state' | 'answeredAt'>

/** An open offer with where and when it is. */
export type PlacedOffer = Row<'offers'> & Pick<Row<'slots'>, 'port' | 'startsAt'>

/** Writes open offers; the caller counts their places as taken. */
export async function insertOffers(tx: Tx, rows: readonly NewOffer[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into offers (id, group_id, slot_id, size, state, because, draw, rank, request_id,
      appointment_id, made_at, expires_at)
    select id, group_id, slot_id, size, 'open', because, draw, rank, request_id, appointment_id,
      made_at, expires_at
    from unnest(
      ${rows.map((one) => one.id)}::uuid[],
      ${rows.map((one) => one.groupId)}::uuid[],
      ${rows.map((one) => one.slotId)}::text[],
      ${rows.map((one) => one.size)}::int[],
      ${rows.map((one) => one.because)}::text[],
      ${rows.map((one) => one.draw)}::date[],
      ${rows.map((one) => one.rank)}::int[],
      ${rows.map((one) => one.requestId)}::uuid[],
      ${rows.map((one) => one.appointmentId)}::uuid[],
      ${rows.map((one) => new Date(one.madeAt).toISOString())}::timestamptz[],
      ${rows.map((one) => new Date(one.expiresAt).toISOString())}::timestamptz[]
    ) as fresh (id, group_id, slot_id, size, because, draw, rank, request_id, appointment_id,
      made_at, expires_at)`.execute(tx)
}

/** Of these offers those that are still open, locked in the order of their ids. */
export async function lockOpenOffers(tx: Tx, ids: readonly string[]): Promise<Row<'offers'>[]> {
  return await tx
    .selectFrom('offers')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids].sort()}::uuid[])`)
    .where('state', '=', 'open')
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** The open offer of each of these groups that has one, with its port and start; not locked. */
export async function findOpenOffers(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Map<string, PlacedOffer>> {
  const rows = await placed(db)
    .where('offers.groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .where('offers.state', '=', 'open')
    .execute()
  return new Map(rows.map((row) => [row.groupId, row]))
}

/** [O3] Open offers whose time is over at an instant, the oldest first; not locked. */
export async function findExpired(
  db: Kysely<Tables>,
  by: number,
  count: number,
): Promise<Row<'offers'>[]> {
  return await db
    .selectFrom('offers')
    .selectAll()
    .where('state', '=', 'open')
    .where('expiresAt', '<=', at(by))
    .orderBy('expiresAt')
    .orderBy('id')
    .limit(count)
    .execute()
}

/** These offers, open or over, by id; not locked. */
export async function findOffers(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<Map<string, Row<'offers'>>> {
  const rows = await db
    .selectFrom('offers')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** One offer of a group, open or over, with its port and start; not locked. */
export async function findOffer(
  db: Kysely<Tables>,
  group: string,
  id: string,
): Promise<PlacedOffer | undefined> {
  return await placed(db)
    .where('offers.groupId', '=', group)
    .where('offers.id', '=', id)
    .executeTakeFirst()
}

/** Writes how these offers ended, or another size of one that stays open. */
export async function updateOffers(
  tx: Tx,
  offers: readonly (Pick<Offer, 'id' | 'state'> & { readonly size?: number })[],
  now: number,
): Promise<void> {
  if (offers.length === 0) return
  await sql`
    update offers set state = new.state, size = coalesce(new.size, offers.size),
      answered_at = case when new.state = 'open' then null else ${at(now)} end
    from unnest(
      ${offers.map((one) => one.id)}::uuid[],
      ${offers.map((one) => one.state)}::text[],
      ${offers.map((one) => one.size ?? null)}::int[]
    ) as new (id, state, size)
    where offers.id = new.id`.execute(tx)
}

/** The row as the rules see it. */
export function offerOf(row: Row<'offers'>): Offer {
  const { id, groupId: group, slotId: slot, size, state, expiresAt } = row
  return { id, group, slot, size, state, expiresAt }
}

function placed(db: Kysely<Tables>) {
  return db
    .selectFrom('offers')
    .innerJoin('slots', 'slots.id', 'offers.slotId')
    .selectAll('offers')
    .select(['slots.port', 'slots.startsAt'])
}
