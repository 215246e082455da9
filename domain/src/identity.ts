// Whom an officer takes a person for: the one who registered, not the same, or nobody can tell. It
// is said by a person and with its ground: both photos, a document, that one knows them, or
// something else in words. What a machine said of two photos is no ground; the officer looks at
// the photos. The latest word counts, those before stay. Not the same is for a supervisor to see.

import type { Arrival } from './arrival.ts'
import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import type { Instant } from './time.ts'

export const identityVerdicts = ['same', 'not-same', 'cannot-tell'] as const
export type IdentityVerdict = (typeof identityVerdicts)[number]

/** [X6] What an officer goes by. */
export const identityGrounds = ['photo', 'document', 'known', 'other'] as const
export type IdentityGround = (typeof identityGrounds)[number]

export type Identity = {
  readonly member: string
  readonly verdict: IdentityVerdict
  readonly ground: IdentityGround
  /** The officer's own words; empty where the ground says it all. */
  readonly words: string
  readonly at: Instant
}

export type IdentityRefusal =
  | 'member-unknown'
  | 'member-not-arrived'
  | 'photo-missing'
  | 'note-missing'

export type IdentityFacts = {
  readonly arrival: Arrival
  /** Whether a photo of this person was taken at the desk. */
  readonly isPhotoTaken: boolean
}

/** [X6] An officer says whom they take somebody for who came. Refused with every reason at once. */
export function confirmIdentity(
  { arrival, isPhotoTaken }: IdentityFacts,
  said: Omit<Identity, 'at'>,
  now: Instant,
): Decision<Identity, IdentityRefusal> {
  const words = said.words.trim()
  const state = Object.hasOwn(arrival, said.member) ? arrival[said.member] : undefined
  const reasons: Reason<IdentityRefusal>[] = []
  if (state === undefined) reasons.push({ name: 'member-unknown' })
  if (state === 'expected') reasons.push({ name: 'member-not-arrived' })
  if (said.ground === 'photo' && !isPhotoTaken) reasons.push({ name: 'photo-missing' })
  if (said.ground === 'other' && words === '') reasons.push({ name: 'note-missing' })
  return decide(reasons, () => ({ ...said, words, at: now }))
}
