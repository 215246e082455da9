// What a page says, so that tests find buttons and fields by their words while the words may change.

import { readFileSync } from 'node:fs'
import messageformat from '@messageformat/core'
import type { Language } from '../web/src/lib/language.ts'
import { localeOf } from '../web/src/lib/time.ts'

// The package says it is a module and is none: its class is what is imported.
const MessageFormat = messageformat as unknown as typeof messageformat.default

const read = new Map<string, Record<string, string>>()

/** One sentence of `web/messages/<language>/<page>.json`. Throws where there is none by that key. */
export function say(
  language: Language,
  page: string,
  key: string,
  args: Record<string, string | number> = {},
): string {
  const sentence = sentencesOf(language, page)[key]
  if (sentence === undefined) throw new Error(`no sentence ${language}/${page}/${key}`)
  return new MessageFormat(localeOf(language)).compile(sentence)(args)
}

/** Matches a text that begins so: a label is followed by "(optional)" where it is. */
export function beginning(text: string): RegExp {
  return new RegExp(`^\\s*${escaped(text)}`)
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function sentencesOf(language: Language, page: string): Record<string, string> {
  const name = `${language}/${page}`
  const known = read.get(name)
  if (known) return known
  const file = new URL(`../web/messages/${name}.json`, import.meta.url)
  const sentences: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  read.set(name, sentences)
  return sentences
}
