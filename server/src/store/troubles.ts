// Trouble that groups report, in SQL. Covered by the group's lock: whoever reports or settles holds
// the group's row.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type NewTrouble = Pick<
  Row<'troubles'>,
  'id' | 'groupId' | 'appointmentId' | 'port' | 'kind' | 'sealedWords' | 'reportedAt' | 'answerBy'
>

export async function insertTrouble(tx: Tx, row: NewTrouble): Promise<void> {
  const { reportedAt, answerBy, ...plain } = row
  await tx
    .insertInto('troubles')
    .values({ ...plain, state: 'open', reportedAt: at(reportedAt), answerBy: at(answerBy) })
    .execute()
}

/** One trouble, open or settled, not locked. */
export async function findTrouble(
  db: Kysely<Tables>,
  id: string,
): Promise<Row<'troubles'> | undefined> {
  return await db.selectFrom('troubles').selectAll().where('id', '=', id).executeTakeFirst()
}

/** [U4] Whether trouble with this appointment waits for an answer. */
export async function hasOpenTrouble(db: Kysely<Tables>, appointment: string): Promise<boolean> {
  const row = await db
    .selectFrom('troubles')
    .select('id')
    .where('appointmentId', '=', appointment)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return row !== undefined
}

/** The trouble that each of these groups reported last, open or settled. */
export async function findLatestTroubles(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Map<string, Row<'troubles'>>> {
  const rows = await db
    .selectFrom('troubles')
    .distinctOn('groupId')
    .selectAll()
    .where('groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .orderBy('groupId')
    .orderBy('reportedAt', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.groupId, row]))
}

export type OpenTrouble = Row<'troubles'> &
  Pick<Row<'appointments'>, 'code' | 'slotId' | 'size'> & {
    readonly appointmentState: Row<'appointments'>['state']
    readonly startsAt: number
  }

/** Open trouble at these ports with its appointment, what is to be answered first coming first. */
export async function findOpenTroubles(
  db: Kysely<Tables>,
  ports: readonly string[],
  limit: number,
): Promise<OpenTrouble[]> {
  return await db
    .selectFrom('troubles')
    .innerJoin('appointments', 'appointments.id', 'troubles.appointmentId')
    .innerJoin('slots', 'slots.id', 'appointments.slotId')
    .selectAll('troubles')
    .select(['appointments.code', 'appointments.slotId', 'appointments.size', 'slots.startsAt'])
    .select('appointments.state as appointmentState')
    .where('troubles.port', '=', sql<string>`any(${[...ports]}::text[])`)
    .where('troubles.state', '=', 'open')
    .orderBy('troubles.answerBy')
    .orderBy('troubles.id')
    .limit(limit)
    .execute()
}

/** [U9] How many there are in all. */
export async function countOpenTroubles(
  db: Kysely<Tables>,
  ports: readonly string[],
): Promise<number> {
  const { count } = await db
    .selectFrom('troubles')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('port', '=', sql<string>`any(${[...ports]}::text[])`)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export type TroubleAnswer = {
  readonly answer: 'noted' | 're-seated'
  readonly sealedAnswer: Buffer | null
  readonly by: string
  readonly at: number
}

export async function settleTrouble(
  tx: Tx,
  id: string,
  { answer, sealedAnswer, by, ...told }: TroubleAnswer,
): Promise<void> {
  await tx
    .updateTable('troubles')
    .set({ state: 'settled', answer, sealedAnswer, settledBy: by, settledAt: at(told.at) })
    .where('id', '=', id)
    .execute()
}

/** [U6] The ports that each of these groups ruled out in the request it made last. */
export async function findRuledOut(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const rows = await db
    .selectFrom('requests')
    .distinctOn('groupId')
    .select(['groupId', 'ruledOut'])
    .where('groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .orderBy('groupId')
    .orderBy('madeAt', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.groupId, row.ruledOut]))
}

/** [S15] Of these ports those that a standing request of another group names. */
export async function findNamedByOthers(
  db: Kysely<Tables>,
  ports: readonly string[],
  group: string,
): Promise<Set<string>> {
  const { rows } = await sql<{ port: string }>`
    select port from unnest(${[...new Set(ports)]}::text[]) as wanted (port)
    where exists (
      select from requests
      where state = 'standing' and group_id <> ${group} and port = any(requests.ports))`.execute(db)
  return new Set(rows.map((row) => row.port))
}
