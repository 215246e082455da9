// [R14] Who opened a group out of their reach, and why, in SQL.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export async function insertGlass(tx: Tx, row: Row<'glasses'>): Promise<void> {
  await tx
    .insertInto('glasses')
    .values({ ...row, openedAt: at(row.openedAt), until: at(row.until) })
    .execute()
}

/** How many an account opened since an instant; others of the account wait until this one ends. */
export async function lockGlasses(tx: Tx, account: string, since: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('glasses'), hashtext(${account}))`.execute(tx)
  const { count } = await tx
    .selectFrom('glasses')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('accountId', '=', account)
    .where('openedAt', '>', at(since))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The open glass of an account on an appointment of a group, if there is one now. */
export async function findGlass(
  db: Kysely<Tables>,
  { account, group, appointment }: Record<'account' | 'group' | 'appointment', string>,
  now: number,
): Promise<Row<'glasses'> | undefined> {
  return await db
    .selectFrom('glasses')
    .selectAll()
    .where('accountId', '=', account)
    .where('groupId', '=', group)
    .where('appointmentId', '=', appointment)
    .where('until', '>', at(now))
    .orderBy('until', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export type ShownGlass = Row<'glasses'> & { readonly code: string; readonly keyId: string }

/** Those opened at these ports since an instant, the newest first. */
export async function findGlasses(
  db: Kysely<Tables>,
  ports: readonly string[],
  since: number,
  limit: number,
): Promise<ShownGlass[]> {
  return await db
    .selectFrom('glasses')
    .innerJoin('appointments', 'appointments.id', 'glasses.appointmentId')
    .innerJoin('groups', 'groups.id', 'glasses.groupId')
    .selectAll('glasses')
    .select(['appointments.code', 'groups.keyId'])
    .where('glasses.port', '=', sql<string>`any(${[...ports]}::text[])`)
    .where('glasses.openedAt', '>', at(since))
    .orderBy('glasses.openedAt', 'desc')
    .orderBy('glasses.id')
    .limit(limit)
    .execute()
}
