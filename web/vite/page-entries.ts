import { readdirSync } from 'node:fs'
import { relative } from 'node:path'
import { languages } from '../src/lib/language.ts'

/** Every page in every language, from the folders below `routes/[language]`: adding a folder is enough. */
export function pageEntries(routes: string): `/${string}`[] {
  const entries = readdirSync(routes, { recursive: true, withFileTypes: true })
  const pages = entries
    .filter((entry) => entry.name === '+page.svelte')
    .map((entry) => relative(routes, entry.parentPath).replaceAll('\\', '/'))
  return pages.flatMap((page) =>
    languages.map((language): `/${string}` => `/${page.replace('[language]', language)}`),
  )
}
