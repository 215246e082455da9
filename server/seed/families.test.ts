import { checkGroup } from '@garita/domain/group'
import { rulesAtLaunch } from '@garita/domain/programme'
import { expect, test } from 'vitest'
import { chanceOf, idOf } from './chance.ts'
import { familyOf } from './families.ts'

const families = Array.from({ length: 300 }, (_, index) => familyOf(index + 1, 2023))
const examples = /^(Ejemplo|Egzanp|Exemplo|Пример|Приклад|نمونه|مثال|Example|示例) \d+ [A-H]$/

test('every name says that it is an example', () => {
  const names = families.flatMap(({ input }) => input.members.map((one) => one.givenNames))
  expect(names.filter((name) => !examples.test(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
})

test('families are mixed: sizes of 1 to 8, many languages, origins and criteria', () => {
  const sizes = new Set(families.map(({ input }) => input.members.length))
  expect([...sizes].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  const languages = new Set(families.flatMap(({ input }) => input.members[0]?.languages ?? []))
  for (const one of ['es', 'ht', 'pt', 'en', 'ar', 'ru', 'mam']) expect(languages).toContain(one)
  const said = new Set(families.flatMap((family) => family.said.flatMap((one) => one.criteria)))
  expect(said.size).toBe(5)
  expect(families.some(({ said: all }) => all.some((one) => one.preferToSay))).toBe(true)
})

test('every family can be registered', () => {
  for (const { input } of families) {
    const members = input.members.map((member, index) => ({ id: String(index), ...member }))
    const now = Date.UTC(2023, 0, 1)
    const checked = checkGroup(members, input.contact, now, 'America/Chicago', rulesAtLaunch)
    expect(checked.ok).toBe(true)
  }
})

test('a family is the same at every run, and so are ids', () => {
  expect(familyOf(12, 2023)).toEqual(familyOf(12, 2023))
  expect(idOf('sent 12-0')).toBe(idOf('sent 12-0'))
  expect(idOf('sent 12-0')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
  )
  const one = chanceOf('a')
  const other = chanceOf('b')
  const draws = (chance: typeof one) => Array.from({ length: 8 }, () => chance.below(1000))
  expect(draws(one)).not.toEqual(draws(other))
})
