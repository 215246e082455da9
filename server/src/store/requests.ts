// Requests in SQL. A group has at most one live one (`one_standing_request_a_group`). A request is
// covered by its group's lock: whoever changes one holds the group's row.

import { liveRequestStates } from '@garita/domain/request'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at, keptPlans } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type NewRequest = Pick<
  Row<'requests'>,
  'id' | 'groupId' | 'ports' | 'ruledOut' | 'madeAt' | 'aliveAt'
>

/** What changes of a request; what is left out stays as it is. */
export type RequestChange = Pick<Row<'requests'>, 'id'> & {
  readonly state?: Row<'requests'>['state']
  readonly aliveAt?: number
  readonly remindedAt?: number | null
}

/** [S15] Of these ports, those that a standing request names. */
export async function isPortNamed(
  db: Kysely<Tables>,
  ports: readonly string[],
): Promise<Set<string>> {
  if (ports.length === 0) return new Set()
  const { rows } = await sql<{ port: string }>`
    select port from unnest(${[...new Set(ports)]}::text[]) as wanted (port)
    where exists (
      select from requests where state = 'standing' and port = any(requests.ports))`.execute(db)
  return new Set(rows.map((row) => row.port))
}

/** The live request of each of these groups that has one. */
export async function findLiveRequests(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Map<string, Row<'requests'>>> {
  const rows = await live(db, groups).execute()
  return new Map(rows.map((row) => [row.groupId, row]))
}

/** [Q1] The live request of a group whose row is locked, if it has one. */
export async function lockLiveRequest(tx: Tx, group: string): Promise<Row<'requests'> | undefined> {
  return await live(tx, [group]).forUpdate().executeTakeFirst()
}

/** One request of a group, live or over, locked. */
export async function lockRequest(
  tx: Tx,
  group: string,
  id: string,
): Promise<Row<'requests'> | undefined> {
  return await tx
    .selectFrom('requests')
    .selectAll()
    .where('groupId', '=', group)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** [Q1] Writes new standing requests: the last write of its act, see `keptPlans`. */
export async function insertRequests(tx: Tx, rows: readonly NewRequest[]): Promise<void> {
  if (rows.length === 0) return
  // A list of lists has to be as long everywhere: ports travel as text and are parted in SQL.
  await sql`
    insert into requests (id, group_id, state, ports, ruled_out, made_at, changed_at, alive_at)
    select id, group_id, 'standing', string_to_array(ports, ' '), string_to_array(ruled_out, ' '),
      made_at, made_at, alive_at
    from ${keptPlans} cross join unnest(
      ${rows.map((one) => one.id)}::uuid[],
      ${rows.map((one) => one.groupId)}::uuid[],
      ${rows.map((one) => one.ports.join(' '))}::text[],
      ${rows.map((one) => one.ruledOut.join(' '))}::text[],
      ${rows.map((one) => new Date(one.madeAt).toISOString())}::timestamptz[],
      ${rows.map((one) => new Date(one.aliveAt).toISOString())}::timestamptz[]
    ) as fresh (id, group_id, ports, ruled_out, made_at, alive_at)`.execute(tx)
}

/** Writes what changed of these requests, whose groups are locked. */
export async function updateRequests(
  tx: Tx,
  changes: readonly RequestChange[],
  now: number,
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    update requests set
      state = coalesce(new.state, requests.state),
      changed_at = case when new.state is null then requests.changed_at else ${at(now)} end,
      alive_at = coalesce(new.alive_at, requests.alive_at),
      reminded_at = case when new.is_reminded then new.reminded_at else requests.reminded_at end
    from unnest(
      ${changes.map((one) => one.id)}::uuid[],
      ${changes.map((one) => one.state ?? null)}::text[],
      ${changes.map((one) => instant(one.aliveAt))}::timestamptz[],
      ${changes.map((one) => one.remindedAt !== undefined)}::boolean[],
      ${changes.map((one) => instant(one.remindedAt))}::timestamptz[]
    ) as new (id, state, alive_at, is_reminded, reminded_at)
    where requests.id = new.id`.execute(tx)
}

/** [Q4] A sign of life for the live request of these groups; what was reminded counts anew. */
export async function markAlive(tx: Tx, groups: readonly string[], now: number): Promise<void> {
  await tx
    .updateTable('requests')
    .set({ aliveAt: at(now), remindedAt: null })
    .where('groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .where('state', 'in', [...liveRequestStates])
    .execute()
}

/** [Q4] The groups whose standing request shows no sign of life since an instant; not locked. */
export async function findQuiet(db: Kysely<Tables>, since: number): Promise<string[]> {
  const rows = await db
    .selectFrom('requests')
    .select('groupId')
    .where('state', '=', 'standing')
    .where('aliveAt', '<=', at(since))
    .orderBy('groupId')
    .execute()
  return rows.map((row) => row.groupId)
}

/** The groups that an account holds now and that have a live request. */
export async function findAsking(
  db: Kysely<Tables>,
  account: string,
  now: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('accountGroups')
    .innerJoin('requests', 'requests.groupId', 'accountGroups.groupId')
    .select('requests.groupId')
    .where('accountGroups.accountId', '=', account)
    .where('accountGroups.opensAt', '<=', at(now))
    .where((held) => held.or([held('endedAt', 'is', null), held('endedAt', '>', at(now))]))
    .where('requests.state', 'in', [...liveRequestStates])
    .execute()
  return rows.map((row) => row.groupId)
}

function live(db: Kysely<Tables>, groups: readonly string[]) {
  return db
    .selectFrom('requests')
    .selectAll()
    .where('groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .where('state', 'in', [...liveRequestStates])
}

function instant(value: number | null | undefined): string | null {
  return value === null || value === undefined ? null : new Date(value).toISOString()
}

/** Every request that a group ever made, the latest first. */
export async function findRequestsOf(
  db: Kysely<Tables>,
  group: string,
): Promise<Row<'requests'>[]> {
  return await db
    .selectFrom('requests')
    .selectAll()
    .where('groupId', '=', group)
    .orderBy('madeAt', 'desc')
    .execute()
}
