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
export type HourRows = {
  readonly startsAt: number
  readonly rows: readonly ArrivalRow[]
  readonly people: number
  readonly came: number
}

/** The rows under their start, in order. Counts are the whole hour's, whatever was searched for. */
export function rowsByHour(day: Day, rows: readonly ArrivalRow[]): readonly HourRows[] {
  const byStart = groupBy(rows, (row) => row.startsAt)
  return [...byStart]
    .sort(([a], [b]) => a - b)
    .map(([startsAt, found]) => {
      const hours = day.hours.filter((hour) => hour.startsAt === startsAt)
      const { expected, here, determined, absent } = sumOf(hours)
      const came = here + determined
      return { startsAt, rows: found, people: came + expected + absent, came }
    })
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
