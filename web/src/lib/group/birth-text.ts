import type { PartialDate } from '../form/partial-date.ts'
import type { Language } from '../language.ts'

/** "2 de marzo de 1990", "marzo de 1990" or "1990": as much of a birth date as is known. */
export function birthText({ year, month, day }: PartialDate, language: Language): string {
  if (month === undefined) return String(year)
  const at = new Date(Date.UTC(2000, month - 1, day ?? 1))
  at.setUTCFullYear(year)
  return new Intl.DateTimeFormat(language === 'es' ? 'es-MX' : 'en-US', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    ...(day === undefined ? {} : { day: 'numeric' }),
  }).format(at)
}
