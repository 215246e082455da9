// What was attested and what was seen at the port, for everybody, month by month: of the people
// whose determinations count, how many had attested a criterion, in how many an officer saw it, and
// in how many both. Many criteria are illnesses and dangers, so nobody may be found in these
// figures. From 1 to 9 people they are only *fewer than 10*; the others are told in whole tens, so
// that what was attested and not seen cannot be had by subtraction; and a month is told once it is
// over, so that nobody sees a figure move when one person leaves a desk.

import type { Criterion } from './programme.ts'
import { criteria } from './programme.ts'
import { inTens } from './tally.ts'
import type { Instant, Zone } from './time.ts'
import { dayOf } from './time.ts'
import { csvOf } from './weekly.ts'

/** One criterion in one month, as it was counted. */
export type CriterionCount = {
  /** `YYYY-MM` by the port's calendar. */
  readonly month: string
  readonly criterion: Criterion
  /** Whose determinations came to count in that month. */
  readonly people: number
  readonly attested: number
  readonly seen: number
  readonly both: number
}

type Shown = number | 'fewer-than-10'

export type CriteriaMonth = {
  readonly month: string
  readonly people: Shown
  readonly criteria: readonly {
    readonly criterion: Criterion
    readonly attested: Shown
    readonly seen: Shown
    readonly both: Shown
  }[]
}

/** The month of an instant on a port's calendar, `YYYY-MM`. */
export function monthOf(at: Instant, zone: Zone): string {
  return dayOf(at, zone).slice(0, 7)
}

/** [Y12] As everybody may see it: months before `before`, the latest first, small figures hidden. */
export function criteriaSeen(
  counts: readonly CriterionCount[],
  before: string,
): readonly CriteriaMonth[] {
  const months = Map.groupBy(
    counts.filter(({ month }) => month < before),
    ({ month }) => month,
  )
  return [...months]
    .sort(([a], [b]) => (a > b ? -1 : 1))
    .map(([month, rows]) => ({
      month,
      people: inTens(rows[0]?.people ?? 0),
      criteria: criteria.flatMap((criterion) => {
        const row = rows.find((one) => one.criterion === criterion)
        if (!row) return []
        const { attested, seen, both } = row
        return [{ criterion, attested: inTens(attested), seen: inTens(seen), both: inTens(both) }]
      }),
    }))
}

const columns = ['month', 'criterion', 'people', 'attested', 'seen', 'both'] as const

/** [Y13] One line a month and criterion, each a JSON object, keys always in the same order. */
export function criteriaAsLines(months: readonly CriteriaMonth[]): string {
  return rowsOf(months)
    .map((row) => {
      const entries = columns.map((name) => [name, row[name]] as const)
      return `${JSON.stringify(Object.fromEntries(entries))}\n`
    })
    .join('')
}

/** [Y13] As RFC 4180 has it: a line of names, then one a month and criterion. */
export function criteriaAsCsv(months: readonly CriteriaMonth[]): string {
  const lines = [
    columns.map(csvOf),
    ...rowsOf(months).map((row) => columns.map((name) => csvOf(row[name]))),
  ]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

function rowsOf(months: readonly CriteriaMonth[]) {
  return months.flatMap(({ month, people, criteria: rows }) =>
    rows.map((row) => ({ month, people, ...row })),
  )
}
