// Seals in SQL. Records carry the id of the transaction that wrote them. Neither ids nor times say
// which records may still come: only that every transaction below the oldest running one is over.
//
// After a dump is restored into another cluster its transaction ids begin low again: raise them
// above the last seal’s (docs/operations.md), else new records would fall among
// sealed ones. `verify-records` shows that it happened.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

const batchSize = 5_000

export async function findLastSeal(db: Kysely<Tables>): Promise<Row<'seals'> | undefined> {
  return await db.selectFrom('seals').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst()
}

/** [Z2] The oldest transaction that still runs: all below it are over and can be seen. */
export async function findSealBound(tx: Tx): Promise<string> {
  const { rows } = await sql<{ bound: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as bound`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('the database named no oldest transaction')
  return row.bound
}

/** Records with `from` <= xid < `below`, in the order of (xid, id), a batch at a time. */
export async function* recordsBetween(
  db: Kysely<Tables>,
  from: string,
  below: string,
): AsyncGenerator<Row<'records'>[]> {
  let last: Row<'records'> | undefined
  for (;;) {
    let query = db
      .selectFrom('records')
      .selectAll()
      .where('xid', '>=', sql<string>`${from}::xid8`)
      .where('xid', '<', sql<string>`${below}::xid8`)
      .orderBy('xid')
      .orderBy('id')
      .limit(batchSize)
    if (last) {
      const { xid, id } = last
      query = query.where(sql<boolean>`(xid, id) > (${xid}::xid8, ${id}::bigint)`)
    }
    const batch = await query.execute()
    if (batch.length > 0) yield batch
    if (batch.length < batchSize) return
    last = batch.at(-1)
  }
}

/** Breaks the primary key where another server sealed meanwhile: the door then starts over. */
export async function insertSeal(
  tx: Tx,
  seal: Omit<Row<'seals'>, 'sealedAt'>,
  now: number,
): Promise<void> {
  await tx
    .insertInto('seals')
    .values({ ...seal, sealedAt: at(now) })
    .execute()
}

/** Every seal, the first one first. */
export async function listSeals(db: Kysely<Tables>): Promise<Row<'seals'>[]> {
  return await db.selectFrom('seals').selectAll().orderBy('id').execute()
}

/** How many records no seal holds yet. */
export async function countUnsealed(db: Kysely<Tables>, from: string): Promise<number> {
  const { count } = await db
    .selectFrom('records')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('xid', '>=', sql<string>`${from}::xid8`)
    .executeTakeFirstOrThrow()
  return count
}
