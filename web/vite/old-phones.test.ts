// What pages may use: a five-year-old phone, and one that gets no more updates. The oldest that are meant: iPhones with
// iOS 15.4 or 16 (an iPhone 7 or 8 gets nothing newer), Chrome 106 (Android 6). What came later fails there without a
// word, on somebody else's phone; so it fails here.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src', import.meta.url))

/** Name, what it looks like, and the first versions that have it. */
const tooNew: readonly [name: string, pattern: RegExp, since: string][] = [
  ['Map.groupBy, Object.groupBy', /\b(Map|Object)\.groupBy\(/, 'Chrome 117, Safari 17.4'],
  ['URL.canParse', /\bURL\.canParse\(/, 'Chrome 120, Safari 17'],
  ['URLSearchParams.size', /\b(search|query|searchParams)\.size\b/, 'Chrome 113, Safari 17'],
  ['AbortSignal.timeout, bare', /signal: AbortSignal\.(timeout|any)\(/, 'Safari 16, Safari 17.4'],
  ['toSorted and its like', /\.to(Sorted|Reversed|Spliced)\(/, 'Chrome 110, Safari 16'],
  ['Promise.withResolvers, Promise.try', /\bPromise\.(withResolvers|try)\(/, 'Chrome 119'],
  ['Array.fromAsync', /\bArray\.fromAsync\(/, 'Chrome 121, Safari 16.4'],
  ['regular expressions that look behind', /\(\?<[=!]/, 'Safari 16.4'],
  ['regular expressions with v', /\/[dgimsuy]*v[dgimsuy]*\.(test|exec)\(/, 'Chrome 112, Safari 17'],
]

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.test.ts'),
)

test.each(tooNew)('no page uses %s', (_name, pattern) => {
  const found = files.filter((file) => pattern.test(readFileSync(join(source, file), 'utf8')))
  expect(found).toEqual([])
})

test('the pages are looked through', () => {
  expect(files.length).toBeGreaterThan(100)
})
