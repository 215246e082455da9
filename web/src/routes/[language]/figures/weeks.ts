// The weekly figures as the page shows them: by week, the newest first, with sums where they can be said.

import type { AskAnswerOf } from '@garita/contract'
import { portsFromWest } from '#lib/draw/reach.ts'
import type { Count } from '#lib/figures/said.ts'
import { groupBy } from '#lib/group-by.ts'

export type Row = AskAnswerOf<'figures'>['weeks'][number]

/** The columns about people or groups, in the order of what happens to them. */
export const columns = [
  'tickets',
  'offered',
  'accepted',
  'picked',
  'arrived',
  'absent',
  'cancelled',
] as const

export type Week = {
  /** The Monday it begins on. */
  week: string
  /** Its ports from west to east. */
  rows: Row[]
  places: number
  given: number
}

const order = new Map(portsFromWest.map(({ code }, index) => [code, index]))

export function weeksOf(rows: readonly Row[]): Week[] {
  return [...groupBy(rows, ({ week }) => week)]
    .map(([week, own]) => ({
      week,
      rows: [...own].sort((a, b) => (order.get(a.port) ?? 0) - (order.get(b.port) ?? 0)),
      places: own.reduce((sum, row) => sum + row.places, 0),
      given: own.reduce((sum, row) => sum + row.given, 0),
    }))
    .sort((a, b) => (a.week < b.week ? 1 : -1))
}

/**
 * The sum of one column, undefined where a part of it is hidden: from a sum and its other parts a hidden number
 * could be worked out.
 */
export function sumOf(rows: readonly Row[], column: (typeof columns)[number]): number | undefined {
  let sum = 0
  for (const row of rows) {
    const count: Count = row[column]
    if (count === 'fewer-than-10') return undefined
    sum += count
  }
  return sum
}
