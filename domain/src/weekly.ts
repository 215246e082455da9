// The weekly figures, for everybody: of each port and week how many places there were and were
// given, and how many groups had tickets, were offered places, took them, came, did not come. A
// week begins on Monday, by the calendar of its port; weeks that are over and the present one.
// A small figure can point at somebody, so from 1 to 9 groups it is only *fewer than 10*. No sums
// over ports or weeks are given, so that nothing hidden can be had by subtraction; people are
// counted as groups, places as places, so that one is never the rest of the other.

import { fewerThan10, inTens } from './tally.ts'
import type { Day } from './time.ts'
import { addDays, weekdayOf } from './time.ts'

/** What is counted of groups; each by the week in which it happened. */
export const groupFigures = [
  'tickets',
  'offered',
  'accepted',
  'picked',
  'arrived',
  'absent',
  'cancelled',
] as const

export type GroupFigure = (typeof groupFigures)[number]

/** One port and week as it was counted. */
export type WeekCount = {
  /** The Monday. */
  readonly week: Day
  readonly port: string
  /** Places of its slots, and of these the taken ones. */
  readonly places: number
  readonly given: number
} & { readonly [figure in GroupFigure]: number }

export type WeekFigures = Omit<WeekCount, GroupFigure> & {
  readonly [figure in GroupFigure]: number | 'fewer-than-10'
}

/** The Monday of the week of a day. */
export function weekOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day))
}

/** [Y4] As everybody may see it, by week and port, the latest week first. [Y5] Small figures hidden. */
export function weeklyFigures(counts: readonly WeekCount[]): readonly WeekFigures[] {
  const shown = counts.map(
    ({ week, port, places, given, ...groups }): WeekFigures => ({
      ...{ week, port, places, given },
      // [Y9] How many a draw had in all is public: a week with one port hidden tells no rest of it.
      tickets: inTens(groups.tickets),
      offered: fewerThan10(groups.offered),
      accepted: fewerThan10(groups.accepted),
      picked: fewerThan10(groups.picked),
      arrived: amongGiven(groups.arrived, given),
      absent: amongGiven(groups.absent, given),
      cancelled: fewerThan10(groups.cancelled),
    }),
  )
  return shown.sort((a, b) =>
    a.week === b.week ? (a.port < b.port ? -1 : 1) : a.week > b.week ? -1 : 1,
  )
}

/**
 * [Y5] Who had one of few places came or did not come: if none of the one were told, the other would
 * be known. So none, too, is fewer than 10 where places were given.
 */
function amongGiven(groups: number, given: number): number | 'fewer-than-10' {
  return groups === 0 && given > 0 ? 'fewer-than-10' : fewerThan10(groups)
}

const columns = ['week', 'port', 'places', 'given', ...groupFigures] as const

/** [Y6] One line a week and port, each a JSON object, keys always in the same order. */
export function figuresAsLines(figures: readonly WeekFigures[]): string {
  return figures
    .map((one) => {
      const entries = columns.map((name) => [name, one[name]] as const)
      return `${JSON.stringify(Object.fromEntries(entries))}\n`
    })
    .join('')
}

/** [Y6] As RFC 4180 has it: a line of names, then one a week and port. */
export function figuresAsCsv(figures: readonly WeekFigures[]): string {
  const lines = [
    columns.map(csvOf),
    ...figures.map((one) => columns.map((name) => csvOf(one[name]))),
  ]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** Quoted where it has to be. */
export function csvOf(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
