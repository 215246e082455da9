// Photos in SQL. Bytes come in parts, each sealed as it comes; a photo is complete once it has its
// SHA-256, and is swept after a day unless an act has named it.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { NewRow, Row, Tables } from '../database/tables.ts'

export type NewPhoto = Pick<Row<'photos'>, 'id' | 'groupId' | 'accountId' | 'size' | 'madeAt'>

/** Begins a photo; false where one of that id was begun before. */
export async function beginPhoto(tx: Tx, photo: NewPhoto): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('photos')
    .values({ ...photo, madeAt: at(photo.madeAt) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows) === 1
}

export async function lockPhoto(tx: Tx, id: string): Promise<Row<'photos'> | undefined> {
  return await tx
    .selectFrom('photos')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** A photo of this group, complete or not. */
export async function findPhoto(
  db: Kysely<Tables>,
  group: string,
  id: string,
): Promise<Row<'photos'> | undefined> {
  return await db
    .selectFrom('photos')
    .selectAll()
    .where('groupId', '=', group)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** How many photos of a group no act has named yet. */
export async function countUnnamed(tx: Tx, group: string): Promise<number> {
  const { count } = await tx
    .selectFrom('photos')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('groupId', '=', group)
    .where('namedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** The next part. `start` is where the bytes received so far end. */
export async function insertPart(tx: Tx, part: NewRow<'photoParts'>): Promise<void> {
  await tx.insertInto('photoParts').values(part).execute()
  await tx
    .updateTable('photos')
    .set({ received: part.start + part.length })
    .where('id', '=', part.photoId)
    .execute()
}

export async function findParts(
  db: Kysely<Tables>,
  photo: string,
): Promise<Pick<Row<'photoParts'>, 'start' | 'sealed'>[]> {
  return await db
    .selectFrom('photoParts')
    .select(['start', 'sealed'])
    .where('photoId', '=', photo)
    .orderBy('start')
    .execute()
}

/** [F4] Puts what is kept of a photo in the place of what was sent; its size stays what was sent. */
export async function replaceParts(
  tx: Tx,
  photo: string,
  sealed: Buffer,
  length: number,
): Promise<void> {
  await tx.deleteFrom('photoParts').where('photoId', '=', photo).execute()
  await tx.insertInto('photoParts').values({ photoId: photo, start: 0, length, sealed }).execute()
}

/** The picture was looked at and is one: from now on an act may name it. */
export async function completePhoto(db: Kysely<Tables>, id: string, sha256: string): Promise<void> {
  await db.updateTable('photos').set({ sha256 }).where('id', '=', id).execute()
}

/** Takes a photo that was refused away, with its parts, so that it can be sent anew. */
export async function deletePhoto(db: Kysely<Tables>, id: string): Promise<void> {
  await db.deleteFrom('photos').where('id', '=', id).where('sha256', 'is', null).execute()
}

export async function namePhoto(tx: Tx, id: string, now: number): Promise<void> {
  await tx
    .updateTable('photos')
    .set({ namedAt: at(now) })
    .where('id', '=', id)
    .execute()
}

/** Keeps a photo of this group that this account sent, whole or not; gives whether there is one. */
export async function keepPhoto(
  tx: Tx,
  { id, group, account }: { readonly id: string; readonly group: string; readonly account: string },
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('photos')
    .set({ namedAt: at(now) })
    .where('id', '=', id)
    .where('groupId', '=', group)
    .where('accountId', '=', account)
    .executeTakeFirst()
  return numUpdatedRows > 0
}

/** A replaced photo is swept later, unless a comparison at the port rests on it. */
export async function unnamePhoto(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('photos')
    .set({ namedAt: null })
    .where('id', '=', id)
    .where(sql<boolean>`not exists (select from comparisons where sent_photo = photos.id)`)
    .execute()
}

/** Whether a member of the group, one who left included, sent this photo as theirs. */
export async function isSentPhoto(db: Kysely<Tables>, group: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .select('id')
    .where('groupId', '=', group)
    .where('photoId', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Removes photos begun before an instant that no act has named, with their bytes; gives how many. */
export async function purgePhotos(tx: Tx, before: number): Promise<number> {
  const result = await tx
    .deleteFrom('photos')
    .where('namedAt', 'is', null)
    .where('madeAt', '<', at(before))
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
