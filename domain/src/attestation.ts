// An attestation says, for each member, which of the programme's criteria are met, in their own
// word and nobody else's. Under 21 and over 70 are added from the birth date and never asked.
// Who would rather say it at the port may, and that counts.
// A group qualifies when any one of its members meets a criterion. The programme's words are "they,
// or a spouse or child with them": any member could have been named first, and a grandmother who
// qualifies must not be parted from those she travels with. The officer decides for each person.

import { isChildUnder5, isOver70, isUnder21 } from './birth.ts'
import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import type { Member } from './group.ts'
import type { AskedCriterion, Criterion, DerivedCriterion, Rules } from './programme.ts'
import type { Day, Instant } from './time.ts'

/** What is said, by the member's id. Members about whom nothing is said may be left out. */
export type Attestation = Readonly<
  Record<string, { readonly criteria: readonly AskedCriterion[]; readonly preferToSay: boolean }>
>

/** When and in which language it was said, and what stood before, if anything did. */
export type Saying = {
  readonly at: Instant
  /** BCP 47, the language in which the questions were read. */
  readonly language: string
  readonly before: AttestedGroup | null
}

export type AttestedMember = {
  /** Met by their own word or by their birth date, in the order of the rules. */
  readonly criteria: readonly Criterion[]
  /** Those of `criteria` that follow from the birth date. */
  readonly derived: readonly DerivedCriterion[]
  readonly preferToSay: boolean
}

export type AttestedGroup = {
  /** [A5] What was attested, when, and in which language, is kept as it was. */
  readonly at: Instant
  readonly language: string
  readonly members: Readonly<Record<string, AttestedMember>>
  /** Ids of the members through whom the group qualifies. */
  readonly qualifiedBy: readonly string[]
}

export type AttestRefusal = 'criterion-missing' | 'member-unknown'

/**
 * The group with what was said and what follows from birth dates on `day`, which is the day of
 * attesting in the zone of the group's first port.
 */
export function attest(
  members: readonly Pick<Member, 'id' | 'birth'>[],
  said: Attestation,
  day: Day,
  rules: Rules,
  saying: Saying,
): Decision<AttestedGroup, AttestRefusal> {
  const attested = members.map((member) => attestMember(member, said, day, rules, saying.before))
  const qualifiedBy = attested.filter(([, one]) => isQualified(one)).map(([id]) => id)
  const ids = new Set(members.map((member) => member.id))
  const reasons: Reason<AttestRefusal>[] = []
  if (Object.keys(said).some((id) => !ids.has(id))) reasons.push({ name: 'member-unknown' })
  if (qualifiedBy.length === 0) reasons.push({ name: 'criterion-missing' }) // [A1]
  const { at, language } = saying
  return decide(reasons, () => ({
    at,
    language,
    members: Object.fromEntries(attested),
    qualifiedBy,
  }))
}

/**
 * [A7] Whether the group is in pressing need, which raises its chances in a draw: a member meets a
 * criterion that the rules name as pressing, or is a small child on `day`.
 */
export function isPressing(
  attested: AttestedGroup,
  members: readonly Pick<Member, 'id' | 'birth'>[],
  day: Day,
  rules: Rules,
): boolean {
  const isMet = (criterion: Criterion) => rules.pressing.includes(criterion)
  if (members.some(({ id }) => attested.members[id]?.criteria.some(isMet))) return true
  if (!rules.pressing.includes('child-under-5')) return false
  return members.some(({ birth }) => isChildUnder5(birth, day, rules))
}

/** What a member stated: the criteria without those that follow from the birth date. */
export function askedOf({ criteria }: Pick<AttestedMember, 'criteria'>): AskedCriterion[] {
  return criteria.filter((one) => one !== 'under-21' && one !== 'over-70')
}

/** [A4] To rather say it at the port is as good as a criterion, though never a pressing one. */
const isQualified = (one: AttestedMember): boolean => one.criteria.length > 0 || one.preferToSay

function attestMember(
  member: Pick<Member, 'id' | 'birth'>,
  said: Attestation,
  day: Day,
  rules: Rules,
  before: AttestedGroup | null,
): [string, AttestedMember] {
  const own = said[member.id] ?? { criteria: [], preferToSay: false }
  const derived = new Set<DerivedCriterion>(before?.members[member.id]?.derived) // [A6]
  if (isUnder21(member.birth, day, rules)) derived.add('under-21') // [A2]
  if (isOver70(member.birth, day, rules)) derived.add('over-70') // [A3]
  const met = new Set<Criterion>([...own.criteria, ...derived])
  return [
    member.id,
    {
      criteria: rules.criteria.filter((criterion) => met.has(criterion)),
      derived: [...derived],
      preferToSay: own.preferToSay,
    },
  ]
}
