import { readFileSync } from 'node:fs'
import { criteria, rulesAtLaunch } from '@garita/domain/programme'
import { expect, test } from 'vitest'
import { languages } from '#lib/language.ts'

test.each(languages)('[P2] every criterion and pressing need is said in %s', (language) => {
  const file = new URL(`../../../../messages/${language}/rules.json`, import.meta.url)
  const sentences: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  const names = [
    ...criteria.map((name) => `criterion-${name}`),
    ...new Set([...criteria, ...rulesAtLaunch.pressing].map((name) => `pressing-${name}`)),
  ]
  expect(names.filter((name) => !sentences[name])).toEqual([])
})
