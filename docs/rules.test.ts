// Rules ⇄ code ⇄ tests ⇄ refusals ⇄ sentences, compared both ways: a rule that nothing tests, a
// test that cites no rule there is, a refusal without a sentence or a sentence without a refusal
// each fail here.

import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { acts, asks } from '@garita/contract'
import { describe, expect, test } from 'vitest'
import { withPicture } from '../scripts/docs.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const rules = read('docs/rules.md')
const ruleIds = new Set([...rules.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((match) => match[1]))

const files = (patterns: string[]) =>
  globSync(patterns, { cwd: root }).filter(
    (file) => !/node_modules|\.svelte-kit|build\//.test(file) && file !== 'docs/rules.test.ts',
  )
const testFiles = files(['{domain,contract,server,web,e2e}/**/*.test.ts', 'docs/*.test.ts'])
const sourceFiles = files([
  '{domain,contract,server,web}/**/*.{ts,svelte}',
  'server/migrations/*.sql',
]).filter((file) => !file.endsWith('.test.ts'))

const idsIn = (text: string) => [...text.matchAll(/\[([A-Z]\d+)\]/g)].map((match) => match[1] ?? '')
const titlesIn = (text: string) =>
  [...text.matchAll(/(?:test|it|describe)(?:\.[a-z]+)?(?:\([^)]*\))?\(\s*['"`]([^'"`]*)/g)].map(
    (match) => match[1] ?? '',
  )

const tested = new Set(testFiles.flatMap((file) => titlesIn(read(file)).flatMap(idsIn)))
const cited = new Set(sourceFiles.flatMap((file) => idsIn(read(file))))

describe('rules', () => {
  test('every rule is tested by a title that begins with its number', () => {
    expect([...ruleIds].filter((id) => !tested.has(id ?? ''))).toEqual([])
  })

  test('every rule is cited where it holds', () => {
    expect([...ruleIds].filter((id) => !cited.has(id ?? ''))).toEqual([])
  })

  test('every number that tests and code cite is a rule', () => {
    expect([...tested, ...cited].filter((id) => !ruleIds.has(id))).toEqual([])
  })
})

const contractRefusals = new Set<string>(
  [...Object.values(acts), ...Object.values(asks)].flatMap((one) => [...one.refusals]),
)
const named = new Set([...rules.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)].map((match) => match[1]))

const source = sourceFiles
  .filter((file) => /^(server\/src|domain\/src|web\/src\/lib)\//.test(file))
  .map(read)
  .join('\n')
/** Problems beside the refusals of acts: those with a number of their own, and of other routes. */
const problems = [
  ...[...read('server/src/http/status.ts').matchAll(/^ {2}'?([a-z-]+)'?: \d{3},/gm)],
  ...source.matchAll(/\b(?:refused\(|sendProblem\([^'\n]*)'([a-z-]+)'/g),
].map(([, name = '']) => name)
const isSaid = (name: string) =>
  contractRefusals.has(name) || problems.includes(name) || source.includes(`'${name}'`)

describe('refusals', () => {
  test('every refusal of the contract is named by a rule', () => {
    expect([...contractRefusals].filter((name) => !named.has(name)).sort()).toEqual([])
  })

  test('every refusal that a rule names is one that the server gives', () => {
    expect([...named].filter((name) => !isSaid(name ?? ''))).toEqual([])
  })

  test.each(['es', 'en'])('every refusal has a sentence and a way to mend it in %s', (language) => {
    const sentences = JSON.parse(read(`web/messages/${language}/refusals.json`))
    const remedies = JSON.parse(read(`web/messages/${language}/remedies.json`))
    const answered = [...contractRefusals, ...problems]
    expect(answered.filter((name) => !sentences[name])).toEqual([])
    expect(answered.filter((name) => !remedies[name])).toEqual([])
  })

  test('every sentence is of a refusal, or of a problem that the server names', () => {
    const sentences = Object.keys(JSON.parse(read('web/messages/en/refusals.json')))
    const remedies = Object.keys(JSON.parse(read('web/messages/en/remedies.json')))
    expect(sentences.filter((name) => !isSaid(name))).toEqual([])
    expect(remedies.filter((name) => !sentences.includes(name))).toEqual([])
  })
})

test('[B2] the picture of the states is the table in the code', () => {
  const document = read('docs/life-of-an-appointment.md')
  expect(withPicture(document)).toBe(document)
})
