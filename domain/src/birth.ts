// A birth date as people know it: a day, a month or only a year. `approximate` says that a person
// gave it as about right; it is shown to the officer and moves no bound, since a date that is not
// known can be given without its day. What is unknown counts in the person's favour.
// Under 21 and over 70 follow from it on the day of attesting. Nobody is asked.

import type { Rules } from './programme.ts'
import type { Day } from './time.ts'
import { addDays, isDay } from './time.ts'

export type BirthDate = {
  readonly year: number
  /** 1 to 12. */
  readonly month?: number
  /** 1 to 31; only with a month. */
  readonly day?: number
  readonly approximate: boolean
}

/** Whole years; `youngest` and `oldest` differ where parts of the birth date are unknown. */
export type AgeBounds = { readonly youngest: number; readonly oldest: number }

/** [G4] True when the calendar has such a day, month or year. */
export function isPossibleBirth(birth: BirthDate): boolean {
  if (birth.day !== undefined && birth.month === undefined) return false
  return isDay(dayText(birth.year, birth.month ?? 1, birth.day ?? 1))
}

/** The first and the last day on which a person with this birth date can have been born. */
export function birthRange(birth: BirthDate): { readonly earliest: Day; readonly latest: Day } {
  const { year, month, day } = birth
  if (month !== undefined && day !== undefined) {
    const born = dayText(year, month, day)
    return { earliest: born, latest: born }
  }
  if (month === undefined || month === 12)
    return { earliest: dayText(year, month ?? 1, 1), latest: dayText(year, 12, 31) }
  const nextMonth = dayText(year, month + 1, 1)
  return { earliest: dayText(year, month, 1), latest: addDays(nextMonth, -1) }
}

/**
 * The age on a day, at least and at most. Nobody was born after that day, so no age is negative.
 * [G7] Who was born on 29 February has the birthday of a common year on 28 February or on 1 March,
 * laws differ; like an unknown part it counts in the person's favour, so both are bounds.
 */
export function ageBounds(birth: BirthDate, day: Day): AgeBounds {
  const { earliest, latest } = birthRange(birth)
  return {
    youngest: Math.max(0, fullYears(latest, day)),
    oldest: Math.max(0, fullYears(earliest.replace(/02-29$/, '02-28'), day)),
  }
}

/** [A2] Before the 21st birthday, on that day, by any reading of the birth date. */
export function isUnder21(birth: BirthDate, day: Day, rules: Rules): boolean {
  return ageBounds(birth, day).youngest < rules.underAge
}

/** [A3] From the 70th birthday on, on that day, by any reading of the birth date. */
export function isOver70(birth: BirthDate, day: Day, rules: Rules): boolean {
  return ageBounds(birth, day).oldest >= rules.overAge
}

/** [A7] Before the fifth birthday, on that day, by any reading of the birth date. */
export function isChildUnder5(birth: BirthDate, day: Day, rules: Rules): boolean {
  return ageBounds(birth, day).youngest < rules.smallChildAge
}

/**
 * [G12] True when `typed` has every part that was registered. Who typed a year alone would
 * otherwise match any day of it, and a paper that was found would fall to a few guesses.
 */
export function matchesBirth(registered: BirthDate, typed: BirthDate): boolean {
  const { year, month, day } = registered
  const isMonth = month === undefined || month === typed.month
  return year === typed.year && isMonth && (day === undefined || day === typed.day)
}

/** Birthdays had by `day`; ISO days compare as texts, 29 February after 28 and before 1 March. */
function fullYears(born: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  return day.slice(5) < born.slice(5) ? years - 1 : years
}

const dayText = (year: number, month: number, day: number): Day =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`

const two = (count: number): string => String(count).padStart(2, '0')
