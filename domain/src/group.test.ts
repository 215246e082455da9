import { describe, expect, it } from 'vitest'
import { countries, isCountry } from './country.ts'
import type { Contact, Member, RegisteredGroup } from './group.ts'
import { checkGroup, correctGroup } from './group.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import { hoursMs, instantOf } from './time.ts'

const zone = 'America/Los_Angeles'
const now = instantOf('2023-01-12', '09:00', zone)
const contact: Contact = { phone: '+526640000000' }

const member = (change: Partial<Member> = {}): Member => ({
  id: 'm1',
  relation: 'self',
  givenNames: 'Ejemplo',
  birth: { year: 1990, month: 5, day: 17, approximate: false },
  sex: 'female',
  nationality: 'VE',
  birthCountry: 'VE',
  languages: ['es'],
  ...change,
})
const born = (year: number, month: number, day: number) => ({
  year,
  month,
  day,
  approximate: false,
})
const check = (...members: Member[]) => checkGroup(members, contact, now, zone, rules)
const family = (size: number) =>
  Array.from({ length: size }, (_, i) =>
    member({ id: `m${i}`, relation: i === 0 ? 'self' : 'child' }),
  )
const reasonsOf = (decision: ReturnType<typeof check>) => (decision.ok ? [] : decision.reasons)

describe('registering a group', () => {
  it('[G1] takes from one to twenty members', () => {
    expect(check(...family(1)).ok).toBe(true)
    expect(check(...family(20)).ok).toBe(true)
    expect(reasonsOf(check())).toEqual([{ name: 'members-none' }])
    const tooMany = [{ name: 'members-too-many', facts: { limit: 20 } }]
    expect(reasonsOf(check(...family(21)))).toEqual(tooMany)
  })

  it('[G2] takes exactly one first person', () => {
    const firsts = (count: number) => [
      { name: 'first-person-missing', facts: { field: 'relation', firsts: count } },
    ]
    expect(reasonsOf(check(member({ relation: 'child' })))).toEqual(firsts(0))
    expect(reasonsOf(check(member(), member({ id: 'm2' })))).toEqual(firsts(2))
  })

  it('[G3] takes one name for a name, in any script, and tidies spaces', () => {
    const decision = check(member({ givenNames: ' Eje\u0301mplo\t Uno ', familyNames: '  ' }))
    expect(decision).toEqual({
      ok: true,
      value: { members: [member({ givenNames: 'Ej\u00e9mplo Uno' })], contact },
    })
    for (const name of ['例', 'مثال', 'Ё', 'O’'])
      expect(check(member({ givenNames: name })).ok).toBe(true)
    expect(check(member({ givenNames: '', familyNames: ' Doce' })).ok).toBe(true)
  })

  it('[G3] leaves out of a name what has no shape: controls, turned directions, half characters', () => {
    const typed = {
      givenNames: '\u202eEje\u0000mplo\u200b\u2066 \ud800Uno',
      familyNames: '\ufeff\u00ad',
    }
    const decision = check(member(typed))
    expect(decision).toMatchObject({ ok: true })
    expect(decision.ok && decision.value.members).toEqual([member({ givenNames: 'Ejemplo Uno' })])
    // Letters of Persian and of Indian scripts are joined and parted by these two.
    const joined = 'می\u200cخواهم क्\u200dष'
    const kept = check(member({ givenNames: joined }))
    expect(kept.ok && kept.value.members[0]?.givenNames).toBe(joined)
  })

  it('[G3] takes names of at most 100 characters, with a letter in them', () => {
    expect(check(member({ givenNames: '𠮷'.repeat(100), familyNames: 'a'.repeat(100) })).ok).toBe(
      true,
    )
    const long = 'a'.repeat(101)
    const because = (name: string, field: string) => ({ name, facts: { member: 0, field } })
    expect(reasonsOf(check(member({ givenNames: long, familyNames: long })))).toEqual([
      because('name-too-long', 'givenNames'),
      because('name-too-long', 'familyNames'),
    ])
    for (const name of ['', '  ', '...', '12'])
      expect(reasonsOf(check(member({ givenNames: name })))).toEqual([
        because('name-empty', 'givenNames'),
      ])
  })

  it('[G4] refuses a birth date that the calendar does not have', () => {
    expect(reasonsOf(check(member({ birth: born(2001, 2, 31) })))).toEqual([
      { name: 'birth-date-impossible', facts: { member: 0, field: 'birth' } },
    ])
  })

  it('[G5] refuses a birth date after today at the port, and takes today’s', () => {
    expect(check(member({ birth: born(2023, 1, 12) })).ok).toBe(true)
    expect(reasonsOf(check(member({ birth: born(2023, 1, 13) })))[0]?.name).toBe(
      'birth-date-future',
    )
    const evening = instantOf('2023-01-12', '22:00', zone)
    const tomorrow = [member({ birth: born(2023, 1, 13) })]
    expect(checkGroup(tomorrow, contact, evening, zone, rules).ok).toBe(false)
    expect(check(member({ birth: { year: 2023, approximate: true } })).ok).toBe(true)
    expect(check(member({ birth: { year: 2024, approximate: true } })).ok).toBe(false)
  })

  it('[G5] refuses a birth date of 130 years ago, and takes one a day younger', () => {
    const name = reasonsOf(check(member({ birth: born(1893, 1, 12) })))[0]?.name
    expect(name).toBe('birth-date-too-old')
    expect(check(member({ birth: born(1893, 1, 13) })).ok).toBe(true)
  })

  it('[G6] takes the countries of ISO 3166 and XX for none', () => {
    expect(countries).toHaveLength(249)
    expect(new Set(countries).size).toBe(249)
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    expect(countries.filter((code) => !names.of(code))).toEqual([])
    expect(['HT', 'XX'].every(isCountry)).toBe(true)
    expect(['ZZ', 've', 'VEN', ''].some(isCountry)).toBe(false)
    const wrong = { nationality: 'ZZ', birthCountry: 'Q', residenceCountry: 'mx' }
    expect(reasonsOf(check(member(wrong))).map(({ facts }) => facts)).toEqual([
      { member: 0, field: 'nationality' },
      { member: 0, field: 'birthCountry' },
      { member: 0, field: 'residenceCountry' },
    ])
  })

  it('[G11] needs an e-mail address or a phone number', () => {
    const reached = (by: Contact) => checkGroup([member()], by, now, zone, rules).ok
    expect([{ email: 'a@example.org' }, { phone: '+1' }, {}].map(reached)).toEqual([
      true,
      true,
      false,
    ])
  })

  it('says every reason at once, each with its member and field', () => {
    const wrong = member({ id: 'm2', givenNames: '', birth: born(2030, 1, 1), nationality: '' })
    expect(checkGroup([member(), wrong], {}, now, zone, rules)).toEqual({
      ok: false,
      reasons: [
        { name: 'first-person-missing', facts: { field: 'relation', firsts: 2 } },
        { name: 'contact-missing', facts: { field: 'contact' } },
        { name: 'name-empty', facts: { member: 1, field: 'givenNames' } },
        { name: 'birth-date-future', facts: { member: 1, field: 'birth' } },
        { name: 'country-unknown', facts: { member: 1, field: 'nationality' } },
      ],
    })
  })
})

