import { describe, expect, test } from 'vitest'
import {
  isBegun,
  newPerson,
  type PersonTyped,
  personOf,
  problemsOf,
  readPerson,
  without,
} from './person.ts'

const whole = (change: Partial<PersonTyped> = {}): PersonTyped => ({
  ...newPerson(),
  givenNames: ' Ejemplo 1 ',
  birth: { day: '', month: '', year: '1990' },
  sex: 'female',
  nationality: 'HN',
  birthCountry: 'HN',
  languages: ['es'],
  ...change,
})

const wrong = (change: Partial<PersonTyped>) =>
  problemsOf(whole(change), 2).map(({ path, problem }) => `${path}: ${problem}`)

describe('problemsOf', () => {
  test('one name, a year and what the port needs are enough', () => {
    expect(problemsOf(whole(), 0)).toEqual([])
  })

  test('every missing thing is named at once, by its path in the act', () => {
    expect(problemsOf(newPerson(whole()), 1).map(({ path }) => path)).toEqual([
      'members/1/givenNames',
      'members/1/relation',
      'members/1/birth',
      'members/1/sex',
      'members/1/birthCountry',
    ])
  })

  test.each<[Partial<PersonTyped>, string]>([
    [{ birth: { day: '31', month: '2', year: '1990' } }, 'members/2/birth: not-a-date'],
    [{ languages: [] }, 'members/2/languages: missing'],
    [{ documentKind: 'passport' }, 'members/2/document/number: missing'],
    [{ documentNumber: 'E1' }, 'members/2/document/kind: missing'],
    [{ height: 'alta' }, 'members/2/heightCm: number'],
    [{ height: '5' }, 'members/2/heightCm: too-small'],
    [{ weight: '900' }, 'members/2/weightKg: too-large'],
  ])('%j is wrong', (change, problem) => {
    expect(wrong(change)).toEqual([problem])
  })
})

describe('readPerson', () => {
  test('texts are trimmed and what was left blank is left out', () => {
    expect(readPerson(whole({ occupation: '  ' }))).toEqual({
      relation: 'self',
      givenNames: 'Ejemplo 1',
      birth: { year: 1990, approximate: false },
      sex: 'female',
      nationality: 'HN',
      birthCountry: 'HN',
      languages: ['es'],
      needs: [],
    })
  })

  test.each([
    ['1.65', 165],
    ['1,5', 150],
    ['165 cm', 165],
    ['1.65 m', 165],
    ['92', 92],
  ])('a height of %j is %d cm', (height, heightCm) => {
    expect(readPerson(whole({ height }))).toMatchObject({ heightCm })
  })

  test('what is known of somebody comes back as it was', () => {
    const typed = whole({
      id: 'an-id',
      givenNames: 'Ejemplo 1',
      familyNames: 'De Prueba',
      birth: { day: '2', month: '3', year: '1990' },
      birthNotes: ['approximate'],
      height: '165',
      weight: '60',
      documentKind: 'passport',
      documentNumber: 'E1',
      needs: ['wheelchair'],
    })
    const member = readPerson(typed)
    expect(readPerson(personOf({ ...member, id: 'an-id' }))).toEqual(member)
    expect(personOf({ ...member, id: 'an-id' })).toEqual(typed)
  })
})

describe('without', () => {
  const family = [
    whole({ givenNames: 'A' }),
    whole({ givenNames: 'B', relation: 'child' }),
    whole({ givenNames: 'C', relation: 'sibling' }),
  ]

  test('the others stay as they are', () => {
    expect(without(family, 1)).toEqual([family[0], family[2]])
  })

  test('[G2] where the first person goes, the next becomes it and relations are asked anew', () => {
    expect(without(family, 0).map(({ givenNames, relation }) => [givenNames, relation])).toEqual([
      ['B', 'self'],
      ['C', ''],
    ])
  })
})

test('a person is begun once a name or a date was typed, not by what the family shares', () => {
  expect(isBegun(newPerson(whole()))).toBe(false)
  expect(isBegun(whole({ givenNames: '' }))).toBe(true)
})
