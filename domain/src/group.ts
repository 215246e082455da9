// A group is the people who come together and are one unit: one place each in the same slot, or
// none. One of them is the first person, to whom the others are related. What the port needs is
// required (name, birth date, sex, nationality, country of birth, languages, relation); all else
// may be left out. Corrections keep the registration date, with a history that names the fields
// and the time and never what stood in them.

import type { BirthDate } from './birth.ts'
import { ageBounds, birthRange, isPossibleBirth } from './birth.ts'
import { isCountry } from './country.ts'
import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import type { Rules } from './programme.ts'
import type { Day, Instant, Zone } from './time.ts'
import { dayOf } from './time.ts'

export type { AgeBounds, BirthDate } from './birth.ts'
export { ageBounds, isChildUnder5, isOver70, isUnder21 } from './birth.ts'
export { fingerprintText, foldName, fullName, matchesName } from './name.ts'

/** What a member is to the first person, who is `self`. */
export const relations = [
  'self',
  'spouse',
  'child',
  'parent',
  'sibling',
  'grandparent',
  'grandchild',
  'other',
] as const
export type Relation = (typeof relations)[number]

export const sexes = ['female', 'male', 'other'] as const
export type Sex = (typeof sexes)[number]

export type Member = {
  readonly id: string
  readonly relation: Relation
  /** As in the document, in any script. One name is a name. */
  readonly givenNames: string
  readonly familyNames?: string
  readonly birth: BirthDate
  readonly sex: Sex
  /** ISO 3166-1 alpha-2, or `XX` for none. */
  readonly nationality: string
  readonly birthCountry: string
  /** BCP 47 tags, the best-spoken first. */
  readonly languages: readonly string[]
  /** What the port should prepare: a wheelchair, an interpreter of signs, … */
  readonly needs?: readonly string[]
  readonly birthCity?: string
  readonly residenceCountry?: string
  readonly document?: {
    readonly kind: string
    readonly number: string
    readonly country?: string
  }
  readonly heightCm?: number
  readonly weightKg?: number
  readonly eyeColour?: string
  readonly maritalStatus?: string
  readonly occupation?: string
}

export type Contact = {
  readonly email?: string
  /** E.164, such as +526641234567. */
  readonly phone?: string
  /** Where the group stays now, in its own words. */
  readonly staying?: string
  /** Where it would go; never needed. */
  readonly destination?: string
}

export type CheckedGroup = { readonly members: readonly Member[]; readonly contact: Contact }

export type GroupRefusal =
  | 'members-none'
  | 'members-too-many'
  | 'first-person-missing'
  | 'name-empty'
  | 'name-too-long'
  | 'birth-date-impossible'
  | 'birth-date-future'
  | 'birth-date-too-old'
  | 'country-unknown'
  | 'contact-missing'

/**
 * Whether these people can be registered, or corrected to. Allowed with names tidied (one space
 * between words, none around, composed letters). Every reason names the member by index and the
 * field, and never what stands in it.
 */
export function checkGroup(
  members: readonly Member[],
  contact: Contact,
  now: Instant,
  zone: Zone,
  rules: Rules,
): Decision<CheckedGroup, GroupRefusal> {
  const tidied = members.map(tidyMember)
  const today = dayOf(now, zone)
  const reasons = [
    ...reasonsAgainstWhole(tidied, contact, rules),
    ...tidied.flatMap((member, index) => reasonsAgainstMember(member, index, today, rules)),
  ]
  return decide(reasons, () => ({ members: tidied, contact }))
}

export type RegisteredGroup = CheckedGroup & { readonly registeredAt: Instant }

export type HistoryEntry = {
  readonly at: Instant
  /** The member's id, or null for the contact. */
  readonly member: string | null
  readonly change: 'added' | 'removed' | 'corrected'
  /** Names of the fields that changed; never their contents. */
  readonly fields: readonly string[]
}

export type Correction = {
  readonly group: RegisteredGroup
  readonly history: readonly HistoryEntry[]
  /** Members more than before; negative for fewer. Places that the group holds must follow. */
  readonly growth: number
}

/**
 * [G8] The group as corrected: who is added (a newborn), removed or mended. The registration date
 * stays, so nobody loses the wait. Refused as registering would be.
 */
export function correctGroup(
  before: RegisteredGroup,
  after: CheckedGroup,
  now: Instant,
  zone: Zone,
  rules: Rules,
): Decision<Correction, GroupRefusal> {
  const checked = checkGroup(after.members, after.contact, now, zone, rules)
  if (!checked.ok) return checked
  const group = { ...checked.value, registeredAt: before.registeredAt }
  return decide([], () => ({
    group,
    history: historyOf(before, group, now),
    growth: group.members.length - before.members.length,
  }))
}

