// Suspensions of the programme in SQL. One planner proposes, another does it; at most one is in
// force (`one_suspension_at_a_time`). What a suspension does to places and groups is written here
// as sets, since it may reach everybody who waits.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type InForce = {
  readonly id: string
  /** The first day without appointments, on each port's own calendar. */
  readonly fromDay: string
  /** In the planner's words, for everybody. */
  readonly reason: string
  readonly approvedAt: number
}

/** [N6] The suspension in force, if there is one: approved and not ended, even if its day is to come. */
export async function findSuspension(db: Kysely<Tables>): Promise<InForce | undefined> {
  const row = await db
    .selectFrom('suspensions')
    .select(['id', 'fromDay', 'reason', 'approvedAt'])
    .where('approvedAt', 'is not', null)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return row && { ...row, approvedAt: row.approvedAt ?? 0 }
}

/** The suspension that is proposed or in force. */
export async function findOpenSuspension(
  db: Kysely<Tables>,
): Promise<Row<'suspensions'> | undefined> {
  return await db
    .selectFrom('suspensions')
    .selectAll()
    .where('endedAt', 'is', null)
    .orderBy('proposedAt', 'desc')
    .executeTakeFirst()
}

/** [N1] Waits for other planners who are at it, so that two at once cannot both be the only one. */
export async function lockSuspensions(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('suspensions', 0))`.execute(tx)
}

/** [N6] Keeps a suspension from being decided while places open; does not wait for other openings. */
export async function shareSuspensions(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('suspensions', 0))`.execute(tx)
}

export async function lockSuspension(tx: Tx, id: string): Promise<Row<'suspensions'> | undefined> {
  return await tx
    .selectFrom('suspensions')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export type NewSuspension = Pick<
  Row<'suspensions'>,
  'id' | 'fromDay' | 'reason' | 'proposedBy' | 'proposedAt'
>

export async function insertSuspension(tx: Tx, row: NewSuspension): Promise<void> {
  await tx
    .insertInto('suspensions')
    .values({ ...row, proposedAt: at(row.proposedAt) })
    .execute()
}

/** Writes who approved or ended it, and when. */
export async function markSuspension(
  tx: Tx,
  id: string,
  done: 'approved' | 'ended',
  by: string,
  now: number,
): Promise<void> {
  const set =
    done === 'approved'
      ? { approvedBy: by, approvedAt: at(now) }
      : { endedBy: by, endedAt: at(now) }
  await tx.updateTable('suspensions').set(set).where('id', '=', id).execute()
}
