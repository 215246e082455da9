import { describe, expect, it } from 'vitest'
import type { Attestation, AttestedGroup } from './attestation.ts'
import { attest, isPressing } from './attestation.ts'
import type { AskedCriterion, Rules } from './programme.ts'
import { rulesAtLaunch as rules } from './programme.ts'

const day = '2023-01-12'
const saying = { at: Date.UTC(2023, 0, 12, 18), language: 'es', before: null }
const person = (id: string, year: number, month = 6, dayOfMonth = 15) => ({
  id,
  birth: { year, month, day: dayOfMonth, approximate: false },
})
const adult = person('adult', 1990)
const spouse = person('spouse', 1991)
const says = (...criteria: AskedCriterion[]) => ({ criteria, preferToSay: false })
const prefers = { criteria: [], preferToSay: true }
const names = (decision: ReturnType<typeof attest>) =>
  decision.ok ? [] : decision.reasons.map((reason) => reason.name)

function attested(
  members: readonly ReturnType<typeof person>[],
  said: Attestation,
  on = day,
  before: AttestedGroup | null = null,
): AttestedGroup {
  const decision = attest(members, said, on, rules, { ...saying, before })
  if (!decision.ok) throw new Error('refused')
  return decision.value
}

describe('attesting', () => {
  it('[A1] needs a criterion from at least one member', () => {
    expect(names(attest([adult], {}, day, rules, saying))).toEqual(['criterion-missing'])
    expect(names(attest([adult], { adult: says() }, day, rules, saying))).toEqual([
      'criterion-missing',
    ])
    expect(attested([adult], { adult: says('threatened') }).qualifiedBy).toEqual(['adult'])
  })

  it('[A1] is met by any one of the group, so that nobody is parted from those they travel with', () => {
    const group = attested([adult, spouse], { spouse: says('pregnancy') })
    expect(group.qualifiedBy).toEqual(['spouse'])
    const grandmother = person('grandmother', 1950)
    expect(attested([adult, grandmother], {}).qualifiedBy).toEqual(['grandmother'])
  })

  it('[A1] says nothing of people who are not in the group', () => {
    const decision = attest([adult], { stranger: says('illness') }, day, rules, saying)
    expect(names(decision)).toEqual(['member-unknown', 'criterion-missing'])
  })

  it('[A2] adds under 21 from the birth date, without asking', () => {
    const group = attested([adult, person('child', 2002, 1, 13)], {})
    expect(group.members).toEqual({
      adult: { criteria: [], derived: [], preferToSay: false },
      child: { criteria: ['under-21'], derived: ['under-21'], preferToSay: false },
    })
  })

  it('[A3] adds over 70 from the birth date, beside what was said, in the order of the rules', () => {
    const group = attested([person('old', 1953, 1, 12)], { old: says('threatened', 'illness') })
    expect(group.members.old?.criteria).toEqual(['illness', 'over-70', 'threatened'])
    expect(group.members.old?.derived).toEqual(['over-70'])
  })

  it('[A4] takes “prefer to say at the port” for a criterion, though not for a pressing one', () => {
    const group = attested([adult], { adult: prefers })
    expect(group.qualifiedBy).toEqual(['adult'])
    expect(isPressing(group, [adult], day, rules)).toBe(false)
  })

  it('[A5] keeps when and in which language it was said', () => {
    expect(attested([adult], { adult: prefers })).toMatchObject({ at: saying.at, language: 'es' })
  })

  it('[A6] lets who qualified by age keep it after the birthday', () => {
    const young = person('young', 2002, 1, 13)
    const before = attested([young], {})
    const later = attested([young], {}, '2024-05-01', before)
    expect(later.members.young?.criteria).toEqual(['under-21'])
    expect(names(attest([young], {}, '2024-05-01', rules, saying))).toEqual(['criterion-missing'])
    const joined = attest([adult], {}, day, rules, { ...saying, before })
    expect(names(joined)).toEqual(['criterion-missing'])
  })
})

describe('pressing need', () => {
  it('[A7] is a member’s criterion that the rules name as pressing', () => {
    for (const criterion of ['illness', 'disability', 'pregnancy'] as const) {
      const group = attested([adult, spouse], { spouse: says(criterion) })
      expect(isPressing(group, [adult, spouse], day, rules)).toBe(true)
    }
    for (const criterion of ['threatened', 'no-safe-housing'] as const) {
      const group = attested([adult], { adult: says(criterion) })
      expect(isPressing(group, [adult], day, rules)).toBe(false)
    }
    const old = person('old', 1940)
    expect(isPressing(attested([old], {}), [old], day, rules)).toBe(true)
  })

  it('[A7] is a child under five in the group, as long as the rules say so', () => {
    const infant = person('infant', 2020)
    const group = attested([adult, infant], {})
    expect(isPressing(group, [adult, infant], day, rules)).toBe(true)
    expect(isPressing(group, [adult, infant], '2025-06-15', rules)).toBe(false)
    const without: Rules = { ...rules, pressing: ['illness'] }
    expect(isPressing(group, [adult, infant], day, without)).toBe(false)
  })

  it('[A7] is not a member’s who was added after attesting and about whom nothing was said', () => {
    const group = attested([adult], { adult: says('threatened') })
    expect(isPressing(group, [adult, spouse], day, rules)).toBe(false)
  })
})
