// Auditors' public findings on published draws, in SQL.

import { type Insertable, type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export async function hasCountersigned(tx: Tx, draw: string, account: string): Promise<boolean> {
  const row = await tx
    .selectFrom('countersignatures')
    .select('draw')
    .where('draw', '=', draw)
    .where('accountId', '=', account)
    .executeTakeFirst()
  return row !== undefined
}

/** The name under which this account signed before, and whether another account signs as `name`. */
export async function namesOfAuditors(
  tx: Tx,
  account: string,
  name: string,
): Promise<{ readonly own: string | undefined; readonly isTaken: boolean }> {
  // Two who begin with one name at the same moment wait for each other.
  await sql`select pg_advisory_xact_lock(hashtextextended('auditor names', 0))`.execute(tx)
  const rows = await tx
    .selectFrom('countersignatures')
    .select(['accountId', 'name'])
    .distinct()
    .where(({ eb, or }) => or([eb('accountId', '=', account), eb('name', '=', name)]))
    .execute()
  return {
    own: rows.find((row) => row.accountId === account)?.name,
    isTaken: rows.some((row) => row.accountId !== account),
  }
}

export async function insertCountersignature(
  tx: Tx,
  signed: Omit<Insertable<Tables['countersignatures']>, 'signedAt'>,
  now: number,
): Promise<void> {
  await tx
    .insertInto('countersignatures')
    .values({ ...signed, signedAt: at(now) })
    .execute()
}

/** What auditors found on a draw, in the order of signing. */
export async function countersignaturesOf(
  db: Kysely<Tables>,
  draw: string,
): Promise<Pick<Row<'countersignatures'>, 'name' | 'finding' | 'note' | 'signedAt'>[]> {
  return await db
    .selectFrom('countersignatures')
    .select(['name', 'finding', 'note', 'signedAt'])
    .where('draw', '=', draw)
    .orderBy('signedAt')
    .orderBy('accountId')
    .execute()
}
