// The waiting area in SQL: numbers of groups, from 1 each day at a port, and the calls to lanes.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

/**
 * [R8] The next number of a port's day. The row of the day is locked until the transaction ends:
 * many lanes wait for each other here for a moment, and no number is given twice.
 */
export async function nextNumber(tx: Tx, port: string, day: string): Promise<number> {
  const { last } = await tx
    .insertInto('arrivalNumbers')
    .values({ port, day, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['port', 'day'])
        .doUpdateSet({ last: sql<number>`arrival_numbers.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** [R8] The number of an appointment, given now where it has none; it keeps it for life. */
export async function numberOf(
  tx: Tx,
  row: Pick<Row<'appointments'>, 'id' | 'number'>,
  { port, day }: Pick<Row<'slots'>, 'port' | 'day'>,
  next: typeof nextNumber = nextNumber,
): Promise<number> {
  if (row.number !== null) return row.number
  const number = await next(tx, port, day)
  await tx.updateTable('appointments').set({ number }).where('id', '=', row.id).execute()
  return number
}

export async function insertCall(tx: Tx, row: Row<'calls'>): Promise<void> {
  await tx
    .insertInto('calls')
    .values({ ...row, calledAt: at(row.calledAt) })
    .execute()
}

export type Called = {
  readonly number: number
  readonly lane: number
  readonly calledAt: number
  readonly times: number
}

/** [R16] The latest call of each number called since an instant, the newest first. */
export async function findCalled(
  db: Kysely<Tables>,
  { port, day }: Pick<Row<'slots'>, 'port' | 'day'>,
  since: number,
  limit: number,
): Promise<Called[]> {
  const { rows } = await sql<Called>`
    select number, lane, called_at, times from (
      select distinct on (number) number, lane, called_at,
        count(*) over (partition by number)::int as times
      from calls where port = ${port} and day = ${day}
      order by number, called_at desc, id
    ) as latest
    where called_at > ${at(since)}
    order by called_at desc, number limit ${limit}`.execute(db)
  return rows
}
