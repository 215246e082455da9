// What slots put into a draw and what it gave of them, in SQL.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'
import { slotColumns } from './slots.ts'

export type SlotOfDay = Pick<Row<'slots'>, 'day' | (typeof slotColumns)[number]>

/** Slots with places that wait, not closed, that start after `now`, between two of their own days. */
export async function lockWaitingSlots(
  tx: Tx,
  now: number,
  from: string,
  to: string,
): Promise<SlotOfDay[]> {
  return await tx
    .selectFrom('slots')
    .select([...slotColumns, 'day'])
    .where('waiting', '>', 0)
    .where('closedAt', 'is', null)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .where('startsAt', '>', at(now))
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Writes what is in a draw, in the order of `slots.ndjson`. */
export async function insertDrawSlots(
  tx: Tx,
  draw: string,
  slots: readonly { readonly id: string; readonly waiting: number }[],
): Promise<void> {
  if (slots.length === 0) return
  await sql`
    insert into draw_slots (draw, slot_id, position, places)
    select ${draw}, slot_id, position, places from unnest(
      ${slots.map((one) => one.id)}::text[],
      ${slots.map((_, position) => position)}::int[],
      ${slots.map((one) => one.waiting)}::int[]
    ) as fresh (slot_id, position, places)`.execute(tx)
}

/** In the order of `slots.ndjson`, with their ports. */
export async function findDrawSlots(
  db: Kysely<Tables>,
  draw: string,
): Promise<(Row<'drawSlots'> & { readonly port: string })[]> {
  return await db
    .selectFrom('drawSlots')
    .innerJoin('slots', 'slots.id', 'drawSlots.slotId')
    .selectAll('drawSlots')
    .select('slots.port')
    .where('draw', '=', draw)
    .orderBy('position')
    .execute()
}

/** Writes what the draw gave of each slot, in the order of `slots.ndjson`. */
export async function updateGiven(tx: Tx, draw: string, given: readonly number[]): Promise<void> {
  await sql`
    update draw_slots set given = new.given
    from unnest(${[...given]}::int[]) with ordinality as new (given, nth)
    where draw_slots.draw = ${draw} and draw_slots.position = new.nth - 1`.execute(tx)
}

export async function insertDrawPorts(tx: Tx, rows: readonly Row<'drawPorts'>[]): Promise<void> {
  if (rows.length > 0) await tx.insertInto('drawPorts').values(rows).execute()
}

/** How far each port reached in these draws, by port. */
export async function findDrawPorts(
  db: Kysely<Tables>,
  draws: readonly string[],
): Promise<Map<string, Row<'drawPorts'>[]>> {
  const rows = await db
    .selectFrom('drawPorts')
    .selectAll()
    .where('draw', '=', sql<string>`any(${[...draws]}::date[])`)
    .orderBy('port')
    .execute()
  return Map.groupBy(rows, (row) => row.draw)
}

/** What draws that wait for their secrets hold of each slot: places that nobody else may have. */
export async function findFrozenPlaces(db: Kysely<Tables>): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('drawSlots')
    .innerJoin('draws', 'draws.id', 'drawSlots.draw')
    .select(['drawSlots.slotId', 'drawSlots.places'])
    .where('draws.state', '=', 'frozen')
    .execute()
  return new Map(rows.map((row) => [row.slotId, row.places]))
}

export async function insertTurns(
  tx: Tx,
  draw: string,
  turns: readonly { readonly cluster: string; readonly request: string }[],
): Promise<void> {
  if (turns.length === 0) return
  const rows = turns.map(({ cluster, request }) => ({ draw, cluster, requestId: request }))
  await tx.insertInto('turns').values(rows).execute()
}
