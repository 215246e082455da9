import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { deskKeys, type KeyPage, keyNames, keysOf, shownKeys, spokenKeys } from './desk-keys.ts'

const web = fileURLToPath(new URL('../../../', import.meta.url))
/** Every part of the pages, as it is written. */
const parts = readdirSync(join(web, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.svelte'))
  .map((name) => readFileSync(join(web, 'src', name), 'utf8'))

/** The names by which parts do something with a key. */
function namesIn(pattern: RegExp): ReadonlySet<string> {
  return new Set(parts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name ?? '')))
}

/** What the fields for words are reached by is named where they stand. */
const fields = namesIn(/<WordsField[^>]*?\bkeyed="([\w-]+)"/g)
const bound = namesIn(/\bon(?:Key|Numbers)\('([\w-]+)'/g)
const drawn = namesIn(/<Key\s+of="([\w-]+)"/g)
const pages: readonly KeyPage[] = ['arrivals', 'walk-in', 'cases']

test('every key of the table does something, but a field’s and a button’s own', () => {
  const unbound = keyNames.filter((name) => !bound.has(name) && !fields.has(name))
  expect(unbound.toSorted()).toEqual(keyNames.filter((name) => deskKeys[name].own).toSorted())
})

test('no part binds a key past the table, where the help would not know of it', () => {
  const names: readonly string[] = keyNames
  expect([...bound, ...drawn, ...fields].filter((name) => !names.includes(name))).toEqual([])
  // What is called with anything but a name in quotes stands in the table's own two parts.
  const unnamed = parts.filter((text) => /\bonKey\((?!')/.test(text))
  expect(unnamed.map((text) => /\bonKey\((\w+)/.exec(text)?.[1])).toEqual(['keyed'])
})

test('the help of each page lists each of its keys, and together they list all', () => {
  const listed = pages.flatMap((page) => keysOf(page).flatMap(({ names }) => names))
  expect([...new Set(listed)].toSorted()).toEqual(keyNames.toSorted())
  for (const page of pages) expect(keysOf(page).every(({ names }) => names.length > 0)).toBe(true)
})

test.each(['es', 'en'])('every key and every part of them has its sentence (%s)', (language) => {
  const file = join(web, 'messages', language, 'desk-keys.json')
  const said = Object.keys(JSON.parse(readFileSync(file, 'utf8')))
  const wanted = [
    ...keyNames.map((name) => `key-${name}`),
    ...pages.flatMap((page) => keysOf(page).map(({ part }) => `part-${part}`)),
  ]
  expect(wanted.filter((name) => !said.includes(name))).toEqual([])
  const told = said.filter((name) => /^(key|part)-/.test(name) && name !== 'key-space')
  expect(told.filter((name) => !wanted.includes(name))).toEqual([])
})

test('within one part of the screen no key has two meanings', () => {
  const seen = new Map<string, string[]>()
  for (const name of keyNames.filter((one) => !deskKeys[one].own)) {
    for (const key of deskKeys[name].keys) {
      const at = `${deskKeys[name].part} ${key}`
      seen.set(at, [...(seen.get(at) ?? []), name])
    }
  }
  expect([...seen.values()].filter((names) => names.length > 1)).toEqual([])
})

test('with the letters switched off the other keys of a name go on', () => {
  expect(shownKeys('case-after', true, 'Space')).toBe('J ↓')
  expect(shownKeys('case-after', false, 'Space')).toBe('↓')
  expect(shownKeys('note', false, 'Space')).toBe('')
  expect(shownKeys('photo', false, 'Espacio')).toBe('Espacio')
  expect(spokenKeys('more', true)).toBe('Plus')
  expect(spokenKeys('mark', false)).toBe('')
})
