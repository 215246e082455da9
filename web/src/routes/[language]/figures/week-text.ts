import { addDays } from '@garita/domain/time'
import type { Language } from '#lib/language.ts'
import { dayParts } from '#lib/time.ts'

/** "16 ene – 22 ene 2023": the Monday and the Sunday of a week, short enough for a list on a phone. */
export function weekText(monday: string, language: Language): string {
  const sunday = addDays(monday, 6)
  const year = sunday.slice(0, 4)
  const end = shortDay(sunday, language)
  return `${shortDay(monday, language)} – ${language === 'es' ? `${end} ${year}` : `${end}, ${year}`}`
}

function shortDay(day: string, language: Language): string {
  const { number, month } = dayParts(day, language)
  return language === 'es' ? `${number} ${month}` : `${month} ${number}`
}
