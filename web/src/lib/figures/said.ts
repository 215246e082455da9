// Counts about people as the figures show them: whole, or only that they are from 1 to 9.

import type { Language } from '../language.ts'
import { countText } from '../time.ts'

export type Count = number | 'fewer-than-10'

/** @param few the words for a count that is not told; what there is none of is a dash. */
export function countSaid(
  count: Count | null | undefined,
  language: Language,
  few: string,
): string {
  if (count === null || count === undefined) return '–'
  return count === 'fewer-than-10' ? few : countText(count, language)
}

/** How long a bar is: what is not told has none, since its length would tell it. */
export function lengthOf(count: Count | null | undefined): number {
  return typeof count === 'number' ? count : 0
}
