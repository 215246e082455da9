// The bytes of a photo, opened, for those who may see it.

import type { Kysely } from 'kysely'
import type { LockedGroup, Who } from './act.ts'
import type { Row, Tables } from './database/tables.ts'
import { photoPlace } from './sealed.ts'
import { findParts, findPhoto, isSentPhoto } from './store/photos.ts'
import type { GroupKey } from './vault/group-key.ts'

/**
 * All bytes of a complete photo of this group. Those at a port see every photo of a group within
 * their reach; an applicant those they sent, and those that stand for a traveler of theirs, but
 * none that was taken at a port.
 */
export async function readPhoto(
  db: Kysely<Tables>,
  who: Who,
  group: LockedGroup,
  id: string,
): Promise<Buffer | undefined> {
  const photo = await findPhoto(db, group.id, id)
  if (!photo || photo.sha256 === null) return undefined
  if (!(await isShownTo(db, who, photo))) return undefined
  return await openPhoto(db, group.key, id)
}

/** The bytes received so far. */
export async function openPhoto(db: Kysely<Tables>, key: GroupKey, id: string): Promise<Buffer> {
  const parts = await findParts(db, id)
  return Buffer.concat(parts.map((part) => key.unseal(part.sealed, photoPlace(id, part.start))))
}

/** [F3] */
async function isShownTo(db: Kysely<Tables>, who: Who, photo: Row<'photos'>): Promise<boolean> {
  if (who.kind !== 'applicant' || photo.accountId === who.account) return true
  return await isSentPhoto(db, photo.groupId, photo.id)
}
