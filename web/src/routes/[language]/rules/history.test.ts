import { readFileSync } from 'node:fs'
import { rulesAtLaunch } from '@garita/domain/programme'
import { expect, test } from 'vitest'
import { languages } from '#lib/language.ts'
import { listChange, splitVersions, type Version, valueText } from './history.ts'

const say = (name: string) => ({ illness: 'una enfermedad' })[name]
const version = (name: string, inForceFrom: number): Version => ({
  version: name,
  inForceFrom,
  reason: 'x',
  changes: [],
})

test('what comes stands apart from what was, each from the newest', () => {
  const { coming, past } = splitVersions([version('1', 10), version('3', 30), version('2', 20)], 20)
  expect(coming.map(({ version }) => version)).toEqual(['3'])
  expect(past.map(({ version }) => version)).toEqual(['2', '1'])
})

test('values are said in words where there are any', () => {
  expect(valueText('14', say)).toBe('14')
  expect(valueText('["illness","x"]', say)).toBe('una enfermedad, x')
  expect(valueText('[]', say)).toBe('–')
  expect(valueText('12:00', say)).toBe('12:00')
})

test('of a list only what changed is said', () => {
  expect(listChange('["illness","x"]', '["x","y"]', say)).toEqual({
    added: ['y'],
    removed: ['una enfermedad'],
  })
  expect(listChange('1', '2', say)).toBeUndefined()
})

test.each(languages)('[P3] every rule that can change has a name in %s', (language) => {
  const file = new URL(`../../../../messages/${language}/rules.json`, import.meta.url)
  const sentences: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))
  const names = Object.entries(rulesAtLaunch).flatMap(([name, value]) => {
    const isParts = typeof value === 'object' && !Array.isArray(value)
    return isParts ? Object.keys(value).map((part) => `${name}.${part}`) : [name]
  })
  const unnamed = names.filter((name) => name !== 'version' && name !== 'inForceFrom')
  expect(unnamed.filter((name) => !sentences[`rule-${name}`])).toEqual([])
})
