// What waits for a supervisor, as far as it takes more than one table: pairs of groups that seem to
// share a traveler, at the ports that have to do with either of them.

import { firstPort } from '@garita/domain/first-port'
import type { Area } from '@garita/domain/location'
import { stateCodes } from '@garita/domain/place'
import { type Kysely, sql } from 'kysely'
import type { Row, Tables } from '../database/tables.ts'

export type PairRow = Row<'sharedTravelers'>
type Named = Pick<PairRow, 'groupA' | 'groupB'>

/** Whose supervisor looks. */
export type CaseReach = { readonly ports: readonly string[]; readonly area: Area }

/** [U10] Pairs that nobody settled yet, the oldest first. */
export async function findOpenPairs(
  db: Kysely<Tables>,
  reach: CaseReach,
  limit: number,
): Promise<PairRow[]> {
  const { rows } = await sql<PairRow>`
    select shared_travelers.* from shared_travelers
    where verdict is null and (${hasToDo('group_a', reach)} or ${hasToDo('group_b', reach)})
    order by found_at, group_a, group_b
    limit ${limit}`.execute(db)
  return rows
}

/** [U9] How many there are in all. */
export async function countOpenPairs(db: Kysely<Tables>, reach: CaseReach): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from shared_travelers
    where verdict is null
      and (${hasToDo('group_a', reach)} or ${hasToDo('group_b', reach)})`.execute(db)
  return rows[0]?.count ?? 0
}

/** [U10] Whether a supervisor of these ports settles this pair. */
export async function isPairReached(
  db: Kysely<Tables>,
  reach: CaseReach,
  { groupA, groupB }: Named,
): Promise<boolean> {
  const { rows } = await sql`
    select from shared_travelers
    where group_a = ${groupA} and group_b = ${groupB}
      and (${hasToDo('group_a', reach)} or ${hasToDo('group_b', reach)})`.execute(db)
  return rows.length > 0
}

/**
 * A port has to do with a group that has an appointment there, or asks for one there, or whose
 * first port it is by where it said that it is.
 */
function hasToDo(column: 'group_a' | 'group_b', { ports, area }: CaseReach) {
  const group = sql.ref(`sharedTravelers.${column}`)
  const states = stateCodes.filter((state) => ports.includes(nearestTo(state, area)))
  const isDefault = ports.includes(nearestTo(null, area))
  return sql<boolean>`(
    exists (
      select from appointments join slots on slots.id = appointments.slot_id
      where appointments.group_id = ${group} and appointments.state <> 'cancelled'
        and slots.port = any(${[...ports]}::text[]))
    or exists (
      select from requests
      where requests.group_id = ${group} and requests.state in ('standing', 'offered')
        and requests.ports && ${[...ports]}::text[])
    or exists (
      select from groups
      where groups.id = ${group} and (groups.verdict_state = any(${states}::text[])
        or (groups.verdict_state is null and ${isDefault}))))`
}

// Looking at the outlines of all states takes some milliseconds, and they never change.
const known = new WeakMap<Area, Map<string | null, string>>()

function nearestTo(state: string | null, area: Area): string {
  const ports = known.get(area) ?? new Map<string | null, string>()
  known.set(area, ports)
  const port = ports.get(state) ?? firstPort(null, state, area).code
  ports.set(state, port)
  return port
}
