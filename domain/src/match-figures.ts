// How often a face engine errs, counted from the scores of pairs. A miss says of one person's two
// photos that they are different people; a false match says of two people that they are one. Both
// depend on where the line is drawn, and both are shares of a sample: each comes with the interval
// in which the true share lies 19 times out of 20. What a sample is too small for is not said.

import type { Bands } from './comparison.ts'

export type Rate = {
  readonly hits: number
  readonly of: number
  /** 0 where there is nothing to count. */
  readonly rate: number
  /** Wilson's interval for 95 %. */
  readonly low: number
  readonly high: number
}

export type AtLevel =
  | { readonly isMeasurable: true; readonly above: number; readonly missed: Rate }
  | { readonly isMeasurable: false; readonly pairs: number }

export type AtBands = {
  /** One person's photos below same, and below unsure, which an officer sees as different. */
  readonly notSame: Rate
  readonly calledDifferent: Rate
  /** Two people's photos at or above same, and at or above unsure. */
  readonly calledSame: Rate
  readonly notDifferent: Rate
}

const z = 1.959964

/** `hits` among `of`, with Wilson's interval (1927), which holds for few pairs and for none at all. */
export function rateOf(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, rate: 0, low: 0, high: 1 }
  const share = hits / of
  const weight = 1 + z ** 2 / of
  const middle = (share + z ** 2 / (2 * of)) / weight
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  return {
    hits,
    of,
    rate: share,
    low: hits === 0 ? 0 : Math.max(0, middle - half),
    high: hits === of ? 1 : Math.min(1, middle + half),
  }
}

/**
 * The misses among `genuine` scores with the line drawn as low as the share `level` of false matches
 * among `different` scores allows. Below 3 / pairs nothing can be said: that few false matches are
 * not told from none.
 */
export function missedAt(
  level: number,
  genuine: readonly number[],
  different: readonly number[],
): AtLevel {
  const pairs = different.length
  if (pairs === 0 || level < 3 / pairs) return { isMeasurable: false, pairs }
  const falling = [...different].sort((one, other) => other - one)
  // A hair is added, since 0.001 · 5000 is 5 and not 4.999….
  const above = falling[Math.floor(level * pairs + 1e-9)] ?? -1
  const missed = genuine.filter((score) => score <= above).length
  return { isMeasurable: true, above, missed: rateOf(missed, genuine.length) }
}

/** Both errors at bands that stand. */
export function errorsAt(
  bands: Bands,
  genuine: readonly number[],
  different: readonly number[],
): AtBands {
  const below = (bound: number) => genuine.filter((score) => score < bound).length
  const reached = (bound: number) => different.filter((score) => score >= bound).length
  return {
    notSame: rateOf(below(bands.same), genuine.length),
    calledDifferent: rateOf(below(bands.unsure), genuine.length),
    calledSame: rateOf(reached(bands.same), different.length),
    notDifferent: rateOf(reached(bands.unsure), different.length),
  }
}

/** The value that `share` of the values do not exceed; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const rising = [...values].sort((one, other) => one - other)
  return rising[Math.max(0, Math.ceil(share * rising.length) - 1)] ?? Number.NaN
}
