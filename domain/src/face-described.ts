// What the face engine says about one photo, and about two. Vectors kept from one day may be
// compared on another, without either photo, as long as the same model made both [K3]. The server's
// engine and the desk's browser compare by this very code.

import {
  type Advice,
  type Band,
  type Bands,
  bandOf,
  defaultBands,
  type FaceModel,
  isComparable,
  type Undescribed,
} from './comparison.ts'
import type { Quality } from './face-quality.ts'

export type DescribedFace = {
  readonly ok: true
  readonly advice: readonly Advice[]
  readonly quality: Quality
  /** 1,024 numbers, of length 1. Personal data: it finds a person as surely as the photo does. */
  readonly vector: Float32Array
  readonly model: FaceModel
  /** Milliseconds of work, waiting not counted. */
  readonly ms: number
}

export type UndescribedFace = {
  readonly ok: false
  readonly reason: Undescribed
  readonly advice: readonly Advice[]
  readonly ms: number
}

export type Described = DescribedFace | UndescribedFace

export type Compared = {
  readonly band: Band
  /** Cosine, -1 to 1; absent if the photos cannot be compared. */
  readonly score?: number
  /** Why they cannot be compared, and on account of which of the two. */
  readonly reason?: Undescribed | 'other-model'
  readonly photo?: 'first' | 'second' | 'both'
  /** What is wrong with either photo: a low score may come from the photo, not from the person. */
  readonly flags: readonly Advice[]
  readonly model?: FaceModel
  readonly bandsVersion: string
  /** Milliseconds of work on both photos; 0 for vectors that were kept. */
  readonly ms: number
}

/** A description as kept: all that a comparison needs. */
export type KeptFace = Pick<DescribedFace, 'vector' | 'model' | 'advice'>

/** Compares two kept descriptions. [K3] Different models: cannot compare, `other-model`. */
export function compareVectors(
  first: KeptFace,
  second: KeptFace,
  bands: Bands = defaultBands,
): Compared {
  const flags = [...new Set([...first.advice, ...second.advice])]
  const about = { flags, bandsVersion: bands.version, ms: 0 }
  if (!isComparable(first.model, second.model) || first.vector.length !== second.vector.length) {
    return { band: 'cannot-compare', reason: 'other-model', photo: 'both', ...about }
  }
  const score = cosine(first.vector, second.vector)
  return { band: bandOf(score, bands), score, model: first.model, ...about }
}

/** As `compareVectors`, for two answers of the engine, of which either may be a refusal. */
export function compareDescribed(
  first: Described,
  second: Described,
  bands: Bands = defaultBands,
): Compared {
  const ms = first.ms + second.ms
  if (first.ok && second.ok) {
    return { ...compareVectors(first, second, bands), ms }
  }
  const failed = first.ok ? second : first
  const described = first.ok ? first : second
  return {
    band: 'cannot-compare',
    ...(failed.ok ? {} : { reason: failed.reason }),
    photo: first.ok ? 'second' : second.ok ? 'first' : 'both',
    flags: [...new Set([...first.advice, ...second.advice])],
    ...(described.ok ? { model: described.model } : {}),
    bandsVersion: bands.version,
    ms,
  }
}

function cosine(one: Float32Array, other: Float32Array): number {
  let product = 0
  let oneSquared = 0
  let otherSquared = 0
  one.forEach((value, index) => {
    const against = other[index] ?? 0
    product += value * against
    oneSquared += value * value
    otherSquared += against * against
  })
  // Rounding may put a vector's cosine with itself a hair above 1.
  return Math.max(-1, Math.min(1, product / Math.sqrt(oneSquared * otherSquared)))
}
