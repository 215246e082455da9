// A comparison sets the photo that a person sent beside the one taken at the port. The face engine
// gives a score, the cosine of two face vectors, between -1 and 1; here the score becomes a band.
// A band is evidence for an officer and never a decision: it is shown with both photos, the score
// and the version of the bands that gave it. [K1] says where the bands lie, [K2] that without a
// sound score there is no band, [K3] that scores of different models are never mixed, [K5] which
// bands may be set instead of ours, [K8] which flaws of a photo take the meaning from a low score.
//
// The bounds come from 102 people photographed twice, and from three other sets: see `defaultBands`.

/** What an officer sees beside the two photos. */
export const bandNames = ['same', 'unsure', 'different', 'cannot-compare'] as const
export type Band = (typeof bandNames)[number]

/** What a person can mend before taking the photo again. Advice, never a barrier. */
export const adviceNames = [
  'no-face',
  'several-faces',
  'too-dark',
  'too-bright',
  'blurred',
  'too-small',
  'side-light',
] as const
export type Advice = (typeof adviceNames)[number]

/** Why a photo has no description, and so cannot be compared. */
export const undescribedNames = [
  'no-face',
  'several-faces',
  'too-small',
  'unclear-face',
  'unreadable',
  'unsupported',
  'too-large-picture',
  'engine-unavailable',
] as const
export type Undescribed = (typeof undescribedNames)[number]

/** Lower bounds of two bands, as cosines; `version` is stored with every comparison. */
export type Bands = {
  readonly version: string
  /** At or above it: same. */
  readonly same: number
  /** At or above it, but below `same`: unsure. */
  readonly unsure: number
}

/** Who made a vector: `id` names model and recipe, `hash` is the SHA-256 of the model's files. */
export type FaceModel = { readonly id: string; readonly hash: string }

/**
 * The bands in force, for the built-in recogniser. At 0.70, of 102 people in document-like photos
 * against a webcam nobody was falsely matched or missed; on groups of 6 to 38 pairs by origin,
 * too few to prove parity, at most 1.3 % were falsely matched. Recalibrate on real photos.
 */
export const defaultBands: Bands = { version: 'faceres-1', same: 0.7, unsure: 0.55 }

/** The band of a score. [K1] bounds belong to the band above them. [K2] no sound score, no band. */
export function bandOf(score: number, bands: Bands): Band {
  if (!Number.isFinite(score) || score < -1 || score > 1) return 'cannot-compare'
  if (score >= bands.same) return 'same'
  return score >= bands.unsure ? 'unsure' : 'different'
}

/** What may be wrong with bands that somebody sets; empty where nothing is. */
const bandsFaults = ['no-version', 'no-bounds', 'bounds-crossed'] as const
export type BandsFault = (typeof bandsFaults)[number]

/** [K5] Bands as data: a version of 1 to 60 signs, and −1 ≤ unsure < same ≤ 1. */
export function readBands(value: unknown): Bands | BandsFault {
  const { version, same, unsure }: { version?: unknown; same?: unknown; unsure?: unknown } =
    typeof value === 'object' && value !== null ? value : {}
  if (typeof version !== 'string' || !/^[\w.-]{1,60}$/.test(version)) return 'no-version'
  if (typeof same !== 'number' || typeof unsure !== 'number') return 'no-bounds'
  const isInOrder = unsure >= -1 && unsure < same && same <= 1
  return isInOrder ? { version, same, unsure } : 'bounds-crossed'
}

/** Flaws of a photo that take the meaning from a low score. */
const weaknessNames = ['too-dark', 'too-bright', 'blurred', 'too-small', 'side-light'] as const
export type Weakness = (typeof weaknessNames)[number]

/**
 * [K8] On account of which of a comparison's flags its score means little, in the order in which to
 * say them; empty: nothing speaks against the photos. One person's photos scored 0.89 in the middle
 * when taken well, and 0.82 to 0.83 when dark, too bright or blurred; made-up side light and distance
 * cost nothing there, real ones do. A high score stays evidence; a low one may come from the photo.
 */
export function weakBecause(flags: readonly string[]): Weakness[] {
  return weaknessNames.filter((one) => flags.includes(one))
}

/** [K3] Two vectors may be compared only if the same model, file for file, made both. */
export function isComparable(one: FaceModel, other: FaceModel): boolean {
  return one.id === other.id && one.hash === other.hash
}
