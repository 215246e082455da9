import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Founder, foundersOf, isSamePerson, keepFounders } from './founder.ts'

const born = (year: number, month?: number, day?: number) => ({
  year,
  ...(month === undefined ? {} : { month }),
  ...(day === undefined ? {} : { day }),
  approximate: false,
})
const ana: Founder = {
  givenNames: 'Ana María',
  familyNames: 'De Muestra',
  birth: born(1990, 5, 17),
  birthCountry: 'HN',
}
const eva: Founder = {
  givenNames: 'Eva',
  familyNames: 'Otra Ejemplo',
  birth: born(1984, 2, 3),
  birthCountry: 'HN',
}
const like = (change: Partial<Founder>, of = ana): Founder => ({ ...of, ...change })

describe('who is the same person', () => {
  it('[G20] is who keeps the name, in any order and however it is written, whatever the birth date', () => {
    const written = { givenNames: 'MUESTRA, de', familyNames: 'maria ana', birth: born(1970) }
    expect(isSamePerson(ana, like(written))).toBe(true)
    expect(isSamePerson(ana, like({ familyNames: 'De Muestra Ejemplo', birth: born(1991) }))).toBe(
      true,
    )
    expect(isSamePerson(ana, like({ givenNames: 'Ana', birth: born(1991) }))).toBe(true)
  })

  it('[G20] is who keeps the birth date, whatever the name', () => {
    expect(isSamePerson(ana, like({ givenNames: 'Anna Marya', familyNames: 'Mustra' }))).toBe(true)
    expect(
      isSamePerson(ana, like({ givenNames: 'Ana', familyNames: 'X', birth: born(1990) })),
    ).toBe(true)
    const one = like({ givenNames: 'Aminata', birth: born(1990, 5) })
    expect(isSamePerson(like({ birth: born(1990, 5) }), one)).toBe(true)
  })

  it('[G20] is nobody who shares a part of the name alone, or a year, or a day in another country', () => {
    expect(isSamePerson(ana, eva)).toBe(false)
    expect(isSamePerson(ana, like({ givenNames: 'Rosa', birth: born(1991, 5, 17) }))).toBe(false)
    expect(
      isSamePerson(ana, like({ givenNames: 'Rosa', familyNames: 'X', birth: born(1990) })),
    ).toBe(false)
    const elsewhere = { givenNames: 'Rosa', familyNames: 'X', birthCountry: 'GT' }
    expect(isSamePerson(ana, like(elsewhere))).toBe(false)
  })

  it('[G20] is who mends a letter of the name and a part of the birth date, at once or one by one', () => {
    const typed = like({
      givenNames: 'Ana Maria',
      familyNames: 'Gonsalez',
      birth: born(1990, 5, 17),
    })
    const mended = (change: Partial<Founder>) =>
      isSamePerson(typed, like({ givenNames: 'Ana María', familyNames: 'González', ...change }))
    expect(mended({ birth: born(1990, 5, 11) })).toBe(true)
    expect(mended({ birth: born(1990, 3, 17), birthCountry: 'GT' })).toBe(true)
    expect(mended({ birth: born(1980, 5, 17) })).toBe(true)
    for (const familyNames of ['Gonslez', 'Gonsallez', 'Gonsaelz', 'Gonsale', 'onsalez'])
      expect(mended({ familyNames, birth: born(1990, 5, 11) })).toBe(true)
    expect(isSamePerson(like({ birth: born(1990, 3, 5) }), like({ birth: born(1990, 5, 3) }))).toBe(
      true,
    )
    const single = like({ givenNames: 'Aminata', familyNames: '' })
    expect(
      isSamePerson(single, { ...single, givenNames: 'Aminatta', birth: born(1990, 6, 17) }),
    ).toBe(true)
    // Two parts of the date, two letters, or a short name that is another one.
    expect(mended({ birth: born(1991, 3, 17) })).toBe(false)
    expect(mended({ familyNames: 'Hernández', birth: born(1990, 5, 11) })).toBe(false)
    const eve = { givenNames: 'Ava', birth: born(1984, 2, 4) }
    expect(isSamePerson(eva, like(eve, eva))).toBe(false)
    expect(isSamePerson(like({ birth: born(1990) }), like({ ...eve, birth: born(1991) }))).toBe(
      false,
    )
  })

  it('[G20] is nobody who finds themselves in a name that lists what many are called', () => {
    const list = like({
      givenNames: 'María José Juan Ana Luis Carlos Rosa Pedro Carmen Miguel',
      familyNames: 'García López Hernández Martínez González Pérez Cruz Reyes',
      birth: born(1990),
    })
    const buyer = { givenNames: 'Carlos', familyNames: 'Pérez', birthCountry: 'HN' }
    expect(isSamePerson(list, { ...buyer, birth: born(1971, 8, 9) })).toBe(false)
    expect(isSamePerson(list, { ...buyer, birth: born(1990, 8, 9) })).toBe(false)
  })

  it('[G20] is told alike from both sides, and everybody is themselves', () => {
    const name = fc.stringMatching(/^[a-c]{1,5}( [a-c]{1,5})?$/)
    const birth = fc.constantFrom(
      ...[born(1990), born(1990, 5), born(1990, 5, 7), born(1990, 7, 5), born(1991, 5, 7)],
    )
    const person = fc.record({
      givenNames: name,
      familyNames: name,
      birth,
      birthCountry: fc.constantFrom('HN', 'GT'),
    })
    fc.assert(
      fc.property(person, person, (one, other) => {
        expect(isSamePerson(one, other)).toBe(isSamePerson(other, one))
        expect(isSamePerson(one, one)).toBe(true)
      }),
    )
  })
})

describe('whose registration date it is', () => {
  const names = (members: readonly Founder[]) => {
    const decision = keepFounders([ana, eva], members)
    return decision.ok ? [] : decision.reasons.map((reason) => reason.name)
  }
  const stranger = like({ givenNames: 'Rosa', birth: born(2001, 1, 1) })

  it('[G20] theirs who were registered, while one of them is in the group', () => {
    expect(names([stranger, eva])).toEqual([])
    expect(names([stranger, like({ birth: born(1999, 1, 1) })])).toEqual([])
    expect(names([stranger])).toEqual(['group-exchanged'])
  })

  it('[G20] not theirs who came one by one for those who went, or by a name and then a date', () => {
    const renamed = like({ givenNames: 'Rosa', familyNames: 'Distinta' })
    expect(names([renamed])).toEqual([])
    expect(names([{ ...renamed, birth: born(2001, 1, 1) }])).toEqual(['group-exchanged'])
  })

  it('keeps of each what they are known by, and nothing else', () => {
    const { familyNames: _, ...single } = ana
    expect(foundersOf([{ ...ana, id: 'a' } as Founder, single])).toEqual([ana, single])
  })
})
