import { describe, expect, test } from 'vitest'
import { criteriaFor, derivedOf, isEnough, readSaid, saidOf } from './said.ts'

const now = Date.parse('2023-01-16T18:00:00Z')
const born = (year: number) => ({ year, approximate: false })
const member = (id: string, year: number, sex: 'female' | 'male' = 'female') => ({
  id,
  relation: 'self' as const,
  givenNames: id,
  birth: born(year),
  sex,
  nationality: 'HN',
  birthCountry: 'HN',
  languages: ['es'],
  needs: [],
})

describe('saidOf', () => {
  const known = {
    members: [member('a', 1980), member('b', 1980), member('c', 1980)],
    said: [{ member: 'b', criteria: ['illness' as const], derived: [], preferToSay: true }],
  }
  const ticked = [
    { member: 'gone', criteria: ['disability'], prefer: [] },
    { member: 'a', criteria: ['threatened'], prefer: [] },
  ]

  test('each has what was ticked here, else what was attested, else nothing', () => {
    expect(saidOf(known, ticked)).toEqual([
      { member: 'a', criteria: ['threatened'], prefer: [] },
      { member: 'b', criteria: ['illness'], prefer: ['port'] },
      { member: 'c', criteria: [], prefer: [] },
    ])
  })

  test('becomes what the act takes', () => {
    expect(readSaid(saidOf(known, ticked))[1]).toEqual({
      member: 'b',
      criteria: ['illness'],
      preferToSay: true,
    })
  })
})

describe('derivedOf', () => {
  test('[A2] [A3] who is under 21 or over 70 is shown as such and not asked', () => {
    expect(derivedOf(member('a', 2010), { said: [] }, now)).toEqual(['under-21'])
    expect(derivedOf(member('a', 1950), { said: [] }, now)).toEqual(['over-70'])
    expect(derivedOf(member('a', 1980), { said: [] }, now)).toEqual([])
  })

  test('[A6] who qualified by age once keeps it', () => {
    const said = [{ member: 'a', criteria: [], derived: ['under-21' as const], preferToSay: false }]
    expect(derivedOf(member('a', 1990), { said }, now)).toEqual(['under-21'])
  })
})

test('nobody is asked about a small child’s pregnancy', () => {
  expect(criteriaFor(member('a', 1990), now)).toContain('pregnancy')
  expect(criteriaFor(member('a', 1990, 'male'), now)).toContain('pregnancy')
  expect(criteriaFor(member('a', 2018), now)).not.toContain('pregnancy')
})

test('[A1] [A4] one criterion, one preference to say it at the port, or one age is enough', () => {
  const grown = { members: [member('a', 1980)], said: [] }
  expect(isEnough(saidOf(grown), grown, now)).toBe(false)
  expect(isEnough([{ member: 'a', criteria: ['illness'], prefer: [] }], grown, now)).toBe(true)
  expect(isEnough([{ member: 'a', criteria: [], prefer: ['port'] }], grown, now)).toBe(true)
  const young = { members: [member('a', 2015)], said: [] }
  expect(isEnough(saidOf(young), young, now)).toBe(true)
})
