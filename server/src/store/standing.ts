// The standing requests for a draw, packed by the database into bytes: three million rows as objects
// would not fit into memory, and the main thread has others to answer. The form of a row is that of
// `draw/record.ts`. One reading sees one state of the database.

import type { InTurn, LastTurn } from '@garita/domain/turn'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

/** Heaps into which the database lays the rows: of three million some 1.4 MB each. */
const heaps = 128
const heapsAtOnce = 4

/**
 * Requests made until `by` that stand, in no order, some thousands of packed rows at a time. One pass
 * over both tables: a page of rows after the other, by id, took four times as long.
 */
export async function readStanding(
  reading: Tx,
  by: number,
  take: (rows: Buffer) => void,
): Promise<void> {
  // The heaps are laid in memory: sorting the rows by their heap first took a fifth longer.
  await sql`set local work_mem = '64MB'`.execute(reading)
  await sql`set local enable_sort = off`.execute(reading)
  await openPacked(reading, by)
  for (;;) {
    const fetched = await sql<{
      packed: string
    }>`fetch ${sql.lit(heapsAtOnce)} from standing`.execute(reading)
    for (const { packed } of fetched.rows) take(Buffer.from(packed, 'base64'))
    if (fetched.rows.length < heapsAtOnce) return
  }
}

/**
 * [D31] Whose turn it is and who asks are read as of one instant: a request or a pair that came in
 * between would give a cluster two tickets.
 */
export async function inOneReading<Result>(
  db: Kysely<Tables>,
  read: (reading: Tx) => Promise<Result>,
): Promise<Result> {
  const reading = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return await reading.execute(read)
}

/**
 * Ports as they are, with a line feed behind: padding each to the longest took half as long as all
 * the rest. As Base64, since the driver takes nothing but text: a third less than hexadecimal.
 */
async function openPacked(db: Kysely<Tables>, by: number): Promise<void> {
  await sql`
    declare standing no scroll cursor for
    select encode(string_agg(uuid_send(requests.id) || int2send(size::int2) || boolsend(pressing)
      || timestamptz_send(registered_at) || textsend(array_to_string(ports, '')),
      '\\x0a'::bytea), 'base64') as packed
    from requests join groups on groups.id = requests.group_id
    where requests.state = 'standing' and requests.made_at <= ${at(by)}
    group by get_byte(uuid_send(requests.id), 15) % ${sql.lit(heaps)}`.execute(db)
}

/** The standing request of each of these groups that has one, with when the group registered. */
export async function findStandingOf(
  db: Kysely<Tables>,
  groups: readonly string[],
  by: number,
): Promise<InTurn[]> {
  return await db
    .selectFrom('requests')
    .innerJoin('groups', 'groups.id', 'requests.groupId')
    .select(['requests.id as request', 'requests.groupId as group', 'groups.registeredAt'])
    .where('requests.groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .where('requests.state', '=', 'standing')
    .where('requests.madeAt', '<=', at(by))
    .execute()
}

/** The groups, of these, that had a turn of their cluster, each with the latest such draw. */
export async function findLastTurns(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<LastTurn[]> {
  const rows = await db
    .selectFrom('turns')
    .innerJoin('requests', 'requests.id', 'turns.requestId')
    .innerJoin('groups', 'groups.id', 'requests.groupId')
    .innerJoin('draws', 'draws.id', 'turns.draw')
    .select((of) => [
      'groups.id as group',
      'groups.registeredAt',
      of.fn.max<string>('turns.draw').as('draw'),
    ])
    .where('groups.id', '=', sql<string>`any(${[...groups]}::uuid[])`)
    // [D31] A draw that was void gave nobody anything: it was no turn.
    .where('draws.state', '<>', 'void')
    .groupBy('groups.id')
    .execute()
  return rows
}
