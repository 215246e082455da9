import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fingerprintText, foldName, fullName, matchesName } from './name.ts'

const person = (givenNames: string, familyNames = '') => ({ givenNames, familyNames })
const printed = (givenNames: string, familyNames: string, birthCountry = 'VE') =>
  fingerprintText({
    givenNames,
    familyNames,
    birth: { year: 1990, month: 2, day: 3, approximate: false },
    birthCountry,
  })

describe('folding a name', () => {
  it('[G10] leaves out accents, case, punctuation and doubled spaces, in any script', () => {
    const folded = {
      '  Ejemplo   Núñez-Ibáñez ': 'ejemplo nunez ibanez',
      'D’Ejemplo': 'd ejemplo',
      'Straße Øæœłđðþħŋ': 'strasse oaeoelddthhn',
      'IĞDIR ığdır İ': 'igdir igdir i',
      'ΟΔΟΣ οδός': 'οδοσ οδοσ',
      'Пример Ёлкин': 'пример елкин',
      مِثَال: 'مثال',
      'Ｅｊｅｍｐｌｏ １２': 'ejemplo 12',
      '...': '',
      'Eje\u200bm\u00adplo\u200d': 'ejemplo',
    }
    for (const [name, expected] of Object.entries(folded)) expect(foldName(name)).toBe(expected)
  })

  it('[G10] changes nothing when done twice, and forgets how a letter was composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name))
        expect(foldName(name.normalize('NFD'))).toBe(foldName(name.normalize('NFC')))
      }),
    )
  })

  it('[G10] finds a person by beginnings of names in any order', () => {
    const who = person('María José', 'Ejemplo Doce')
    for (const query of ['ejemplo', 'DOCE mar', 'jose ej', '', 'María-José'])
      expect(matchesName(query, who)).toBe(true)
    for (const query of ['jemplo', 'maria pedro']) expect(matchesName(query, who)).toBe(false)
    expect(matchesName('solo', { givenNames: 'Solo' })).toBe(true)
  })

  it('takes one name for a whole name', () => {
    expect(fullName({ givenNames: 'Ejemplo' })).toBe('Ejemplo')
    expect(fullName(person('Ejemplo', 'Doce'))).toBe('Ejemplo Doce')
    expect(fullName(person('', 'Doce'))).toBe('Doce')
  })
})

describe('the text of a fingerprint', () => {
  it('[G9] is the same whichever name is given and which family, with accents or without', () => {
    expect(printed('José María', 'Ejemplo Núñez')).toBe(printed('NUNEZ EJEMPLO', 'Maria Jose'))
    expect(printed('José María', 'Ejemplo')).toBe('1|ejemplo jose maria|1990-02-03|VE')
  })

  it('[G9] differs by birth date, by country of birth and by name', () => {
    const base = { givenNames: 'Ejemplo', birthCountry: 'HT' }
    const year = fingerprintText({ ...base, birth: { year: 990, approximate: true } })
    expect(year).toBe('1|ejemplo|0990-??-??|HT')
    const month = fingerprintText({ ...base, birth: { year: 990, month: 1, approximate: true } })
    expect(new Set([year, month, printed('A', 'B'), printed('A', 'B', 'CU')]).size).toBe(4)
  })
})
