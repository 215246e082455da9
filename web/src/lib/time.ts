// Instants and days as people read them. Every time belongs to a port's zone; where the phone's clock differs,
// both are shown, because Monterrey and Laredo can be an hour apart.

import type { Language } from './language.ts'

/** The zone of this phone, an IANA name. */
export function phoneZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** "9:00" in a zone. `at` is epoch milliseconds. */
export function timeText(at: number, zone: string, language: Language): string {
  return format(at, language, { timeZone: zone, hour: 'numeric', minute: '2-digit' })
}

/** "domingo, 15 de enero" in a zone. */
export function dayText(at: number, zone: string, language: Language): string {
  return capital(weekdayAndDate(at, zone, language))
}

/** "domingo 15 de enero" in the middle of a sentence, where Spanish writes days small and without a comma. */
export function dayInSentence(at: number, zone: string, language: Language): string {
  const text = weekdayAndDate(at, zone, language)
  return language === 'es' ? text.replace(',', '') : text
}

function weekdayAndDate(at: number, zone: string, language: Language): string {
  return format(at, language, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  })
}

/** "6 de enero de 2023", for days long ago or far ahead. */
export function dateText(at: number, zone: string, language: Language): string {
  return format(at, language, { timeZone: zone, dateStyle: 'long' })
}

/** "6 de enero a las 10:32" as the language has it, for "saved at …". */
export function momentText(at: number, zone: string, language: Language): string {
  return format(at, language, { timeZone: zone, dateStyle: 'long', timeStyle: 'short' })
}

/** A day `YYYY-MM-DD` (of any zone) as "domingo, 15 de enero". */
export function localDayText(day: string, language: Language): string {
  return dayText(noonOf(day), 'UTC', language)
}

/** The same in the middle of a sentence: "domingo 15 de enero". */
export function localDayInSentence(day: string, language: Language): string {
  return dayInSentence(noonOf(day), 'UTC', language)
}

/** A month `YYYY-MM` as "Enero de 2023". */
export function monthText(month: string, language: Language): string {
  const options = { timeZone: 'UTC', month: 'long', year: 'numeric' } as const
  return capital(format(noonOf(`${month}-15`), language, options))
}

/** A day `YYYY-MM-DD` in parts for a calendar: "dom", "15", "ene". */
export function dayParts(
  day: string,
  language: Language,
): { weekday: string; number: string; month: string } {
  const part = (options: Intl.DateTimeFormatOptions) =>
    format(noonOf(day), language, { timeZone: 'UTC', ...options }).replace('.', '')
  return {
    weekday: part({ weekday: 'short' }),
    number: part({ day: 'numeric' }),
    month: part({ month: 'short' }),
  }
}

/** The time on the phone's clock where it differs from the port's, else undefined. */
export function phoneTimeText(
  at: number,
  portZone: string,
  language: Language,
  zone: string = phoneZone(),
): string | undefined {
  const there = timeText(at, portZone, language)
  const here = timeText(at, zone, language)
  const sameDay = dayText(at, portZone, language) === dayText(at, zone, language)
  if (here === there && sameDay) return undefined
  return sameDay ? here : `${dayText(at, zone, language)}, ${here}`
}

/** A count with its digits grouped as the language does it, and at most so many decimals. */
export function countText(count: number, language: Language, decimals = 0): string {
  return numbersIn(language, decimals).format(count)
}

// To make one takes a hundred times as long as to use it, and a page that tells how far it is uses three at a time.
const numberFormats = new Map<string, Intl.NumberFormat>()

function numbersIn(language: Language, maximumFractionDigits: number): Intl.NumberFormat {
  const locale = localeOf(language)
  const key = `${locale} ${maximumFractionDigits}`
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale, { maximumFractionDigits })
  numberFormats.set(key, format)
  return format
}

/** Spanish as in Mexico and English as at the ports: months and days by name, so 3/4 is never read as 4/3. */
export function localeOf(language: Language): string {
  return language === 'es' ? 'es-MX' : 'en-US'
}

function format(at: number, language: Language, options: Intl.DateTimeFormatOptions): string {
  const cycle = options.hour || options.timeStyle ? { hourCycle: 'h23' as const } : {}
  return new Intl.DateTimeFormat(localeOf(language), {
    ...options,
    ...(language === 'es' ? cycle : {}),
  }).format(at)
}

function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
