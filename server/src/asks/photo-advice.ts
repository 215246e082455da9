// Advice in words on a photo that was sent, from the face engine. Never a barrier and never in the
// way: where the engine is not there, cannot read the picture or has no time, that is said, and
// everything goes on.

import { allowed, refused } from '@garita/domain/decision'
import { ask } from '../ask.ts'
import type { Described, FaceEngine } from '../faces/engine.ts'
import { readPhoto } from '../photo.ts'

const notLooked = new Set(['engine-unavailable', 'unreadable', 'unsupported', 'too-large-picture'])

/** How long somebody waits for advice, the engine's queue included; a picture alone takes 0.15 s. */
const adviceLimitMs = 2000

export default adviseWithin(adviceLimitMs)

/** @param limitMs other than the shipped one in tests alone. */
export function adviseWithin(limitMs: number) {
  return ask('photo-advice', async ({ db, who, world, group }, { photo }) => {
    const bytes = await readPhoto(db, who, group, photo)
    if (!bytes) return refused('photo-unknown')
    const described = await describeWithin(limitMs, world.faces, bytes)
    if (!described) return allowed({ advice: [], looked: false })
    const looked = described.ok || !notLooked.has(described.reason)
    return allowed({ advice: [...described.advice], looked })
  })
}

/** Nothing where the time is up; a picture that waits still is then not looked at any more. */
async function describeWithin(
  limitMs: number,
  faces: FaceEngine,
  photo: Uint8Array,
): Promise<Described | undefined> {
  const giveUp = new AbortController()
  const late = new Promise<undefined>((resolve) => {
    giveUp.signal.addEventListener('abort', () => resolve(undefined))
  })
  const timer = setTimeout(() => giveUp.abort(), limitMs)
  try {
    return await Promise.race([faces.describe(photo, giveUp.signal), late])
  } finally {
    clearTimeout(timer)
  }
}
