// Advice in words on a photo that was sent, from the face engine. Never a barrier: where the engine
// is not there or cannot read the picture, that is said and everything goes on.

import { allowed, refused } from '@garita/domain/decision'
import { ask } from '../ask.ts'
import { readPhoto } from '../photo.ts'

const notLooked = new Set(['engine-unavailable', 'unreadable', 'unsupported', 'too-large-picture'])

export default ask('photo-advice', async ({ db, who, world, group }, { photo }) => {
  const bytes = await readPhoto(db, who, group, photo)
  if (!bytes) return refused('photo-unknown')
  const described = await world.faces.describe(bytes)
  const looked = described.ok || !notLooked.has(described.reason)
  return allowed({ advice: [...described.advice], looked })
})
