// A date of which someone may know only the year, or the year and month.

/** What stands in the three inputs, as typed. */
export type DateParts = { day: string; month: string; year: string }

/** The contract's shape of a birth date, without `approximate`. */
export type PartialDate = { year: number; month?: number; day?: number }

export const emptyDate = (): DateParts => ({ day: '', month: '', year: '' })

/**
 * The date that was typed, or a name of `fields.json`: `missing` without a year, `not-a-date` for 31 February or
 * a day without a month. Whether it lies in the future is the server's rule.
 */
export function readDate(parts: DateParts): PartialDate | 'missing' | 'not-a-date' {
  const [day, month, year] = [parts.day, parts.month, parts.year].map((part) => part.trim())
  if (!day && !month && !year) return 'missing'
  if (!year || !/^\d{4}$/.test(year)) return 'not-a-date'
  if (!month) return day ? 'not-a-date' : { year: Number(year) }
  if (!inRange(month, 12)) return 'not-a-date'
  if (!day) return { year: Number(year), month: Number(month) }
  if (!inRange(day, daysIn(Number(year), Number(month)))) return 'not-a-date'
  return { year: Number(year), month: Number(month), day: Number(day) }
}

/** The parts of a date that is known already, for editing. */
export function partsOf(date: PartialDate): DateParts {
  return {
    day: date.day?.toString() ?? '',
    month: date.month?.toString() ?? '',
    year: date.year.toString(),
  }
}

function inRange(text: string, most: number): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= most
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