function reasonsAgainstWhole(
  members: readonly Member[],
  contact: Contact,
  rules: Rules,
): Reason<GroupRefusal>[] {
  const reasons: Reason<GroupRefusal>[] = []
  const limit = rules.membersLimit
  if (members.length === 0) reasons.push({ name: 'members-none' }) // [G1]
  if (members.length > limit) reasons.push({ name: 'members-too-many', facts: { limit } }) // [G1]
  const firsts = members.filter((member) => member.relation === 'self').length
  if (members.length > 0 && firsts !== 1)
    reasons.push({ name: 'first-person-missing', facts: { field: 'relation', firsts } }) // [G2]
  if (!contact.email && !contact.phone)
    reasons.push({ name: 'contact-missing', facts: { field: 'contact' } }) // [G11]
  return reasons
}

function reasonsAgainstMember(
  member: Member,
  index: number,
  today: Day,
  rules: Rules,
): Reason<GroupRefusal>[] {
  const because = (name: GroupRefusal, field: string) => ({ name, facts: { member: index, field } })
  return [
    ...nameReasons(member, rules).map(([name, field]) => because(name, field)),
    ...birthReasons(member.birth, today, rules).map((name) => because(name, 'birth')),
    ...countryFields(member).map((field) => because('country-unknown', field)), // [G6]
  ]
}

/** [G3] At least one letter in some script, and at most 100 characters in each name. */
function nameReasons(member: Member, rules: Rules): [GroupRefusal, string][] {
  const { givenNames, familyNames = '' } = member
  const reasons: [GroupRefusal, string][] = []
  if (!/\p{L}/u.test(givenNames + familyNames)) reasons.push(['name-empty', 'givenNames'])
  // People count characters, not UTF-16 units: a rare Han character is one.
  const isLong = (name: string) => [...name].length > rules.nameLengthLimit
  if (isLong(givenNames)) reasons.push(['name-too-long', 'givenNames'])
  if (isLong(familyNames)) reasons.push(['name-too-long', 'familyNames'])
  return reasons
}

function birthReasons(birth: BirthDate, today: Day, rules: Rules): GroupRefusal[] {
  if (!isPossibleBirth(birth)) return ['birth-date-impossible'] // [G4]
  if (birthRange(birth).earliest > today) return ['birth-date-future'] // [G5]
  if (ageBounds(birth, today).youngest >= rules.ageLimitYears) return ['birth-date-too-old'] // [G5]
  return []
}

const countryFieldNames = ['nationality', 'birthCountry', 'residenceCountry'] as const

const countryFields = (member: Member): string[] =>
  countryFieldNames.filter((field) => !isCountry(member[field] ?? 'XX'))

function tidyMember(member: Member): Member {
  const { familyNames, ...rest } = member
  const family = tidyName(familyNames ?? '')
  const tidied = { ...rest, givenNames: tidyName(rest.givenNames) }
  return family === '' ? tidied : { ...tidied, familyNames: family }
}

/**
 * What has no shape of its own: controls, halves of characters, marks that turn the direction of
 * what stands beside them or part a word unseen. Tabs and line breaks are spaces; the joiner and
 * the non-joiner are spelling in Persian and in Indian scripts.
 */
const shapeless = /(?![\t-\r\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu

/** [G3] A name as it is kept, so that two that look the same are the same, and none disturbs a page. */
const tidyName = (name: string): string =>
  name.replace(shapeless, '').normalize('NFC').replace(/\s+/gu, ' ').trim()

function historyOf(before: CheckedGroup, after: CheckedGroup, at: Instant): HistoryEntry[] {
  const old = new Map(before.members.map((member) => [member.id, member]))
  const kept = new Set(after.members.map((member) => member.id))
  const entry = (
    member: string | null,
    change: HistoryEntry['change'],
    fields: readonly string[],
  ): HistoryEntry => ({ at, member, change, fields })
  const changes = after.members.map((member) => {
    const was = old.get(member.id)
    if (!was) return entry(member.id, 'added', [])
    return entry(member.id, 'corrected', changedFields(was, member))
  })
  return [
    ...changes,
    entry(null, 'corrected', changedFields(before.contact, after.contact)),
    ...before.members
      .filter((member) => !kept.has(member.id))
      .map((member) => entry(member.id, 'removed', [])),
  ].filter(({ change, fields }) => change !== 'corrected' || fields.length > 0)
}

/** Names of the fields, of either, whose contents differ; the order of inner keys is no matter. */
function changedFields(before: object, after: object): readonly string[] {
  const contents = (thing: object) =>
    new Map(Object.entries(thing).map(([field, value]) => [field, canonical(value)]))
  const [was, is] = [contents(before), contents(after)]
  const fields = new Set([...was.keys(), ...is.keys()])
  return [...fields].filter((field) => was.get(field) !== is.get(field)).sort()
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
