// Countries and languages in the reader's words, and ages; from what every browser brings along.

import type { Language } from '../language.ts'

const made = new Map<string, Intl.DisplayNames>()

/** "Honduras" for `HN`. */
export function countryText(code: string, language: Language): string {
  return namesOf('region', language).of(code) ?? code
}

/** "español" for `es`; the tag itself where the browser has no word for it. */
export function languageText(tag: string, language: Language): string {
  return namesOf('language', language).of(tag) ?? tag
}

function namesOf(type: 'region' | 'language', language: Language): Intl.DisplayNames {
  const key = `${type}/${language}`
  const names = made.get(key) ?? new Intl.DisplayNames([language], { type })
  made.set(key, names)
  return names
}

type Birth = { readonly year: number; readonly month?: number; readonly day?: number }

/** As much of a birth date as is known: "3 de mayo de 2013", "mayo de 2013" or "2013". */
export function birthText({ year, month, day }: Birth, language: Language): string {
  if (month === undefined) return String(year)
  const at = Date.UTC(year, month - 1, day ?? 1)
  return new Intl.DateTimeFormat(language === 'es' ? 'es-MX' : 'en-US', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    ...(day === undefined ? {} : { day: 'numeric' }),
  }).format(at)
}
