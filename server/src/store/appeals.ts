// Appeals against a verdict on a location, in SQL. Covered by the group's lock: whoever appeals or
// settles holds the group's row.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type NewAppeal = Pick<
  Row<'appeals'>,
  'id' | 'groupId' | 'port' | 'sealedWords' | 'madeAt' | 'answerBy'
>

export async function insertAppeal(tx: Tx, row: NewAppeal): Promise<void> {
  const { madeAt, answerBy, ...plain } = row
  await tx
    .insertInto('appeals')
    .values({ ...plain, state: 'open', madeAt: at(madeAt), answerBy: at(answerBy) })
    .execute()
}

/** One appeal, open or settled, not locked. */
export async function findAppeal(
  db: Kysely<Tables>,
  id: string,
): Promise<Row<'appeals'> | undefined> {
  return await db.selectFrom('appeals').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The appeal that each of these groups made last, open or settled. */
export async function findLatestAppeals(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Map<string, Row<'appeals'>>> {
  const rows = await db
    .selectFrom('appeals')
    .distinctOn('groupId')
    .selectAll()
    .where('groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .orderBy('groupId')
    .orderBy('madeAt', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.groupId, row]))
}

/** Open appeals at these ports, what is to be answered first coming first. */
export async function findOpenAppeals(
  db: Kysely<Tables>,
  ports: readonly string[],
  limit: number,
): Promise<Row<'appeals'>[]> {
  return await db
    .selectFrom('appeals')
    .selectAll()
    .where('port', '=', sql<string>`any(${[...ports]}::text[])`)
    .where('state', '=', 'open')
    .orderBy('answerBy')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** [U9] How many there are in all. */
export async function countOpenAppeals(
  db: Kysely<Tables>,
  ports: readonly string[],
): Promise<number> {
  const { count } = await db
    .selectFrom('appeals')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('port', '=', sql<string>`any(${[...ports]}::text[])`)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function settleAppeal(
  tx: Tx,
  id: string,
  settled: {
    readonly verdict: 'in' | 'out'
    readonly sealedAnswer: Buffer | null
    readonly by: string
    readonly at: number
  },
): Promise<void> {
  const { verdict, sealedAnswer, by } = settled
  await tx
    .updateTable('appeals')
    .set({ state: 'settled', verdict, sealedAnswer, settledBy: by, settledAt: at(settled.at) })
    .where('id', '=', id)
    .execute()
}
