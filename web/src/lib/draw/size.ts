import type { Language } from '../language.ts'
import { countText } from '../time.ts'

/** Bytes as "38 kB" or "1.4 MB": thousands, as what is paid for by the megabyte is counted. */
export function sizeText(bytes: number, language: Language): string {
  const format = (count: number, unit: string, digits: number) =>
    `${countText(count, language, digits)} ${unit}`
  if (bytes < 1000) return format(bytes, 'B', 0)
  if (bytes < 1_000_000) return format(bytes / 1000, 'kB', bytes < 10_000 ? 1 : 0)
  return format(bytes / 1_000_000, 'MB', bytes < 10_000_000 ? 1 : 0)
}
