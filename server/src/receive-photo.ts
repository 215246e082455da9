// Receiving a photo in parts, apart from acts: bound to the account that sends it, sealed as it
// comes, looked at when it is whole. What is no picture is refused at its first part, before a
// family pays for sending the rest; whatever is refused is taken away, so that it can be sent anew.

import { createHash } from 'node:crypto'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import type { LockedGroup, Tx, Who } from './act.ts'
import { barePicture } from './faces/bare-picture.ts'
import { checkPicture, type PictureRefusal } from './faces/picture.ts'
import { openPhoto } from './photo.ts'
import { photoPlace } from './sealed.ts'
import {
  beginPhoto,
  completePhoto,
  countUnnamed,
  deletePhoto,
  insertPart,
  lockPhoto,
  replaceParts,
} from './store/photos.ts'
import type { World } from './world.ts'

/** Bytes of one part at most: what a bad network brings through in one go. */
export const partLimit = 64 * 1024
/** The page shrinks a photo to 100 kB; a phone whose browser cannot may send four times that. */
const applicantLimit = 400 * 1024
/** A port's camera has a good network. */
const deskLimit = 4 * 1024 * 1024
/** Photos of one group that no act has named: three tries for each of twenty travelers. */
const unnamedLimit = 60

export type Part = {
  readonly id: string
  /** Bytes of the whole photo. */
  readonly size: number
  /** Where this part starts. */
  readonly offset: number
  readonly bytes: Buffer
}

export type Received = {
  readonly received: number
  readonly size: number
  /** The picture is whole and was looked at: an act may name it. */
  readonly complete: boolean
}

export type ReceiveRefusal =
  | PictureRefusal
  | 'too-large'
  | 'photo-unknown'
  | 'photo-complete'
  | 'photo-part-missing'
  | 'photo-size-changed'
  | 'photos-too-many'

type Receiving = Decision<Received, ReceiveRefusal>

/** Takes the next part. One that is there already is answered as if it came now. */
export async function receivePart(
  world: World,
  who: Who,
  group: LockedGroup,
  part: Part,
): Promise<Receiving> {
  const limit = who.kind === 'applicant' ? applicantLimit : deskLimit
  if (part.size > limit) return refused('too-large', { limit })
  const early = await refusalOfStart(part)
  if (early) return refused(early)
  const { db } = world.database
  const now = world.now()
  const taken = await db.transaction().execute((tx) => takePart(tx, who, group, part, now))
  if (!taken.ok || taken.value.complete || taken.value.received < part.size) return taken
  return await finish(world, group, part)
}

/** [F1] What the first bytes already show: no picture of ours, or far too many pixels. */
async function refusalOfStart({ offset, bytes }: Part): Promise<PictureRefusal | undefined> {
  if (offset > 0 || bytes.length === 0) return undefined
  const picture = await checkPicture(bytes)
  // The rest is still to come, so that it cannot be read yet means nothing.
  return picture.ok || picture.reason === 'picture-unreadable' ? undefined : picture.reason
}

async function takePart(
  tx: Tx,
  who: Who,
  group: LockedGroup,
  { id, size, offset, bytes }: Part,
  now: number,
): Promise<Receiving> {
  const begun = await lockPhoto(tx, id)
  if (!begun) {
    if ((await countUnnamed(tx, group.id)) >= unnamedLimit) return refused('photos-too-many')
    const photo = { id, groupId: group.id, accountId: who.account, size, madeAt: now }
    await beginPhoto(tx, photo)
  }
  const photo = begun ?? (await lockPhoto(tx, id))
  if (photo?.groupId !== group.id || photo.accountId !== who.account)
    return refused('photo-unknown')
  if (photo.size !== size) return refused('photo-size-changed', { size: photo.size })
  const complete = photo.sha256 !== null
  const { received } = photo
  const end = offset + bytes.length
  if (end > size) return refused(complete ? 'photo-complete' : 'too-large', { limit: size })
  if (end <= received) return allowed({ received, size, complete })
  if (offset !== received) return refused('photo-part-missing', { received })
  const sealed = group.key.seal(bytes, photoPlace(id, offset))
  await insertPart(tx, { photoId: id, start: offset, length: bytes.length, sealed })
  return allowed({ received: end, size, complete })
}

/** [F1] Looks at the whole picture, outside any transaction: decoding takes a tenth of a second. */
async function finish(world: World, group: LockedGroup, { id, size }: Part): Promise<Receiving> {
  const { db } = world.database
  const bytes = await openPhoto(db, group.key, id)
  const picture = await checkPicture(bytes)
  if (!picture.ok) {
    await deletePhoto(db, id)
    return refused(picture.reason)
  }
  // [F4] Before an act can name it and anybody can see it.
  const bare = barePicture(bytes, picture.kind, picture.orientation)
  if (!bare) {
    await deletePhoto(db, id)
    return refused('picture-unreadable')
  }
  // What the sender has is told by the hash of what was sent.
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const sealed = group.key.seal(bare, photoPlace(id, 0))
  await db.transaction().execute(async (tx) => {
    // The last part may have been sent twice: whoever comes second finds it done.
    if ((await lockPhoto(tx, id))?.sha256 !== null) return
    if (!bare.equals(bytes)) await replaceParts(tx, id, sealed, bare.length)
    await completePhoto(tx, id, sha256)
  })
  return allowed({ received: size, size, complete: true })
}
