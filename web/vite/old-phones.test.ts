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

const pages = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => join(source, file))
const files = [...pages, ...rulesThatPagesRun(pages)]

test.each(tooNew)('no page uses %s', (_name, pattern) => {
  const found = files.filter((file) => pattern.test(readFileSync(file, 'utf8')))
  expect(found).toEqual([])
})

test('the pages are looked through, and the rules that they run', () => {
  expect(pages.length).toBeGreaterThan(100)
  expect(files.some((file) => file.endsWith('/check-draw.ts'))).toBe(true)
  expect(files.some((file) => file.endsWith('/check-sealed.ts'))).toBe(true)
})

/** The domain's files that pages import for more than their types, and what those import in turn. */
function rulesThatPagesRun(pages: readonly string[]): string[] {
  const found = new Set<string>()
  const wanted = pages.flatMap((file) => importsOf(file, /@garita\/domain\/([\w-]+)/))
  while (wanted.length > 0) {
    const name = wanted.pop() ?? ''
    if (found.has(name)) continue
    found.add(name)
    wanted.push(...importsOf(ruleFile(name), /\.\/([\w-]+)\.ts/))
  }
  return [...found].map(ruleFile)
}

function ruleFile(name: string): string {
  return fileURLToPath(new URL(`../../domain/src/${name}.ts`, import.meta.url))
}

/** What a file takes at run time from elsewhere, by the part of the address that the pattern names. */
function importsOf(file: string, address: RegExp): string[] {
  const statement = new RegExp(
    `(?:import|export) (?!type\\b)[^;'"]*?from ['"]${address.source}['"]`,
    'g',
  )
  return [...readFileSync(file, 'utf8').matchAll(statement)].flatMap(([, name]) => name ?? [])
}
