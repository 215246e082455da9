// The sentences of the site: one JSON file a language and page, plain keys to ICU sentences.
// This file reads them and lists everything that is wrong with them; the build and a test refuse to go on
// while the list is not empty, so that nobody meets a page half in a language they cannot read.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from '@messageformat/parser'
import { type Language, languages } from '../src/lib/language.ts'

/** Key to sentence. */
export type Sentences = Record<string, string>

/** Language to page (or `refusals`, `shell` …) to sentences. */
export type Catalog = Record<Language, Record<string, Sentences>>

/** What a sentence wants to be told: the name of the argument to the type it must have. */
export type Arguments = Record<string, 'number' | 'string' | 'string | number'>

type Token = ReturnType<typeof parse>[number] | { type: 'octothorpe' }

/** Reads every file of `<folder>/<language>/<page>.json`. Throws where a file is not an object of strings. */
export function readCatalog(folder: string): Catalog {
  const entries = languages.map((language) => [language, readLanguage(join(folder, language))])
  return Object.fromEntries(entries)
}

function readLanguage(folder: string): Record<string, Sentences> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(
    files.sort().map((file) => [file.slice(0, -'.json'.length), readSentences(join(folder, file))]),
  )
}

function readSentences(file: string): Sentences {
  const sentences: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isSentences(sentences)) throw new Error(`${file} is not an object of sentences`)
  return sentences
}

function isSentences(value: unknown): value is Sentences {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((sentence) => typeof sentence === 'string')
}

/** The arguments of one ICU sentence. Throws where the sentence does not parse. */
export function argumentsOf(sentence: string): Arguments {
  const found: Arguments = {}
  for (const token of parse(sentence, { strict: true })) collect(token, found)
  return found
}

function collect(token: Token, found: Arguments): void {
  if (token.type === 'content' || token.type === 'octothorpe') return
  if (token.type === 'argument') {
    found[token.arg] ??= 'string | number'
    return
  }
  if (token.type === 'function') {
    // Dates and times depend on a port's zone, which a sentence does not know: format them in code.
    if (token.key !== 'number') throw new Error(`{${token.arg}, ${token.key}} is not allowed`)
    found[token.arg] = 'number'
    return
  }
  found[token.arg] = token.type === 'select' ? 'string' : 'number'
  for (const nested of token.cases.flatMap((one) => one.tokens)) collect(nested, found)
}

/** Every fault of a catalog, in words: a missing page or sentence, an empty one, differing arguments. */
export function faultsOf(catalog: Catalog): string[] {
  const pages = new Set(languages.flatMap((language) => Object.keys(catalog[language])))
  return [...pages].flatMap((page) => {
    const keys = new Set(languages.flatMap((one) => Object.keys(catalog[one][page] ?? {})))
    return [...keys].flatMap((key) => faultsOfSentence(catalog, page, key))
  })
}

function faultsOfSentence(catalog: Catalog, page: string, key: string): string[] {
  const faults: string[] = []
  const shapes = new Set<string>()
  for (const language of languages) {
    const place = `${language}/${page}.json "${key}"`
    const sentence = catalog[language][page]?.[key]
    if (sentence === undefined || sentence.trim() === '') {
      faults.push(`${place} is missing`)
      continue
    }
    try {
      shapes.add(JSON.stringify(Object.entries(argumentsOf(sentence)).sort()))
    } catch (error) {
      faults.push(`${place} does not parse: ${error instanceof Error ? error.message : error}`)
    }
  }
  if (shapes.size > 1) faults.push(`${page}.json "${key}" takes other arguments in each language`)
  return faults
}
