// Who settled a case, when and how, in SQL: for a supervisor who had it open meanwhile.

import { type Kysely, sql } from 'kysely'
import type { Row, Tables } from '../database/tables.ts'
import { type CaseReach, isPairReached } from './cases.ts'

export type SettledCase = {
  /** In epoch milliseconds. */
  readonly at: number
  /** The account, or `rule`. */
  readonly by: string
  /** What was answered, in the word of the act that answers such a case. */
  readonly how: string
}

const anyOf = (ports: readonly string[]) => sql<string>`any(${[...ports]}::text[])`

/** A question at these ports that a supervisor let go on, or that settled by itself. */
export async function findSettledQuestion(
  db: Kysely<Tables>,
  ports: readonly string[],
  id: string,
): Promise<SettledCase | undefined> {
  const row = await db
    .selectFrom('questions')
    .select(['settledAt', 'settledBy'])
    .where('id', '=', id)
    .where('port', '=', anyOf(ports))
    .executeTakeFirst()
  const how = row?.settledBy === 'rule' ? 'rule' : 'go-on'
  return settledOf(row?.settledAt, row?.settledBy, how)
}

/** A determination at these ports that was countersigned, or in whose place another came. */
export async function findSettledCountersign(
  db: Kysely<Tables>,
  ports: readonly string[],
  id: string,
): Promise<SettledCase | undefined> {
  const row = await db
    .selectFrom('determinations')
    .innerJoin('appointments', 'appointments.id', 'determinations.appointmentId')
    .innerJoin('slots', 'slots.id', 'appointments.slotId')
    .leftJoin('determinations as newer', 'newer.id', 'determinations.replacedBy')
    .select(['determinations.countersign', 'determinations.countersignedAt'])
    .select(['determinations.countersignedBy'])
    .select(['newer.determinedAt as replacedAt', 'newer.byAccount as replacedBy'])
    .where('determinations.id', '=', id)
    .where('slots.port', '=', anyOf(ports))
    .executeTakeFirst()
  if (row?.countersign === 'awaited') return settledOf(row.replacedAt, row.replacedBy, 'replaced')
  return settledOf(row?.countersignedAt, row?.countersignedBy, row?.countersign)
}

/** Trouble that a supervisor of these ports answered. */
export async function findSettledTrouble(
  db: Kysely<Tables>,
  ports: readonly string[],
  id: string,
): Promise<SettledCase | undefined> {
  const row = await db
    .selectFrom('troubles')
    .select(['settledAt', 'settledBy', 'answer'])
    .where('id', '=', id)
    .where('port', '=', anyOf(ports))
    .executeTakeFirst()
  return settledOf(row?.settledAt, row?.settledBy, row?.answer)
}

/** An appeal that a supervisor of these ports answered. */
export async function findSettledAppeal(
  db: Kysely<Tables>,
  ports: readonly string[],
  id: string,
): Promise<SettledCase | undefined> {
  const row = await db
    .selectFrom('appeals')
    .select(['settledAt', 'settledBy', 'verdict'])
    .where('id', '=', id)
    .where('port', '=', anyOf(ports))
    .executeTakeFirst()
  return settledOf(row?.settledAt, row?.settledBy, row?.verdict)
}

/**
 * A pair of groups that share a traveler, within a supervisor's reach, that was decided on.
 * @param groups the two of the pair, in any order
 */
export async function findSettledPair(
  db: Kysely<Tables>,
  reach: CaseReach,
  groups: readonly [string, string],
): Promise<SettledCase | undefined> {
  const [groupA, groupB] = groups[0] < groups[1] ? groups : [groups[1], groups[0]]
  if (!(await isPairReached(db, reach, { groupA, groupB }))) return undefined
  const row: Pick<Row<'sharedTravelers'>, 'settledAt' | 'settledBy' | 'verdict'> | undefined =
    await db
      .selectFrom('sharedTravelers')
      .select(['settledAt', 'settledBy', 'verdict'])
      .where('groupA', '=', groupA)
      .where('groupB', '=', groupB)
      .executeTakeFirst()
  return settledOf(row?.settledAt, row?.settledBy, row?.verdict)
}

/** Undefined for what is open, or is not there. */
function settledOf(
  settledAt: number | null | undefined,
  by: string | null | undefined,
  how: string | null | undefined,
): SettledCase | undefined {
  return settledAt == null || by == null || how == null ? undefined : { at: settledAt, by, how }
}
