// Which groups an actor can reach. An applicant: their own, once a take-over's wait is over. Those
// at a port: groups with an appointment today at one of their ports. [I4] Anything else is as
// unknown as a group that does not exist.

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
  const pairs = [...(await ownedPairs(tx, own, now)), ...(await deskPairs(tx, desk, now))]
  if (pairs.length === 0) return new Map()
  const accounts = new Map<string, Set<string>>()
  for (const { group, account } of pairs) {
    accounts.set(group, (accounts.get(group) ?? new Set()).add(account))
  }
  const rows = await findGroupRows(tx, [...accounts.keys()], lock)
  return new Map(
    rows.map((row) => [row.id, { ...row, accounts: accounts.get(row.id) ?? new Set() }]),
  )
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
  return await (lock ? query.forUpdate() : query).execute()
}

type Pair = { readonly account: string; readonly group: string }

async function ownedPairs(
  tx: Tx | Kysely<Tables>,
  wanted: readonly Reach[],
  now: number,
): Promise<Pair[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<Pair>`
    select held.account_id as account, held.group_id as group
    from unnest(${wanted.map((one) => one.who.account)}::text[], ${wanted.map((one) => one.group)}::uuid[])
      as wanted (account, "group")
    join account_groups held on held.account_id = wanted.account and held.group_id = wanted.group
    where held.opens_at <= ${at(now)} and (held.ended_at is null or held.ended_at > ${at(now)})
  `.execute(tx)
  return rows
}

async function deskPairs(
  tx: Tx | Kysely<Tables>,
  wanted: readonly Reach[],
  now: number,
): Promise<Pair[]> {
  const found: Pair[] = []
  for (const { who, group } of wanted) {
    const rows = await tx
      .selectFrom('appointments')
      .innerJoin('slots', 'slots.id', 'appointments.slotId')
      .select(['slots.port', 'slots.day'])
      .where('appointments.groupId', '=', group)
      .where('slots.port', '=', sql<string>`any(${[...who.ports]}::text[])`)
      .execute()
    const reaches = rows.some((row) => row.day === today(row.port, now))
    if (reaches) found.push({ account: who.account, group })
  }
  return found
}

function isAtPort(who: Who): boolean {
  return who.kind === 'officer' || who.kind === 'supervisor'
}

function today(port: string, now: number): string {
  return dayOf(now, portOf(port)?.zone ?? 'UTC')
}
