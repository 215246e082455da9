// Opens the two photos of a traveler and lets the engine look at them, before the transaction.
// Whatever goes wrong with them is an answer, `cannot-compare` with the reason.

import type { LockedGroup } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import type { Compared } from '../../faces/engine.ts'
import { openPhoto } from '../../photo.ts'
import { findPresences } from '../../store/arrivals.ts'
import { findMembers } from '../../store/members.ts'
import type { World } from '../../world.ts'

export type Looked = {
  readonly sentPhoto: string | null
  readonly takenPhoto: string
  readonly compared: Omit<Compared, 'reason'> & { readonly reason?: string }
}

/** [K4] Null where no photo was taken of this member at this appointment. */
export async function lookAtBoth(
  world: World,
  group: LockedGroup,
  appointment: string,
  member: string,
): Promise<Looked | null> {
  const { db } = world.database
  const members = await findMembers(db, group.id)
  const presences = await findPresences(db, appointment)
  const sentPhoto = members.find((one) => one.id === member)?.photoId ?? null
  const takenPhoto = presences.find((one) => one.memberId === member)?.photoId
  if (!takenPhoto) return null
  return { sentPhoto, takenPhoto, compared: await look(world, group, sentPhoto, takenPhoto) }
}

async function look(
  { database, faces }: World,
  group: LockedGroup,
  sent: string | null,
  taken: string,
): Promise<Looked['compared']> {
  const none = { band: 'cannot-compare' as const, flags: [], ms: 0 }
  const bandsVersion = faces.bands.version
  if (!sent) return { ...none, reason: 'no-sent-photo', bandsVersion }
  try {
    const [first, second] = [
      await openPhoto(database.db, group.key, sent),
      await openPhoto(database.db, group.key, taken),
    ]
    return await faces.compare(first, second)
  } catch {
    // Bytes that do not open any more are no reason to stop an arrival.
    return { ...none, reason: 'unreadable', bandsVersion }
  }
}

type About = { readonly id: string; appointment: string; member: string; now: number }

/** What is kept of a comparison: with what it was made, so that it can be judged later. */
export function rowOf(looked: Looked, { id, appointment, member, now }: About): Row<'comparisons'> {
  const { band, score, reason, flags, model, bandsVersion, ms } = looked.compared
  return {
    id,
    appointmentId: appointment,
    memberId: member,
    sentPhoto: looked.sentPhoto,
    takenPhoto: looked.takenPhoto,
    band,
    score: score ?? null,
    reason: reason ?? null,
    flags: [...flags],
    modelId: model?.id ?? null,
    modelHash: model?.hash ?? null,
    bandsVersion,
    tookMs: Math.round(ms),
    comparedAt: now,
  }
}
