import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { argumentsOf, type Catalog, faultsOf, readCatalog } from './catalog.ts'

const catalog = readCatalog(fileURLToPath(new URL('.', import.meta.url)))

describe('the sentences of the site', () => {
  test('every sentence stands in every language with the same arguments', () => {
    expect(faultsOf(catalog)).toEqual([])
  })

  test('every refusal says what to do next', () => {
    const { refusals = {}, remedies = {} } = catalog.es
    expect(Object.keys(remedies).sort()).toEqual(Object.keys(refusals).sort())
  })

  test('a refusal takes no arguments, for the server says it where no facts are at hand', () => {
    const wanting = Object.values(catalog.es.refusals ?? {}).filter(
      (sentence) => Object.keys(argumentsOf(sentence)).length > 0,
    )
    expect(wanting).toEqual([])
  })

  test('Spanish addresses the reader as usted', () => {
    const familiar = /\b(tú|tu|tus|puedes|tienes|debes|quieres|necesitas|haz|escoge)\b/i
    const found = Object.values(catalog.es).flatMap((page) =>
      Object.values(page).filter((sentence) => familiar.test(sentence)),
    )
    expect(found).toEqual([])
  })
})

describe('faultsOf', () => {
  const inBoth = (es: Record<string, string>, en: Record<string, string>): Catalog => ({
    es: { page: es },
    en: { page: en },
  })

  test('a sentence missing in one language is named', () => {
    expect(faultsOf(inBoth({ title: 'Hola' }, {}))).toEqual(['en/page.json "title" is missing'])
  })

  test('an empty sentence counts as missing', () => {
    expect(faultsOf(inBoth({ title: 'Hola' }, { title: ' ' }))).toHaveLength(1)
  })

  test('arguments that differ between languages are named', () => {
    const faults = faultsOf(inBoth({ size: '{count} personas' }, { size: '{total} people' }))
    expect(faults).toEqual(['page.json "size" takes other arguments in each language'])
  })

  test('a sentence that does not parse is named', () => {
    expect(faultsOf(inBoth({ a: '{count' }, { a: 'x' })).join()).toContain('does not parse')
  })

  test('a date inside a sentence is refused, since a sentence knows no zone', () => {
    expect(faultsOf(inBoth({ a: '{at, date}' }, { a: '{at, date}' }))).toHaveLength(2)
  })
})

test('argumentsOf tells counted from written arguments, also inside plurals', () => {
  const sentence = '{count, plural, one {# persona en {port}} other {# personas en {port}}}'
  expect(argumentsOf(sentence)).toEqual({ count: 'number', port: 'string | number' })
})
