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

  it('[G20] is told alike from both sides, and everybody is themselves', () => {
    const name = fc.stringMatching(/^[a-c]{1,2}( [a-c]{1,2})?$/)
    const birth = fc.constantFrom(born(1990), born(1990, 5), born(1990, 5, 17), born(1991, 5, 17))
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
