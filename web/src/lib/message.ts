// Sentences, in the language of the page's address. Each page's sentences are a file of their own in each
// language; the layout's `load` has fetched the page's own, `shell` and `fields` before anything is drawn.

import { type Compiled, type Messages, sentences } from 'virtual:messages'
import { page } from '$app/state'
import { isLanguage, type Language } from './language.ts'

export type PageName = keyof Messages

type ArgumentsOf<M, K extends keyof M> =
  M[K] extends Record<never, never> ? (keyof M[K] extends never ? [] : [args: M[K]]) : never

/** Says one sentence of a page by its key; keys and arguments are checked against the files. */
export type Say<P extends PageName> = <K extends keyof Messages[P]>(
  key: K,
  ...args: ArgumentsOf<Messages[P], K>
) => string

const loaded = new Map<string, Compiled>()

/** The language of the page's address. */
export function language(): Language {
  const { language } = page.params
  return isLanguage(language) ? language : 'es'
}

/** `const t = message('pick-slot')`, then `{t('title')}` or `{t('places', { count: 3 })}`. */
export function message<P extends PageName>(name: P): Say<P> {
  return (key, ...args) => {
    const said = sentence(name, String(key), args[0])
    if (said === undefined) throw new Error(`No sentence ${name}/${String(key)}: was it loaded?`)
    return said
  }
}

/** A sentence whose name came from outside (a refusal); undefined where this page does not know it. */
export function sentence(
  name: PageName,
  key: string,
  args: Record<string, unknown> = {},
  inLanguage: Language = language(),
): string | undefined {
  return loaded.get(`${inLanguage}/${name}`)?.[key]?.(args)
}

/** Fetches sentences before a page is drawn. Names without a file are passed over (a page may have none). */
export async function loadMessages(language: string, names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const load = sentences[language]?.[name]
      if (!load || loaded.has(`${language}/${name}`)) return
      loaded.set(`${language}/${name}`, (await load()).default)
    }),
  )
}
