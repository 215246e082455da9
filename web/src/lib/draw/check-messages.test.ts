import { readFileSync } from 'node:fs'
import { faults } from '@garita/domain/check-finding'
import { expect, test } from 'vitest'
import { languages } from '../language.ts'
import { doneShare } from './check-messages.ts'

test('what is done grows from nothing to the whole, file by file', () => {
  const at = (file: string, lines: number, sealed: boolean) =>
    doneShare({ file, lines, of: 100, bytes: 0 }, sealed)
  expect(at('tickets.ndjson', 0, false)).toBe(0)
  expect(at('ranking.ndjson', 50, false)).toBeCloseTo(0.625)
  expect(at('ranking.ndjson', 100, false)).toBe(1)
  expect(at('results.ndjson', 100, true)).toBeCloseTo(1)
  expect(at('ranking.ndjson', 900, false)).toBe(1)
})

test.each(languages)('[D19] everything that can be wrong with a draw is said in %s', (language) => {
  const file = new URL(`../../../messages/${language}/draw-check.json`, import.meta.url)
  const sentences: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  expect(faults.filter((fault) => !sentences[`fault-${fault}`])).toEqual([])
})
