// [R43] How often an account did what is limited by the hour, in SQL. Others of the same account wait
// until this transaction ends, so that none is counted past.

import { sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'

/** Groups without an appointment that an account received since an instant. */
export async function lockWalkIns(tx: Tx, account: string, since: number): Promise<number> {
  await lockAccount(tx, 'walk-ins', account)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from appointments
    where walk_in and made_at > ${at(since)} and exists (
      select from presences where appointment_id = appointments.id
        and by_account = ${account} and present_at = appointments.made_at)`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Acts done without a network that an account put before supervisors since an instant. */
export async function lockClashes(tx: Tx, account: string, since: number): Promise<number> {
  await lockAccount(tx, 'clashes', account)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from questions
    where raised_by = ${account} and raised_at > ${at(since)} and not holds`.execute(tx)
  return rows[0]?.count ?? 0
}

async function lockAccount(tx: Tx, what: string, account: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${what}), hashtext(${account}))`.execute(tx)
}
