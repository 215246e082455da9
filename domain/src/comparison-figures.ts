// How often a face engine errs, counted from the scores of pairs, in the terms of ISO/IEC 19795-1.
// Mated pairs are two photos of one person, non-mated pairs photos of two people. The false non-match
// rate (FNMR) is the share of mated pairs that count as two people, the false match rate (FMR) that of
// non-mated pairs that count as one person. Both depend on where the line is drawn, and both are shares
// of a sample: each comes with the interval in which the true share lies 19 times out of 20. What a
// sample is too small for is not said.

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
  | { readonly isMeasurable: true; readonly above: number; readonly fnmr: Rate }
  | { readonly isMeasurable: false; readonly pairs: number }

export type AtBands = {
  /** One person's photos below same, and below unsure, which an officer sees as different. */
  readonly fnmrAtSame: Rate
  readonly fnmrAtUnsure: Rate
  /** Two people's photos at or above same, and at or above unsure. */
  readonly fmrAtSame: Rate
  readonly fmrAtUnsure: Rate
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
 * FNMR of the `mated` scores with the line drawn as low as an FMR of `level` among the `nonMated`
 * scores allows. Below 3 / pairs nothing can be said: that few false matches are not told from none.
 */
export function fnmrAt(
  level: number,
  mated: readonly number[],
  nonMated: readonly number[],
): AtLevel {
  const pairs = nonMated.length
  if (pairs === 0 || level < 3 / pairs) return { isMeasurable: false, pairs }
  const falling = [...nonMated].sort((one, other) => other - one)
  // A hair is added, since 0.001 · 5000 is 5 and not 4.999….
  const above = falling[Math.floor(level * pairs + 1e-9)] ?? -1
  const below = mated.filter((score) => score <= above).length
  return { isMeasurable: true, above, fnmr: rateOf(below, mated.length) }
}

/** Both rates at bands that stand. */
export function ratesAt(
  bands: Bands,
  mated: readonly number[],
  nonMated: readonly number[],
): AtBands {
  const below = (bound: number) => mated.filter((score) => score < bound).length
  const reached = (bound: number) => nonMated.filter((score) => score >= bound).length
  return {
    fnmrAtSame: rateOf(below(bands.same), mated.length),
    fnmrAtUnsure: rateOf(below(bands.unsure), mated.length),
    fmrAtSame: rateOf(reached(bands.same), nonMated.length),
    fmrAtUnsure: rateOf(reached(bands.unsure), nonMated.length),
  }
}

/** The value that `share` of the values do not exceed; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const rising = [...values].sort((one, other) => one - other)
  return rising[Math.max(0, Math.ceil(share * rising.length) - 1)] ?? Number.NaN
}
