// Members in SQL, and their fingerprints. Who left the group stays as a row with `left_at`, since
// an appointment or a determination may speak of them.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type NewMemberRow = Pick<Row<'members'>, 'id' | 'groupId' | 'position' | 'sealed'>
export type Fingerprint = Row<'fingerprints'>

/** Those who are in the group now, in its own order. */
export async function findMembers(db: Kysely<Tables>, group: string): Promise<Row<'members'>[]> {
  return (await findMembersOf(db, [group])).get(group) ?? []
}

/** As `findMembers`, for several groups at once. */
export async function findMembersOf(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Map<string, Row<'members'>[]>> {
  const rows = await db
    .selectFrom('members')
    .selectAll()
    .where('groupId', '=', sql<string>`any(${[...groups]}::uuid[])`)
    .where('leftAt', 'is', null)
    .orderBy('position')
    .execute()
  return Map.groupBy(rows, (row) => row.groupId)
}

/** Adds members, or replaces what is known of those who are there. Photo and attestation stay. */
export async function putMembers(tx: Tx, rows: readonly NewMemberRow[]): Promise<void> {
  await sql`
    insert into members (id, group_id, position, sealed)
    select * from unnest(
      ${rows.map((one) => one.id)}::uuid[],
      ${rows.map((one) => one.groupId)}::uuid[],
      ${rows.map((one) => one.position)}::int[],
      ${rows.map((one) => one.sealed)}::bytea[])
    on conflict (id) do update set position = excluded.position, sealed = excluded.sealed
      where members.group_id = excluded.group_id`.execute(tx)
}

/** [G8] Who left is kept; their fingerprint goes, so that they may be in another group. */
export async function markLeft(tx: Tx, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return
  const these = sql<string>`any(${[...ids]}::uuid[])`
  await tx
    .updateTable('members')
    .set({ leftAt: at(now) })
    .where('id', '=', these)
    .execute()
  await tx.deleteFrom('fingerprints').where('memberId', '=', these).execute()
}

/** [G9] One fingerprint a member and key. */
export async function putFingerprints(tx: Tx, rows: readonly Fingerprint[]): Promise<void> {
  await sql`
    insert into fingerprints (member_id, group_id, key_id, mac)
    select * from unnest(
      ${rows.map((one) => one.memberId)}::uuid[],
      ${rows.map((one) => one.groupId)}::uuid[],
      ${rows.map((one) => one.keyId)}::text[],
      ${rows.map((one) => one.mac)}::bytea[])
    on conflict (member_id, key_id) do update set mac = excluded.mac`.execute(tx)
}

/** The groups, of these, with a member who seems to be in another group too. */
export async function findSharing(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ groupId: string }>`
    select distinct mine.group_id from fingerprints mine
    join fingerprints other on other.mac = mine.mac and other.key_id = mine.key_id
      and other.group_id <> mine.group_id
    where mine.group_id = any(${[...groups]}::uuid[])`.execute(db)
  return new Set(rows.map((row) => row.groupId))
}

export async function updateAttestations(
  tx: Tx,
  rows: readonly { readonly id: string; readonly sealedAttestation: Buffer | null }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update members set sealed_attestation = said.sealed
    from unnest(
      ${rows.map((one) => one.id)}::uuid[],
      ${rows.map((one) => one.sealedAttestation)}::bytea[]
    ) as said (id, sealed)
    where members.id = said.id`.execute(tx)
}

export async function updateMemberPhoto(
  tx: Tx,
  member: string,
  photo: Row<'members'>['photo'],
  photoId: string | null,
): Promise<void> {
  await tx.updateTable('members').set({ photo, photoId }).where('id', '=', member).execute()
}
