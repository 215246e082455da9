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

/** Of a drawn person: the photo sent (variant 0), or of another day (1, 2). */
export type DrawnFaces = (index: number, variant: number) => Promise<Face>

/** The 24 drawn faces: each is drawn once, beside the main thread, when it is first asked for. */
export function drawFaces(): DrawnFaces {
  const drawn = new Map<string, Promise<Face>>()
  return (index, variant) => {
    const name = `${index % drawnFaceCount} ${variant}`
    const face = drawn.get(name) ?? drawFace(index, variant)
    drawn.set(name, face)
    return face
  }
}

async function drawFace(index: number, variant: number): Promise<Face> {
  const bytes = await drawnFaceVariant(index, variant)
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
