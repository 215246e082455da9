// Groups in SQL, and the accounts that hold them. An account may hold several groups (a shelter's
// one phone) and a group several accounts; a take-over may open later and ends the older holders.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type NewGroup = Pick<
  Row<'groups'>,
  'id' | 'keyId' | 'registeredAt' | 'language' | 'size' | 'sealed' | 'recoveryMac'
>

/** Writes a new group and its first holder; without one it can be taken over by its code alone. */
export async function insertGroup(tx: Tx, group: NewGroup, account: string | null): Promise<void> {
  const registeredAt = at(group.registeredAt)
  await tx
    .insertInto('groups')
    .values({ ...group, registeredAt })
    .execute()
  if (account === null) return
  await tx
    .insertInto('accountGroups')
    .values({ accountId: account, groupId: group.id, since: registeredAt, opensAt: registeredAt })
    .execute()
}

/**
 * How many groups an account holds. Waits for other registrations of the same account, so that two
 * at once cannot both be the last one allowed.
 */
export async function countGroupsOf(tx: Tx, account: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${account}, 0))`.execute(tx)
  const { count } = await tx
    .selectFrom('accountGroups')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('accountId', '=', account)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** A group as an account holds it: from `opensAt` on. */
export type HeldGroup = Row<'groups'> & { readonly opensAt: number }

/** The groups that each account holds now or will once a wait is over, the newest first, at most 100. */
export async function findGroupsOf(
  db: Kysely<Tables>,
  accounts: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, readonly HeldGroup[]>> {
  const { rows } = await sql<HeldGroup & { account: string }>`
    select held.*, wanted.account
    from unnest(${accounts}::text[]) as wanted (account)
    cross join lateral (
      select groups.*, account_groups.opens_at
      from account_groups
      join groups on groups.id = account_groups.group_id
      where account_groups.account_id = wanted.account
        and (account_groups.ended_at is null or account_groups.ended_at > ${at(now)})
      order by groups.registered_at desc, groups.id
      limit 100
    ) as held
    order by held.registered_at desc, held.id
  `.execute(db)
  return Map.groupBy(rows, ({ account }) => account)
}

/** The id of a group's key, of an erased group too; undefined where there never was such a group. */
export async function findKeyId(db: Kysely<Tables>, group: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('groups')
    .select('keyId')
    .where('id', '=', group)
    .executeTakeFirst()
  return row?.keyId
}

/** The id of the key of a group that exists, erased or not. */
export async function getKeyId(db: Kysely<Tables>, group: string): Promise<string> {
  const keyId = await findKeyId(db, group)
  if (keyId === undefined) throw new Error('there is no such group')
  return keyId
}

/** A group by its id, locked, for what reaches it otherwise than through the door. */
export async function lockGroup(tx: Tx, id: string): Promise<Row<'groups'> | undefined> {
  return await tx
    .selectFrom('groups')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

type Change = Partial<
  Pick<
    Row<'groups'>,
    | 'language'
    | 'size'
    | 'sealed'
    | 'pressing'
    | 'photosDecided'
    | 'attestedLanguage'
    | 'attestedRules'
    | 'verdict'
    | 'verdictState'
    | 'verdictAccuracyMeters'
    | 'verdictSettled'
    | 'verdictSettled'
  >
> & { readonly attestedAt?: number | null; readonly verdictAt?: number }

/** Changes a group. What may never change (id, key, registration date) is not among it. */
export async function updateGroup(tx: Tx, id: string, change: Change): Promise<void> {
  const { attestedAt, verdictAt, ...plain } = change
  await tx
    .updateTable('groups')
    .set({
      ...plain,
      ...(attestedAt === undefined ? {} : { attestedAt: attestedAt && at(attestedAt) }),
      ...(verdictAt === undefined ? {} : { verdictAt: at(verdictAt) }),
    })
    .where('id', '=', id)
    .execute()
}

export type NewCorrection = Pick<
  Row<'corrections'>,
  'groupId' | 'at' | 'accountId' | 'fields' | 'sealed'
>

/** [G8] The history: which fields changed when, by whom; what stood in them is sealed. */
export async function insertCorrection(tx: Tx, row: NewCorrection): Promise<void> {
  await tx
    .insertInto('corrections')
    .values({ ...row, at: at(row.at) })
    .execute()
}

/** The latest thousand corrections of a group, the newest first. */
export async function findCorrections(
  db: Kysely<Tables>,
  group: string,
): Promise<Pick<Row<'corrections'>, 'at' | 'fields'>[]> {
  return await db
    .selectFrom('corrections')
    .select(['at', 'fields'])
    .where('groupId', '=', group)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()
}
