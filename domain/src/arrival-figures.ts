// How mornings at the ports went, as figures for those who run them: how long each step took, how
// long people waited by the hour at which they came, who did not come by how many days before the
// place was given, what comparisons said. No names, and nothing that could point at somebody: a count
// from 1 to 9 is only fewer than 10, and of so few there is no median. Above that counts are exact:
// they are for staff who run the port, and days taken one from the other tell them no more than the
// day's list did. What the public sees of the same days is in tens (`criteria-seen.ts`).

import type { Band } from './comparison.ts'
import { type Decision, decide, type Reason } from './decision.ts'
import { fewerThan10 } from './tally.ts'
import { type Day, daysBetween, isDay } from './time.ts'

/** [Y20] One question covers at most so many days, a season of the year. */
const figuresDaysLimit = 92

/**
 * [Y22] Days between getting the place and its day, as they are told: each stands for the days up to
 * the next one. 14 is the programme's horizon.
 */
const noticeClasses = [0, 1, 2, 3, 7, 14] as const

export type FiguresRefusal = 'day-impossible' | 'days-reversed' | 'days-too-many'

/** [Y20] Days that exist, forwards, and not too many of them. */
export function figuresSpan(
  from: Day,
  to: Day,
): Decision<{ readonly from: Day; readonly to: Day }, FiguresRefusal> {
  const impossible = [from, to].filter((day) => !isDay(day))
  const reasons: Reason<FiguresRefusal>[] = []
  if (impossible.length > 0) reasons.push({ name: 'day-impossible', facts: { days: impossible } })
  else if (to < from) reasons.push({ name: 'days-reversed' })
  else if (daysBetween(from, to) >= figuresDaysLimit)
    reasons.push({ name: 'days-too-many', facts: { limit: figuresDaysLimit } })
  return decide(reasons, () => ({ from, to }))
}

/** [Y22] The class of a number of days; who had a place for longer is with those of fourteen. */
export function noticeClassOf(days: number): number {
  return noticeClasses.findLast((least) => days >= least) ?? 0
}

export type Spread = {
  readonly count: number | 'fewer-than-10'
  /** Whole minutes within which half were done; null where there are fewer than ten. */
  readonly median: number | null
  /** Whole minutes within which nine of ten were done; null where there are fewer than ten. */
  readonly ninth: number | null
}

/** People, and the minutes within which half and nine of ten of them were done. */
export type Measured = {
  readonly count: number
  readonly median: number | null
  readonly ninth: number | null
}

/** [Y21] As it may be shown, in whole minutes, none below nought. */
export function spreadOf({ count, median, ninth }: Measured): Spread {
  const told = (minutes: number | null) =>
    count < 10 || minutes === null ? null : Math.max(0, Math.round(minutes))
  return { count: fewerThan10(count), median: told(median), ninth: told(ninth) }
}

/** Groups that had their place so many days before, and came or did not. */
export type NoticeCount = {
  readonly days: number
  readonly groups: number
  readonly absent: number
}

export type NoticeLine = {
  readonly days: number
  readonly groups: number | 'fewer-than-10'
  readonly absent: number | 'fewer-than-10'
}

/** [Y22] No-shows by class of notice, every class in its order. */
export function noticeLines(counts: readonly NoticeCount[]): NoticeLine[] {
  const byClass = Map.groupBy(counts, ({ days }) => noticeClassOf(days))
  return noticeClasses.map((days) => {
    const all = byClass.get(days) ?? []
    const sum = (countOf: (one: NoticeCount) => number) =>
      fewerThan10(all.reduce((total, one) => total + countOf(one), 0))
    return { days, groups: sum((one) => one.groups), absent: sum((one) => one.absent) }
  })
}

/** [Y21] Comparisons of one port by what they said, the latest of each person. */
export function bandLines(bands: readonly { readonly band: Band; readonly count: number }[]) {
  const order: readonly Band[] = ['same', 'unsure', 'different', 'cannot-compare']
  const counts = new Map(bands.map(({ band, count }) => [band, count]))
  return order.map((band) => ({ band, count: fewerThan10(counts.get(band) ?? 0) }))
}
