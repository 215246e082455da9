import type { Language } from '../language.ts'
import { dateText } from '../time.ts'

/** The day that names a draw, with its year: "4 de enero de 2023". */
export function drawDay(draw: string, language: Language): string {
  return dateText(Date.parse(`${draw}T12:00:00Z`), 'UTC', language)
}

/** Whether a draw is named as one is: `YYYY-MM-DD`. */
export function isDrawDay(text: string | null | undefined): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text)
}
