// [R18] A photo that was taken without a network and of a group that is out of reach by now: no
// route takes it any more, so its bytes come with the clash and are kept as any photo of the group
// is, sealed under its key.

import { createHash } from 'node:crypto'
import type { InputOf } from '@garita/contract'
import type { Tx } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { barePicture } from '../../faces/bare-picture.ts'
import { checkPicture } from '../../faces/picture.ts'
import { photoPlace } from '../../sealed.ts'
import {
  beginPhoto,
  completePhoto,
  insertPart,
  keepPhoto,
  lockPhoto,
  type NewPhoto,
  replaceParts,
} from '../../store/photos.ts'
import type { GroupKey } from '../../vault/group-key.ts'

export type ClashedPhoto = { readonly bytes: Buffer; readonly sha256: string }

/** [F1] [F4] Looked at before the transaction; null where none came or it is no picture. */
export async function clashedPhoto({
  act,
  photo,
}: InputOf<'report-clash'>): Promise<ClashedPhoto | null> {
  if (photo === undefined || act !== 'take-photo') return null
  const sent = Buffer.from(photo, 'base64')
  const picture = await checkPicture(sent)
  const bytes = picture.ok && barePicture(sent, picture.kind, picture.orientation)
  return bytes ? { bytes, sha256: createHash('sha256').update(sent).digest('hex') } : null
}

type Naming = {
  readonly id: string
  readonly group: string
  readonly key: GroupKey
  readonly account: string
  readonly now: number
}

/**
 * Keeps what was sent whole before; what was never sent, or in part, from the bytes that came along.
 * A photo of another group or account is left as it is.
 * Gives whether there is such a photo of this account's.
 */
export async function keepClashed(
  tx: Tx,
  { id, group, key, account, now }: Naming,
  photo: ClashedPhoto | null,
): Promise<boolean> {
  const known = await lockPhoto(tx, id)
  if (photo && known && isOwn(known, group, account) && known.sha256 === null) {
    const { bytes, sha256 } = photo
    await replaceParts(tx, id, key.seal(bytes, photoPlace(id, 0)), bytes.length)
    await completePhoto(tx, id, sha256)
  }
  const begun = { id, groupId: group, accountId: account, madeAt: now }
  if (photo && !known) await begin(tx, begun, key, photo)
  return await keepPhoto(tx, { id, group, account }, now)
}

function isOwn(photo: Row<'photos'>, group: string, account: string): boolean {
  return photo.groupId === group && photo.accountId === account
}

async function begin(
  tx: Tx,
  begun: Omit<NewPhoto, 'size'>,
  key: GroupKey,
  { bytes, sha256 }: ClashedPhoto,
): Promise<void> {
  const { id } = begun
  // Whoever sent one under this id at the same time has it.
  if (!(await beginPhoto(tx, { ...begun, size: bytes.length }))) return
  const sealed = key.seal(bytes, photoPlace(id, 0))
  await insertPart(tx, { photoId: id, start: 0, length: bytes.length, sealed })
  await completePhoto(tx, id, sha256)
}
