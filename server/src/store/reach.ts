// Which groups an actor can reach. An applicant: their own, once a take-over's wait is over. Those
// at a port: groups with an appointment today at one of their ports, [R14] groups that they opened by
// break-glass, to read, and for supervisors those that await a countersign at their ports. [I4]
// Anything else is as unknown as a group that does not exist.

import { portOf } from '@garita/domain/port'
import { dayOf } from '@garita/domain/time'
import { type Kysely, sql } from 'kysely'
import type { Tx, Who } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type Reach = { readonly who: Who; readonly group: string }

/**
 * The groups within reach, locked in the order of their ids when `lock` is set. Each comes with
 * the accounts that reach it, since a batch mixes many actors.
 */
export async function reachGroups(
  tx: Tx | Kysely<Tables>,
  wanted: readonly Reach[],
  now: number,
  lock: boolean,
): Promise<Map<string, Row<'groups'> & { accounts: ReadonlySet<string> }>> {
  const own = wanted.filter((one) => one.who.kind === 'applicant')
  const desk = wanted.filter((one) => isAtPort(one.who))
  if (desk.length === 0) return reachedOf(await ownedGroups(tx, own, now, lock))
  const pairs = [...(await ownedPairs(tx, own, now)), ...(await deskPairs(tx, desk, now))]
  const ids = pairs.map((pair) => pair.group)
  const rows = new Map((await findGroupRows(tx, ids, lock)).map((row) => [row.id, row]))
  return reachedOf(
    pairs.flatMap(({ group, account }) => {
      const row = rows.get(group)
      return row ? [{ ...row, account }] : []
    }),
  )
}

/** What a batch reads of a group: what is sealed would have to be sent, read and thrown away. */
type LightRow = Omit<Row<'groups'>, 'sealed' | 'recoveryMac'>

const lightColumns = `groups.id, groups.key_id, groups.registered_at, groups.language, groups.size,
  groups.recovery_version, groups.attested_at, groups.attested_language, groups.attested_rules,
  groups.pressing, groups.photos_decided, groups.verdict, groups.verdict_state,
  groups.verdict_accuracy_meters, groups.verdict_at, groups.verdict_settled`

/** The groups within reach of a batch, locked in the order of their ids. */
export async function lockForBatch(tx: Tx, wanted: readonly Reach[], now: number) {
  const isAllOwn = wanted.every((one) => one.who.kind === 'applicant')
  if (!isAllOwn) return await reachGroups(tx, wanted, now, true)
  return reachedOf(await ownedGroups<LightRow>(tx, wanted, now, true, lightColumns))
}

type Held<R> = R & { readonly account: string }

function reachedOf<R extends LightRow>(
  found: readonly Held<R>[],
): Map<string, R & { accounts: ReadonlySet<string> }> {
  const groups = new Map<string, R & { accounts: Set<string> }>()
  for (const { account, ...row } of found) {
    const known = groups.get(row.id)
    if (known) known.accounts.add(account)
    else groups.set(row.id, { ...(row as unknown as R), accounts: new Set([account]) })
  }
  return groups
}

/** The rows of these groups, locked in the order of their ids when `lock` is set. */
export async function findGroupRows(
  tx: Tx | Kysely<Tables>,
  ids: readonly string[],
  lock: boolean,
): Promise<Row<'groups'>[]> {
  const query = tx
    .selectFrom('groups')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...ids].sort()}::uuid[])`)
    .orderBy('id')
  // No group's id ever changes: rows that name this one may be written while it is locked.
  return await (lock ? query.forNoKeyUpdate() : query).execute()
}

type Pair = { readonly account: string; readonly group: string }

/** What everybody waits for: found and locked in one query. */
async function ownedGroups<R extends LightRow = Row<'groups'>>(
  tx: Tx | Kysely<Tables>,
  wanted: readonly Reach[],
  now: number,
  lock: boolean,
  columns = 'groups.*',
): Promise<readonly Held<R>[]> {
  if (wanted.length === 0) return []
  // Looked up and locked one after the other, as they are listed: so in the order of the ids.
  const inOrder = [...wanted].sort((a, b) => (a.group < b.group ? -1 : 1))
  const { rows } = await sql<Held<R>>`
    select groups.*, wanted.account
    from ${held(inOrder, now)}
    cross join lateral (
      select ${sql.raw(columns)} from groups
      where groups.id = held.group_id limit 1 ${sql.raw(lock ? 'for no key update' : '')}
    ) groups`.execute(tx)
  return rows
}

async function ownedPairs(
  tx: Tx | Kysely<Tables>,
  wanted: readonly Reach[],
  now: number,
): Promise<Pair[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<Pair>`
    select wanted.* from ${held(wanted, now)}`.execute(tx)
  return rows
}

/** Of these accounts and groups those where the one holds the other now, each found by itself. */
function held(wanted: readonly Reach[], now: number) {
  return sql`
    unnest(${wanted.map((one) => one.who.account)}::text[], ${wanted.map((one) => one.group)}::uuid[])
      as wanted (account, "group")
    cross join lateral (
      select held.group_id from account_groups held
      where held.account_id = wanted.account and held.group_id = wanted.group
        and held.opens_at <= ${at(now)} and (held.ended_at is null or held.ended_at > ${at(now)})
      limit 1
    ) held`
}

/** Whether a group has an appointment today at a port of who works there: more than to read. */
export async function isOfToday(
  tx: Tx | Kysely<Tables>,
  { who, group }: Reach,
  now: number,
): Promise<boolean> {
  const rows = await tx
    .selectFrom('appointments')
    .innerJoin('slots', 'slots.id', 'appointments.slotId')
    .select(['slots.port', 'slots.day'])
    .where('appointments.groupId', '=', group)
    .where('slots.port', '=', sql<string>`any(${[...who.ports]}::text[])`)
    .execute()
  return rows.some((row) => row.day === today(row.port, now))
}

async function deskPairs(
  tx: Tx | Kysely<Tables>,
  wanted: readonly Reach[],
  now: number,
): Promise<Pair[]> {
  const found: Pair[] = []
  for (const one of wanted) {
    if ((await isOfToday(tx, one, now)) || (await isOpenedOtherwise(tx, one, now)))
      found.push({ account: one.who.account, group: one.group })
  }
  return found
}

/** [R14] An open glass; [X8] a determination that a supervisor has still to countersign. */
async function isOpenedOtherwise(
  tx: Tx | Kysely<Tables>,
  { who, group }: Reach,
  now: number,
): Promise<boolean> {
  const { rows } = await sql`
    select from glasses
    where account_id = ${who.account} and group_id = ${group} and until > ${at(now)}
    union all
    select from determinations
    join appointments on appointments.id = determinations.appointment_id
    join slots on slots.id = appointments.slot_id
    where ${who.kind === 'supervisor'} and appointments.group_id = ${group}
      and determinations.countersign = 'awaited' and determinations.replaced_by is null
      and slots.port = any(${[...who.ports]}::text[])
    limit 1`.execute(tx)
  return rows.length > 0
}

export function isAtPort(who: Who): boolean {
  return who.kind === 'officer' || who.kind === 'supervisor'
}

function today(port: string, now: number): string {
  return dayOf(now, portOf(port)?.zone ?? 'UTC')
}
