// The sentences of the site, as the server says them: in problems, in messages sent, and in pages
// without script. The same files as the web's, compiled when first said. Languages are the
// folders beside each other, so that a new one needs no line here.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import messageformat from '@messageformat/core'

export const languages = ['es', 'en'] as const
export type Language = (typeof languages)[number]

/** What a sentence is told; never written anywhere but into the sentence. */
export type Arguments = { readonly [name: string]: string | number }

export type Words = {
  /** The sentence of a refusal or problem (`refusals.json`), or a plain apology for an unknown name. */
  sentence(language: Language, name: string, told?: Arguments): string
  /** Any sentence by its file (`messages-sent`) and key. Throws where there is none: a fault. */
  say(language: Language, page: string, key: string, told?: Arguments): string
}

type Sentence = (told: Arguments) => string

// The package is CommonJS and is its class; its types describe it as a module with a default.
const MessageFormat = messageformat as unknown as typeof messageformat.default

const messages = fileURLToPath(new URL('../../../web/messages/', import.meta.url))

/** What is said for a name that no file knows yet. */
const unknown: Readonly<Record<Language, string>> = {
  es: 'No se pudo hacer lo que pidió.',
  en: 'What you asked for could not be done.',
}

/** Reads the sentences of every language, lazily by file. */
export function readWords(folder = messages): Words {
  const pages = new Map<string, ReadonlyMap<string, string>>()
  const compiled = new Map<string, Sentence>()

  function textOf(language: Language, page: string, key: string): string | undefined {
    const file = join(folder, language, `${page}.json`)
    const known = pages.get(file) ?? readPage(file)
    pages.set(file, known)
    return known.get(key)
  }

  function find(language: Language, page: string, key: string): Sentence | undefined {
    const name = `${language}/${page}/${key}`
    const known = compiled.get(name)
    if (known) return known
    const text = textOf(language, page, key)
    if (text === undefined) return undefined
    const sentence: Sentence = new MessageFormat(language).compile(text)
    compiled.set(name, sentence)
    return sentence
  }

  return {
    sentence: (language, name, told = {}) =>
      find(language, 'refusals', name)?.(told) ?? unknown[language],
    say: (language, page, key, told = {}) => {
      const sentence = find(language, page, key)
      if (!sentence) throw new Error(`there is no sentence ${language}/${page}.json "${key}"`)
      return sentence(told)
    },
  }
}

function readPage(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map()
  const sentences: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  return new Map(Object.entries(sentences))
}
