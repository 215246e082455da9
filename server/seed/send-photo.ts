// Stores a drawn face as if a phone had sent it: sealed under the group's key, complete, not yet
// named by an act. The pictures are our own, so nobody looks at them again.

import { createHash } from 'node:crypto'
import type { Instant } from '@garita/domain/time'
import { photoPlace } from '../src/sealed.ts'
import { reachable } from '../src/settle.ts'
import { beginPhoto, completePhoto, findPhoto, insertPart } from '../src/store/photos.ts'
import type { World } from '../src/world.ts'
import { drawnFaceCount, drawnFaceVariant } from './faces.ts'
import type { Face, PhotoSent } from './steps.ts'

/** Sends one, unless a start before this one did. */
export async function sendPhoto(world: World, photo: PhotoSent, now: Instant): Promise<void> {
  const { id, who, face } = photo
  const { db } = world.database
  const group = await reachable(world, db, who, photo.group, now)
  if (!group || (await findPhoto(db, group.id, id))) return
  const { bytes, sha256 } = face
  const sealed = group.key.seal(bytes, photoPlace(id, 0))
  await db.transaction().execute(async (tx) => {
    const begun = { id, groupId: group.id, accountId: who.account, size: bytes.length, madeAt: now }
    await beginPhoto(tx, begun)
    await insertPart(tx, { photoId: id, start: 0, length: bytes.length, sealed })
    await completePhoto(tx, id, sha256)
  })
}

/** Of a drawn person: the photo sent (variant 0), or of another day. */
export type DrawnFaces = (index: number, variant: number) => Face

/** The 24 drawn faces, each as sent (0) and on two other days (1, 2). */
export async function drawFaces(): Promise<DrawnFaces> {
  const variants = await Promise.all([0, 1, 2].map(drawVariant))
  return (index, variant) => {
    const face = variants[variant]?.[index % drawnFaceCount]
    if (!face) throw new RangeError('no such drawn face')
    return face
  }
}

async function drawVariant(variant: number): Promise<Face[]> {
  const drawn = Array.from({ length: drawnFaceCount }, (_, index) =>
    drawnFaceVariant(index, variant),
  )
  return (await Promise.all(drawn)).map((bytes) => ({
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
}