describe('correcting a group', () => {
  const before: RegisteredGroup = {
    members: [member(), member({ id: 'm2', relation: 'spouse' })],
    contact,
    registeredAt: now - hoursMs(500),
  }
  const correct = (members: readonly Member[], by: Contact = contact) =>
    correctGroup(before, { members, contact: by }, now, zone, rules)

  it('[G8] keeps the registration date and names the fields that changed, never their contents', () => {
    const mended = member({
      familyNames: 'Doce',
      birth: { approximate: true, day: 17, month: 5, year: 1990 },
    })
    const newborn = member({ id: 'm3', relation: 'child', birth: born(2023, 1, 10) })
    const decision = correct([mended, newborn], { ...contact, staying: 'Albergue Ejemplo' })
    if (!decision.ok) throw new Error('refused')
    expect(decision.value.group.registeredAt).toBe(before.registeredAt)
    expect(decision.value.group.members).toEqual([mended, newborn])
    expect(decision.value.growth).toBe(0)
    expect(decision.value.history).toEqual([
      { at: now, member: 'm1', change: 'corrected', fields: ['birth', 'familyNames'] },
      { at: now, member: 'm3', change: 'added', fields: [] },
      { at: now, member: null, change: 'corrected', fields: ['staying'] },
      { at: now, member: 'm2', change: 'removed', fields: [] },
    ])
    expect(JSON.stringify(decision.value.history)).not.toMatch(/Doce|Albergue|1990/)
  })

  it('[G8] writes no history where nothing changed, whatever the order of inner keys', () => {
    const [first, second] = before.members
    if (!first || !second) throw new Error('no members')
    const birth = { approximate: false, day: 17, month: 5, year: 1990 }
    const decision = correct([{ ...first, birth }, second])
    expect(decision.ok && decision.value.history).toEqual([])
  })

  it('[G8] says how many members more there are, for whom places are needed', () => {
    const more = correct([...before.members, member({ id: 'm3', relation: 'child' })])
    expect(more.ok && more.value.growth).toBe(1)
    const fewer = correct([member()])
    expect(fewer.ok && fewer.value.growth).toBe(-1)
  })

  it('[G8] is refused as registering would be', () => {
    expect(correct([]).ok).toBe(false)
  })
})
