// The month and the day of a port as planners and supervisors see them: what a day's slots come to, where the arrow
// keys lead, and what a slot's id says.

import type { AskAnswerOf, QueryOf } from '@garita/contract'
import { addDays, isDay, weekdayOf } from '@garita/domain/time'

export type Calendar = AskAnswerOf<'calendar'>
export type CalendarSlot = Calendar['slots'][number]
export type PortCode = QueryOf<'calendar'>['port']

/** Of one day. Places, and `slots` and `closed` in slots. */
export type DaySums = {
  readonly slots: number
  readonly closed: number
  readonly places: number
  readonly taken: number
  /** What anybody may pick. */
  readonly open: number
  readonly waiting: number
  readonly urgent: number
}

/** Places of a slot that anybody may pick; a closed one has none. */
export function openIn({ places, taken, waiting, urgent, closedAt }: CalendarSlot): number {
  return closedAt === null ? Math.max(0, places - taken - waiting - urgent) : 0
}

/** What a day's slots come to. Closed ones count as closed, and with what is still taken in them. */
export function sumsOfDay(slots: readonly CalendarSlot[]): DaySums {
  const open = slots.filter((slot) => slot.closedAt === null)
  return {
    slots: slots.length,
    closed: slots.length - open.length,
    places: sum(open.map((slot) => slot.places)),
    taken: sum(slots.map((slot) => slot.taken)),
    open: sum(open.map(openIn)),
    waiting: sum(open.map((slot) => slot.waiting)),
    urgent: sum(open.map((slot) => slot.urgent)),
  }
}

/** `2023-01-01` for any day of January 2023. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`
}

/** The first day of the month so many months later; earlier when negative. */
export function addMonths(month: string, count: number): string {
  const all = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${String(Math.floor(all / 12)).padStart(4, '0')}-${pair((all % 12) + 1)}-01`
}

export function lastDayOf(month: string): string {
  return addDays(addMonths(monthOf(month), 1), -1)
}

/** The weeks of a month from Monday to Sunday; undefined where a day belongs to another month. */
export function weeksOf(month: string): (string | undefined)[][] {
  const last = lastDayOf(month)
  const weeks: (string | undefined)[][] = []
  for (let monday = addDays(month, 1 - weekdayOf(month)); monday <= last; ) {
    weeks.push(
      Array.from({ length: 7 }, (_, place) => {
        const day = addDays(monday, place)
        return day >= month && day <= last ? day : undefined
      }),
    )
    monday = addDays(monday, 7)
  }
  return weeks
}

/** Where a key leads from a day; undefined for a key that moves nothing. */
export function dayAfterKey(day: string, key: string): string | undefined {
  const [first, last] = [monthOf(day), lastDayOf(day)]
  const steps: Readonly<Record<string, () => string>> = {
    ArrowLeft: () => addDays(day, -1),
    ArrowRight: () => addDays(day, 1),
    ArrowUp: () => addDays(day, -7),
    ArrowDown: () => addDays(day, 7),
    // Within the month: a week's first or last day that is shown.
    Home: () => latest(first, addDays(day, 1 - weekdayOf(day))),
    End: () => earliest(last, addDays(day, 7 - weekdayOf(day))),
    PageUp: () => sameDayIn(addMonths(first, -1), day),
    PageDown: () => sameDayIn(addMonths(first, 1), day),
  }
  return steps[key]?.()
}

/** The same day of another month, or that month's last. */
export function sameDayIn(month: string, day: string): string {
  return earliest(lastDayOf(month), `${month.slice(0, 8)}${day.slice(8)}`)
}

/** What the id of a slot says: port, day and wall time there. */
export function readSlotId(id: string): {
  port: string
  day: string
  time: string
  urgent: boolean
} {
  const digits = id.slice(16, 20)
  const time = `${digits.slice(0, 2)}:${digits.slice(2)}`
  return { port: id.slice(0, 4), day: id.slice(5, 15), time, urgent: id.endsWith('-u') }
}

/** A day from an address, or undefined where it is none. */
export function readDay(text: string | null): string | undefined {
  return text !== null && isDay(text) ? text : undefined
}

/** Slots as `propose-closure` reads them: ids parted by commas, with the places that stay where some do. */
export function closureQuery(slots: readonly { slot: string; places: number }[]): string {
  return slots.map(({ slot, places }) => (places > 0 ? `${slot}=${places}` : slot)).join(',')
}

const pair = (count: number) => String(count).padStart(2, '0')
const latest = (a: string, b: string) => (a > b ? a : b)
const earliest = (a: string, b: string) => (a < b ? a : b)

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}
