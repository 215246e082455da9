// Countries and languages to choose from. The browser knows most names in the reader's language; those of Mayan and
// other languages that it does not know are sentences of `group.json`.

import { countries, noCountry } from '@garita/domain/country'
import type { Language } from '../language.ts'

export type Option = { value: string; label: string }

/** Spoken by most who come, the most frequent first: shown as boxes to tick. */
export const commonLanguages = [
  'es',
  'ht',
  'en',
  'pt',
  'fr',
  'quc',
  'mam',
  'kek',
  'nah',
  'mix',
  'zap',
  'ru',
] as const

/** The others, in a list. */
export const otherLanguages = (
  'am ar ay az bn cab cak cs de fa fil gn ha hi hus hy id ig it ixl ja ka kjb kk km ko ku ky ln miq ' +
  'mn my ne oto pa pl poh prs ps qu ro si so sq sr sw ta tar te tg th ti tr tzh tzo uk ur uz vi wo ' +
  'xh yo yua zh zu'
).split(' ')

/** Names that browsers do not have, or have in words that people do not use for their own language. */
export const namedHere = [
  'cab',
  'cak',
  'ht',
  'hus',
  'ixl',
  'kek',
  'kjb',
  'mam',
  'miq',
  'mix',
  'nah',
  'oto',
  'poh',
  'prs',
  'quc',
  'tar',
  'tzh',
  'tzo',
  'yua',
  'zap',
] as const

export type NamedHere = (typeof namedHere)[number]

/** Where most who come are from: first in the list of countries. */
const frequentCountries = ['MX', 'GT', 'HN', 'SV', 'NI', 'HT', 'VE', 'CU', 'CO', 'EC', 'RU']

/**
 * All countries by name in the reader's language, the frequent ones first, and last "none" (`noneLabel`).
 * A country stands once, so that a chosen one is shown where it was chosen.
 */
export function countryOptions(language: Language, noneLabel: string): Option[] {
  const named = countries.map((value) => ({ value, label: countryName(value, language) }))
  const isFrequent = ({ value }: Option) => frequentCountries.includes(value)
  const rank = ({ value }: Option) => frequentCountries.indexOf(value)
  return [
    ...named.filter(isFrequent).sort((a, b) => rank(a) - rank(b)),
    ...sorted(
      named.filter((one) => !isFrequent(one)),
      language,
    ),
    { value: noCountry, label: noneLabel },
  ]
}

/** A country's name; the code itself where the browser does not know it. */
export function countryName(code: string, language: Language): string {
  return names(language, 'region').of(code) ?? code
}

/** A language's name as the browser has it, capitalised for a list. */
export function languageName(tag: string, language: Language): string {
  const name = names(language, 'language').of(tag) ?? tag
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

export function sorted(options: Option[], language: Language): Option[] {
  const order = new Intl.Collator(language)
  return [...options].sort((a, b) => order.compare(a.label, b.label))
}

function names(language: Language, type: 'region' | 'language'): Intl.DisplayNames {
  return new Intl.DisplayNames([language === 'es' ? 'es-MX' : 'en-US'], { type })
}
