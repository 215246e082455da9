// Messages to groups. A row is written in the same transaction as what it announces, so a message
// comes only from a committed record; it is sent afterwards (see notices/deliver.ts).

import type { Plain } from '@garita/domain/decision'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type NoticeKind =
  | 'appointment-cancelled'
  | 'appointment-displaced'
  | 'appointment-made'
  | 'appointment-moved'
  | 'closure-offered'
  | 'duplicate-settled'
  | 'group-taken-over'
  | 'location-settled'
  | 'marked-absent'
  | 'offer-ended'
  | 'offer-expired'
  | 'offer-made'
  | 'offer-moved'
  | 'programme-resumed'
  | 'programme-suspended'
  | 'request-expired'
  | 'request-reminder'
  | 'traveler-shared'
  | 'trouble-settled'

export type NewNotice = {
  readonly id: string
  readonly groupId: string
  readonly kind: NoticeKind
  /** Ids and instants for the sentence; never personal data. */
  readonly facts: Plain
  readonly madeAt: number
}

export async function insertNotices(tx: Tx, rows: readonly NewNotice[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into notices (id, group_id, kind, facts, made_at)
    select * from unnest(
      ${rows.map((one) => one.id)}::uuid[],
      ${rows.map((one) => one.groupId)}::uuid[],
      ${rows.map((one) => one.kind)}::text[],
      ${rows.map((one) => JSON.stringify(one.facts))}::jsonb[],
      ${rows.map((one) => new Date(one.madeAt).toISOString())}::timestamptz[])`.execute(tx)
}

/**
 * Those not sent, not given up and not yet among the jobs of a queue, oldest first. What waits for
 * another try is a job already, so that it never keeps newer ones from being looked at.
 */
export async function findUnqueuedNotices(
  db: Kysely<Tables>,
  queue: string,
  count: number,
): Promise<Row<'notices'>[]> {
  return await db
    .selectFrom('notices')
    .selectAll()
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where(
      sql<boolean>`not exists (
        select from jobs.job where job.name = ${queue} and job.id = notices.id)`,
    )
    .orderBy('madeAt')
    .limit(count)
    .execute()
}

export async function findNotice(
  db: Kysely<Tables>,
  id: string,
): Promise<Row<'notices'> | undefined> {
  return await db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Another try that did not get through. */
export async function countTry(db: Kysely<Tables>, id: string): Promise<void> {
  await db
    .updateTable('notices')
    .set({ tries: sql<number>`tries + 1` })
    .where('id', '=', id)
    .execute()
}

export async function markNotice(
  db: Kysely<Tables>,
  id: string,
  done: 'sentAt' | 'failedAt',
  now: number,
): Promise<void> {
  await db
    .updateTable('notices')
    .set({ [done]: at(now), tries: sql<number>`tries + 1` })
    .where('id', '=', id)
    .execute()
}

/** For demo data: every waiting notice counts as sent when it was made, but for one account's. */
export async function markAnnounced(db: Kysely<Tables>, exceptAccount: string): Promise<void> {
  const theirs = sql<boolean>`exists (
    select from account_groups
    where group_id = notices.group_id and account_id = ${exceptAccount})`
  await db
    .updateTable('notices')
    .set({ sentAt: sql`made_at`, tries: 1 })
    .where('sentAt', 'is', null)
    .where('failedAt', 'is', null)
    .where(({ not }) => not(theirs))
    .execute()
}

/** The group that a notice is for; its contact is sealed. */
export async function findGroupOf(
  db: Kysely<Tables>,
  { groupId }: Pick<Row<'notices'>, 'groupId'>,
): Promise<Row<'groups'>> {
  return await db
    .selectFrom('groups')
    .selectAll()
    .where('id', '=', groupId)
    .executeTakeFirstOrThrow()
}

/** What a message says of an appointment, as it stands now. */
export async function findAnnounced(db: Kysely<Tables>, appointment: string) {
  return await db
    .selectFrom('appointments')
    .innerJoin('slots', 'slots.id', 'appointments.slotId')
    .select(['appointments.code', 'appointments.state', 'slots.port', 'slots.startsAt'])
    .where('appointments.id', '=', appointment)
    .executeTakeFirstOrThrow()
}

/** What a message says of an offer, as it stands now. */
export async function findAnnouncedOffer(db: Kysely<Tables>, offer: string) {
  return await db
    .selectFrom('offers')
    .innerJoin('slots', 'slots.id', 'offers.slotId')
    .select(['offers.state', 'offers.expiresAt', 'slots.port', 'slots.startsAt'])
    .where('offers.id', '=', offer)
    .executeTakeFirstOrThrow()
}

/** What a message needs to know of a request: whether it stands. */
export async function findAnnouncedRequest(db: Kysely<Tables>, request: string) {
  return await db
    .selectFrom('requests')
    .select('state')
    .where('id', '=', request)
    .executeTakeFirstOrThrow()
}
