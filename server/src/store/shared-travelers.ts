// Groups that seem to share a traveler, in SQL. Pairs follow the fingerprints in the transaction
// that writes those. Whoever writes the fingerprint of a person waits for whoever else does, so
// that of two groups that register the same person at once the later one sees the earlier.

import {
  clustersOf,
  type Match,
  type Pair,
  type PairChanges,
  sharingOf,
} from '@garita/domain/sharing'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

/**
 * Waits until nobody else is writing a fingerprint of one of these persons, and keeps others
 * waiting until this transaction ends. All at once and in order, so that no two wait for each other.
 * @param macs fingerprints that come and that go.
 */
export async function lockPersons(tx: Tx, macs: readonly Buffer[]): Promise<void> {
  // Two persons whose first 64 bits are equal share a lock: then somebody waits for nothing.
  const locks = [...new Set(macs.map((mac) => mac.readBigInt64BE(0)))].sort((a, b) =>
    a < b ? -1 : 1,
  )
  if (locks.length === 0) return
  await sql`
    select pg_advisory_xact_lock(of_person)
    from unnest(${locks.map(String)}::bigint[]) with ordinality as locks (of_person, nth)
    order by nth`.execute(tx)
}

/** The fingerprints of those who are in a group. */
export async function findMacs(tx: Tx, group: string): Promise<Buffer[]> {
  const rows = await tx
    .selectFrom('fingerprints')
    .select('mac')
    .where('groupId', '=', group)
    .execute()
  return rows.map((row) => row.mac)
}

/** [Q5] The groups with members who are, by their fingerprints, in this group too. */
export async function findMatches(tx: Tx, group: string): Promise<Match[]> {
  const { rows } = await sql<Match>`
    select other.group_id as other,
      array_agg(distinct mine.member_id) || array_agg(distinct other.member_id) as members
    from fingerprints mine
    join fingerprints other on other.mac = mine.mac and other.key_id = mine.key_id
      and other.group_id <> mine.group_id
    where mine.group_id = ${group}
    group by other.group_id
    order by other.group_id`.execute(tx)
  return rows
}

/** All pairs of these groups, settled or not. */
export async function findPairs(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Row<'sharedTravelers'>[]> {
  const these = sql<string>`any(${[...groups]}::uuid[])`
  return await db
    .selectFrom('sharedTravelers')
    .selectAll()
    .where((pair) => pair.or([pair('groupA', '=', these), pair('groupB', '=', these)]))
    .orderBy('groupA')
    .orderBy('groupB')
    .execute()
}

/** Writes what became of the pairs of a group. */
export async function updatePairs(
  tx: Tx,
  group: string,
  { found, kept, gone }: PairChanges,
  now: number,
): Promise<void> {
  for (const { other, members } of found) {
    const again = { foundAt: at(now), settledAt: null, settledBy: null, verdict: null, keep: null }
    await tx
      .insertInto('sharedTravelers')
      .values({ ...ordered(group, other), members: [...members], ...again })
      .onConflict((pair) =>
        pair.columns(['groupA', 'groupB']).doUpdateSet({ members: [...members], ...again }),
      )
      .execute()
  }
  for (const { other, members } of kept) {
    const { groupA, groupB } = ordered(group, other)
    await tx
      .updateTable('sharedTravelers')
      .set({ members: [...members] })
      .where('groupA', '=', groupA)
      .where('groupB', '=', groupB)
      .execute()
  }
  if (gone.length === 0) return
  const others = sql<string>`any(${[...gone]}::uuid[])`
  await tx
    .deleteFrom('sharedTravelers')
    .where((pair) =>
      pair.or([
        pair('groupA', '=', group).and('groupB', '=', others),
        pair('groupB', '=', group).and('groupA', '=', others),
      ]),
    )
    .execute()
}

/** One pair, in either order, locked. */
export async function lockPair(
  tx: Tx,
  one: string,
  other: string,
): Promise<Row<'sharedTravelers'> | undefined> {
  const { groupA, groupB } = ordered(one, other)
  return await tx
    .selectFrom('sharedTravelers')
    .selectAll()
    .where('groupA', '=', groupA)
    .where('groupB', '=', groupB)
    .forUpdate()
    .executeTakeFirst()
}

export async function settlePair(
  tx: Tx,
  { groupA, groupB }: Pick<Pair, 'groupA' | 'groupB'>,
  settled: Pick<Pair, 'verdict' | 'keep'> & { readonly by: string; readonly at: number },
): Promise<void> {
  const { verdict, keep, by } = settled
  await tx
    .updateTable('sharedTravelers')
    .set({ verdict, keep, settledBy: by, settledAt: at(settled.at) })
    .where('groupA', '=', groupA)
    .where('groupB', '=', groupB)
    .execute()
}

/**
 * [Q5] The groups that share a traveler, directly or through others, as far as nobody settled it,
 * each with the id of its cluster: the group of it that registered first (of two at the same
 * instant the lesser id). Every cluster has two groups at least.
 */
export async function findClusters(db: Kysely<Tables>): Promise<Map<string, string>> {
  const pairs = await db
    .selectFrom('sharedTravelers')
    .innerJoin('groups as a', 'a.id', 'groupA')
    .innerJoin('groups as b', 'b.id', 'groupB')
    .select(['groupA', 'groupB', 'a.registeredAt as registeredA', 'b.registeredAt as registeredB'])
    .where('sharedTravelers.verdict', 'is', null)
    .execute()
  return clustersOf(pairs)
}

/** [Q8] The groups, of these, that another group of the same person goes on for. */
export async function isEndedBySharing(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Set<string>> {
  const states = await findSharingStates(db, groups)
  return new Set([...states].filter(([, state]) => state === 'ended').map(([group]) => group))
}

/**
 * What sharing a traveler means for each of these groups; those that share none are left out. Of a
 * group's pairs only those that say something new are read: a person in a thousand groups makes
 * half a million pairs.
 */
export async function findSharingStates(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Map<string, 'open' | 'ended'>> {
  const { rows } = await sql<Row<'sharedTravelers'> & { group: string }>`
    select distinct on (wanted.id, pair.verdict, pair.keep = wanted.id) wanted.id as "group", pair.*
    from unnest(${[...groups]}::uuid[]) as wanted (id)
    cross join lateral (
      select * from shared_travelers where group_a = wanted.id
      union all
      select * from shared_travelers where group_b = wanted.id
    ) as pair
  `.execute(db)
  return new Map(
    [...Map.groupBy(rows, ({ group }) => group)].flatMap(([group, pairs]) => {
      const state = sharingOf(group, pairs)
      return state === 'none' ? [] : [[group, state] as const]
    }),
  )
}

function ordered(one: string, other: string): { groupA: string; groupB: string } {
  return one < other ? { groupA: one, groupB: other } : { groupA: other, groupB: one }
}
