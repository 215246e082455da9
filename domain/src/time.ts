// Time as the rules see it: an instant is epoch milliseconds, a day and a wall time are what a
// calendar and a clock on the wall of a port say in its own zone. Everything is worked out with
// Intl.DateTimeFormat alone, so that no time library has to reach a phone.
// The rules here: which instant a wall time means on the two days a year when clocks change,
// and how days are counted (as calendar days, never as 24 hours).

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number
/** A calendar day without a zone, `YYYY-MM-DD`. */
export type Day = string
/** What a clock on the wall shows, `HH:MM`, 00:00 to 23:59. */
export type WallTime = string
/** An IANA zone name, such as `America/Denver`. */
export type Zone = string
/** Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const minutesMs = (minutes: number): number => minutes * 60_000
export const hoursMs = (hours: number): number => minutesMs(hours * 60)
/** A day of exactly 24 hours. To move by calendar days use `addDays`. */
export const daysMs = (days: number): number => hoursMs(days * 24)

/**
 * The instant at which the clock in `zone` shows `time` on `day`.
 * [T1] An hour that the clocks skip in spring moves on by what was skipped (02:30 is 03:30).
 * [T2] Of an hour that happens twice in autumn the first is meant.
 */
export function instantOf(day: Day, time: WallTime, zone: Zone): Instant {
  const wallMs = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(wallMs)) throw new RangeError('not a day and a wall time')
  // No zone changes its offset twice within two days, so these two are all that can apply.
  const before = offsetMs(wallMs - daysMs(1), zone)
  const after = offsetMs(wallMs + daysMs(1), zone)
  const first = wallMs - Math.max(before, after)
  const second = wallMs - Math.min(before, after)
  if (first + offsetMs(first, zone) === wallMs) return first
  return second
}

/** The calendar day at `instant` in `zone`. */
export function dayOf(instant: Instant, zone: Zone): Day {
  return wallClock(instant, zone).slice(0, 10)
}

/** What the clock shows at `instant` in `zone`, to the minute. */
export function wallTimeOf(instant: Instant, zone: Zone): WallTime {
  return wallClock(instant, zone).slice(11, 16)
}

/** [T3] The day `count` calendar days later; earlier when negative. */
export function addDays(day: Day, count: number): Day {
  return new Date(midnightMs(day) + daysMs(count)).toISOString().slice(0, 10)
}

/** [T3] Calendar days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (midnightMs(to) - midnightMs(from)) / daysMs(1)
}

/** The day of the week. */
export function weekdayOf(day: Day): Weekday {
  return (new Date(midnightMs(day)).getUTCDay() || 7) as Weekday
}

/** True when the text is a day that the calendar has: `2023-02-31` is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

const midnightMs = (day: Day): number => {
  const ms = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(ms)) throw new RangeError('not a day')
  return ms
}

/** How far the clock in `zone` is ahead of UTC at `instant`. */
function offsetMs(instant: Instant, zone: Zone): number {
  const wholeSeconds = Math.floor(instant / 1000) * 1000
  return Date.parse(`${wallClock(instant, zone)}Z`) - wholeSeconds
}

/** `YYYY-MM-DDTHH:MM:SS` on the wall of `zone`. */
function wallClock(instant: Instant, zone: Zone): string {
  const part: Record<string, string> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) part[type] = value
  const year = String(part.year).padStart(4, '0')
  return `${year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}`
}

// Making a formatter takes some 50 µs, using one 2 µs; there are only as many as there are zones.
const formatters = new Map<Zone, Intl.DateTimeFormat>()

function formatterOf(zone: Zone): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(zone, made)
  return made
}
