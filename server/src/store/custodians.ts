// Custodians in SQL: their names, what they committed to, and what they revealed. Which commitments
// count for a draw is said by its published `commitments.json` alone, which never changes.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'
import { readWhole } from './draw-files.ts'

/** A line of `commitments.json`: hashes are lower-case hexadecimal. */
export type Committed = { readonly name: string; readonly commitment: string }

/**
 * Whoever commits or closes commitments waits here for the other until its transaction ends, so
 * that nothing is committed to a draw that closes meanwhile.
 */
export async function lockCommitments(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('garita commitments', 0))`.execute(tx)
}

/** The public name of a custodian's account; undefined before it commits for the first time. */
export async function nameOfCustodian(
  db: Kysely<Tables>,
  account: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('custodians')
    .select('name')
    .where('accountId', '=', account)
    .executeTakeFirst()
  return row?.name
}

/** Whether another account has this public name. */
export async function isNameTaken(tx: Tx, name: string, account: string): Promise<boolean> {
  const row = await tx
    .selectFrom('custodians')
    .select('accountId')
    .where('name', '=', name)
    .where('accountId', '<>', account)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertCustodian(tx: Tx, account: string, name: string): Promise<void> {
  await tx
    .insertInto('custodians')
    .values({ accountId: account, name })
    .onConflict((conflict) => conflict.column('accountId').doNothing())
    .execute()
}

/** What an account committed to: the commitment by draw, from this draw on. */
export async function commitmentsBy(
  db: Kysely<Tables>,
  account: string,
  from = '0001-01-01',
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('commitments')
    .select(['draw', 'commitment'])
    .where('accountId', '=', account)
    .where('draw', '>=', from)
    .orderBy('draw')
    .execute()
  return new Map(rows.map((row) => [row.draw, row.commitment]))
}

export async function insertCommitments(
  tx: Tx,
  account: string,
  commitments: readonly { readonly draw: string; readonly commitment: string }[],
  now: number,
): Promise<void> {
  if (commitments.length === 0) return
  const committedAt = at(now)
  await tx
    .insertInto('commitments')
    .values(commitments.map((one) => ({ ...one, accountId: account, committedAt })))
    .execute()
}

/** Which of these draws have closed their commitments. */
export async function closedAmong(tx: Tx, draws: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('draws')
    .select('id')
    .where('id', '=', sql<string>`any(${[...draws]}::date[])`)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** What `commitments.json` of a draw names, in its order; none before it is published. */
export async function publishedCommitments(db: Kysely<Tables>, draw: string): Promise<Committed[]> {
  const text = (await readWhole(db, draw, 'commitments.json')).toString('utf8')
  if (text === '') return []
  return (JSON.parse(text) as { custodians: Committed[] }).custodians
}

/**
 * The secrets revealed for a draw, by the custodian's name. [M7] For the draw itself and for
 * telling who is missing: never to be shown before all are in.
 */
export async function revealsOf(db: Kysely<Tables>, draw: string): Promise<Map<string, Buffer>> {
  const rows = await db
    .selectFrom('reveals')
    .innerJoin('custodians', 'custodians.accountId', 'reveals.accountId')
    .select(['custodians.name', 'reveals.secret'])
    .where('reveals.draw', '=', draw)
    .execute()
  return new Map(rows.map((row) => [row.name, row.secret]))
}

/** The names of those whose secret is not in yet, in the order of `commitments.json`. */
export async function missingReveals(db: Kysely<Tables>, draw: string): Promise<string[]> {
  const revealed = await revealsOf(db, draw)
  const committed = await publishedCommitments(db, draw)
  return committed.map((one) => one.name).filter((name) => !revealed.has(name))
}

export async function insertReveal(
  tx: Tx,
  draw: string,
  account: string,
  secret: Buffer,
  now: number,
): Promise<void> {
  await tx
    .insertInto('reveals')
    .values({ draw, accountId: account, secret, revealedAt: at(now) })
    .onConflict((conflict) => conflict.columns(['draw', 'accountId']).doNothing())
    .execute()
}

/** Frozen draws, the oldest first. */
export async function frozenDraws(
  db: Kysely<Tables>,
): Promise<{ draw: string; frozenAt: number }[]> {
  const rows = await db
    .selectFrom('draws')
    .select(['id', 'frozenAt'])
    .where('state', '=', 'frozen')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ draw: row.id, frozenAt: row.frozenAt ?? 0 }))
}
