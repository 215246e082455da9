// Taking a group over by its recovery code: finding it, counting tries, changing who holds it.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

/** The group of this code, locked. A code that was used up finds nothing. */
export async function lockGroupByRecovery(tx: Tx, mac: Buffer): Promise<Row<'groups'> | undefined> {
  return await tx
    .selectFrom('groups')
    .selectAll()
    .where('recoveryMac', '=', mac)
    .forUpdate()
    .executeTakeFirst()
}

/** Counts one try more on a day and gives how many there were, this one included. */
export async function countTry(tx: Tx, what: string, day: string): Promise<number> {
  const { count } = await tx
    .insertInto('tries')
    .values({ what, day, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['what', 'day']).doUpdateSet({ count: sql<number>`tries.count + 1` }),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  return count
}

/** Who holds a group, or will once a wait is over. */
export async function findHolders(
  db: Kysely<Tables>,
  group: string,
  now: number,
): Promise<Row<'accountGroups'>[]> {
  return await db
    .selectFrom('accountGroups')
    .selectAll()
    .where('groupId', '=', group)
    .where((when) => when.or([when('endedAt', 'is', null), when('endedAt', '>', at(now))]))
    .execute()
}

export type TakeOver = {
  readonly group: string
  readonly account: string
  readonly now: number
  /** When the new holder may begin, and every older one ends. */
  readonly opensAt: number
  /** [V4] Of the next code; the one that was used finds the group no more. */
  readonly recoveryMac: Buffer
}

/** Those who hold the group go on until the wait is over; a take-over that still waits ends now. */
export async function takeOver(tx: Tx, to: TakeOver): Promise<void> {
  const [now, opensAt] = [at(to.now), at(to.opensAt)]
  await sql`
    update account_groups
    set ended_at = case when opens_at > ${now} then ${now}
      else least(coalesce(ended_at, ${opensAt}), ${opensAt}) end
    where group_id = ${to.group} and account_id <> ${to.account}
      and (ended_at is null or ended_at > ${now})`.execute(tx)
  await tx
    .insertInto('accountGroups')
    .values({ accountId: to.account, groupId: to.group, since: now, opensAt })
    .onConflict((conflict) =>
      conflict.columns(['accountId', 'groupId']).doUpdateSet({ opensAt, endedAt: null }),
    )
    .execute()
  await tx
    .updateTable('groups')
    .set({ recoveryVersion: sql<number>`recovery_version + 1`, recoveryMac: to.recoveryMac })
    .where('id', '=', to.group)
    .execute()
}
