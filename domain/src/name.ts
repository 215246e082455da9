// Names as people write them, made comparable: without accents, case, punctuation or order, in
// any script. Two uses: an officer finds a person on today's list by any part of the name, and a
// keyed fingerprint tells that two groups may hold the same person.
// Folding takes too much away rather than too little. All that follows from two equal
// fingerprints is that people are told and an officer looks: nobody is refused.

import type { BirthDate } from './birth.ts'

/** What is folded of a person; a `Member` has it. */
export type Named = { readonly givenNames: string; readonly familyNames?: string }

/** Letters that are not a base letter with a mark, so that decomposing leaves them as they are. */
const plain: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
  ŋ: 'n',
  ς: 'σ',
}

/**
 * [G10] A name without what people leave out when they type it: NFKD, marks stripped, case folded,
 * everything but letters and digits a space, spaces single.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKD') // ℂ and Ｃ first become letters that have a small form
    .toUpperCase() // ß and ı have their plain form only as capitals
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '') // a joiner, unseen, parts no word
    .replace(/[øłđðþæœħŋς]/g, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** [G10] True when every word of `query` begins some word of the name, in any order. */
export function matchesName(query: string, person: Named): boolean {
  const words = wordsOf(fullName(person))
  return wordsOf(query).every((asked) => words.some((word) => word.startsWith(asked)))
}

/**
 * [G9] The text whose HMAC is the person's fingerprint:
 * `1|<folded words of all names, sorted>|<YYYY-MM-DD, ? for unknown>|<country of birth>`.
 * Which name is given and which family is left out, since people and forms disagree about it.
 */
export function fingerprintText(
  person: Named & { readonly birth: BirthDate; readonly birthCountry: string },
): string {
  const { year, month, day } = person.birth
  const part = (count: number | undefined, length: number) =>
    count === undefined ? '?'.repeat(length) : String(count).padStart(length, '0')
  const words = wordsOf(fullName(person)).sort().join(' ')
  return `1|${words}|${part(year, 4)}-${part(month, 2)}-${part(day, 2)}|${person.birthCountry}`
}

/** The names as one text, given names first. One name is a name. */
export function fullName({ givenNames, familyNames }: Named): string {
  return [givenNames, familyNames ?? ''].filter((name) => name !== '').join(' ')
}

const wordsOf = (text: string): string[] => foldName(text).split(' ').filter(Boolean)
