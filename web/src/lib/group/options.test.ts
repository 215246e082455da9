import { readFileSync } from 'node:fs'
import { countries } from '@garita/domain/country'
import { describe, expect, test } from 'vitest'
import { languages } from '../language.ts'
import {
  commonLanguages,
  countryOptions,
  languageName,
  namedHere,
  otherLanguages,
} from './options.ts'

describe.each(languages)('in %s', (language) => {
  const sentences: Record<string, string> = JSON.parse(
    readFileSync(new URL(`../../../messages/${language}/group.json`, import.meta.url), 'utf8'),
  )

  test('[G6] every country can be chosen once, by its name, and having none too', () => {
    const options = countryOptions(language, 'none')
    expect(options.map(({ value }) => value).sort()).toEqual([...countries, 'XX'].sort())
    expect(options.filter(({ value, label }) => value === label)).toEqual([])
  })

  test('every language on offer has a name, from the browser or from us', () => {
    const nameless = [...commonLanguages, ...otherLanguages].filter((tag) => {
      const ours = sentences[`language-${tag}`]
      return !ours && languageName(tag, language).toLowerCase() === tag
    })
    expect(nameless).toEqual([])
  })

  test('every language that we name has its sentence', () => {
    expect(namedHere.filter((tag) => !sentences[`language-${tag}`])).toEqual([])
  })
})

test('no language is offered twice', () => {
  const all = [...commonLanguages, ...otherLanguages]
  expect(new Set(all).size).toBe(all.length)
})

test('every tag fits the contract', () => {
  const misfits = [...commonLanguages, ...otherLanguages].filter(
    (tag) => !/^[a-z]{2,3}(-[A-Za-z]{2,8})?$/.test(tag),
  )
  expect(misfits).toEqual([])
})
