import type { Handle } from '@sveltejs/kit/hooks'
import { isLanguage } from '#lib/language.ts'

/** Runs while the pages are built: each gets the language of its address as its document's language. */
export const handle: Handle = ({ event, resolve }) => {
  const language = isLanguage(event.params.language) ? event.params.language : 'es'
  return resolve(event, {
    transformPageChunk: ({ html }) => html.replace('<html lang="es"', `<html lang="${language}"`),
  })
}
