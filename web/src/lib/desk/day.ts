// The day's arrivals as the list shows them: by hour, with counts of people.

import type { AskAnswerOf } from '@garita/contract'
import { groupBy } from '../group-by.ts'

export type Day = AskAnswerOf<'arrivals'>
export type ArrivalRow = Day['arrivals'][number]
export type ArrivalState = ArrivalRow['state']
export type Hour = Day['hours'][number]

/** People. */
export type Counts = Pick<Hour, 'expected' | 'here' | 'determined' | 'absent'>

/** One start with its groups; `came` of `people` are or were here. */
export type HourRows = Counts & {
  readonly startsAt: number
  readonly rows: readonly ArrivalRow[]
  readonly people: number
  readonly came: number
  /** People of groups of which nobody came yet: late once the start is past. */
  readonly awaited: number
}

/** The rows under their start, in order. Counts are the whole hour's, whatever was searched for. */
export function rowsByHour(day: Day, rows: readonly ArrivalRow[]): readonly HourRows[] {
  const byStart = groupBy(rows, (row) => row.startsAt)
  const all = groupBy(day.arrivals, (row) => row.startsAt)
  return [...byStart]
    .sort(([a], [b]) => a - b)
    .map(([startsAt, found]) => {
      const counts = sumOf(day.hours.filter((hour) => hour.startsAt === startsAt))
      const came = counts.here + counts.determined
      const people = came + counts.expected + counts.absent
      return {
        ...counts,
        startsAt,
        rows: found,
        people,
        came,
        awaited: awaitedOf(all.get(startsAt)),
      }
    })
}

function awaitedOf(rows: readonly ArrivalRow[] = []): number {
  const nobodyCame = rows.filter(({ state }) => state === 'expected' || state === 'late')
  return nobodyCame.reduce((total, { size }) => total + size, 0)
}

/** People who are late by now: their start passes while nothing else moves, and no answer says so. */
export function lateBy(now: number, arrivals: readonly ArrivalRow[]): number {
  return awaitedOf(arrivals.filter(({ startsAt }) => now > startsAt))
}

/** Where a group stands by now. */
export function stateBy(now: number, { state, startsAt }: ArrivalRow): ArrivalState {
  return state === 'expected' && now > startsAt ? 'late' : state
}

/**
 * The day as it was read now, with the rows that did not move as they were: a list of five hundred draws anew what
 * changed, and nothing else.
 */
export function keepRows(before: Day | undefined, after: Day): Day {
  const known = new Map(before?.arrivals.map((row) => [row.appointment, row]))
  const arrivals = after.arrivals.map((row) => {
    const old = known.get(row.appointment)
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row
  })
  return { ...after, arrivals }
}

/** The counts of several hours together. */
export function sumOf(hours: readonly Counts[]): Counts {
  const add = (count: (hour: Counts) => number) =>
    hours.reduce((total, hour) => total + count(hour), 0)
  return {
    expected: add((hour) => hour.expected),
    here: add((hour) => hour.here),
    determined: add((hour) => hour.determined),
    absent: add((hour) => hour.absent),
  }
}

/** Whole minutes from one instant to another, at least 0. */
export function minutesBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / 60_000))
}

/** The row before or after another in the order shown; the first where that one is not shown. */
export function neighbour(
  hours: readonly HourRows[],
  appointment: string | undefined,
  step: 1 | -1,
): ArrivalRow | undefined {
  const rows = hours.flatMap((hour) => hour.rows)
  const at = rows.findIndex((row) => row.appointment === appointment)
  if (at === -1) return rows[0]
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))]
}
