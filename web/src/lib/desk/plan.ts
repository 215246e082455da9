// A decision as it is being typed, and what the desk offers for a person: the ordinary case in one key, or whom one
// takes them for and the decision as steps of their own. Pure, so that what one key decides can be tested.

import type { AskAnswerOf } from '@garita/contract'
import { weakBecause } from '@garita/domain/comparison'
import type { DeterminationReason, Outcome } from '@garita/domain/determination'
import { type Criterion, criteria } from '@garita/domain/programme'
import { adultAge } from '@garita/domain/question'

export type Arrival = AskAnswerOf<'arrival'>
export type Member = Arrival['members'][number]

export type Plan = {
  readonly outcome: Outcome | undefined
  readonly reason: DeterminationReason | undefined
  readonly note: string
  /** Criteria that the officer saw. */
  readonly seen: readonly Criterion[]
}

export const emptyPlan: Plan = { outcome: undefined, reason: undefined, note: '', seen: [] }

/**
 * A reason chosen. Who confirms a criterion has seen one: what was attested is marked, and the officer takes away what
 * was not seen. With every other reason nothing is marked before somebody marks it.
 */
export function withReason(plan: Plan, reason: Plan['reason'], member: Member): Plan {
  if (reason === plan.reason) return plan
  const isConfirmed = reason === 'criterion-confirmed'
  return { ...plan, reason, seen: isConfirmed ? [...member.criteria] : [] }
}

/** [X7] What can be marked as seen: the attested; all of them of who would rather say it here. */
export function criteriaToSee(member: Member): readonly Criterion[] {
  return member.preferToSay ? criteria : member.criteria
}

/** In the order shown, so that the same decision is the same input. */
export function turned(plan: Plan, criterion: Criterion): Plan {
  const isSeen = plan.seen.includes(criterion)
  const seen = criteria.filter((one) => (one === criterion ? !isSeen : plan.seen.includes(one)))
  return { ...plan, seen }
}

/** [X3] [X5] Whether words are missing: why another reason, or why it is decided anew. */
export function lacksNote({ reason, note }: Plan, isAmending: boolean): boolean {
  return (isAmending || reason === 'other') && note.trim() === ''
}

/** Whether an officer has excepted nobody unnamed, and no one they took for somebody else. */
export function mayExcept({ identity }: Pick<Member, 'identity'>): boolean {
  return identity !== null && identity.verdict !== 'not-same'
}

/** What keeps the whole group from being decided on. */
export function holding(arrival: Arrival): Arrival['questions'] {
  return arrival.questions.filter((one) => one.holds)
}

/**
 * Whether one key may say "the same person, excepted": both photos look like one person, nothing takes the meaning from
 * that score, nobody said otherwise, no question holds the group and a criterion was attested. All else takes an
 * officer's own steps.
 */
export function isOrdinary(arrival: Arrival, member: Member): boolean {
  const { comparison, identity } = member
  const isFree = arrival.today && member.present && !member.determination
  const isSame = comparison?.band === 'same' && isClear(comparison.flags)
  const isUnsaid = identity === null || identity.verdict === 'same'
  return isFree && isSame && isUnsaid && holding(arrival).length === 0 && member.criteria.length > 0
}

/** No warning stands: neither what weakens a score nor that others are in a picture. */
function isClear(flags: readonly string[]): boolean {
  return weakBecause(flags).length === 0 && !flags.includes('several-faces')
}

/** The first who is here and not decided on; none before the check-in and after the last. */
export function nextToDecide(members: readonly Member[]): Member | undefined {
  return members.find((one) => one.present && !one.determination)
}

export type CheckInPlan = {
  /** Who is here now or came before. */
  readonly here: readonly Pick<Member, 'age'>[]
  readonly size: number
  readonly extra: number
}

/** People missing, people too many, both (exchanged), and a child of whom nobody is here who may be an adult. */
export type WillAsk = 'exchanged' | 'missing' | 'extra' | 'child-alone'

/** What a check-in will ask of a supervisor, so that an officer knows before. */
export function willAsk({ here, size, extra }: CheckInPlan): readonly WillAsk[] {
  const isAlone = here.length > 0 && here.every(({ age }) => age.oldest < adultAge)
  const asked = unevenness(here.length < size, extra > 0)
  return [...(asked ? [asked] : []), ...(isAlone ? (['child-alone'] as const) : [])]
}

function unevenness(isMissing: boolean, isExtra: boolean): WillAsk | undefined {
  if (isMissing && isExtra) return 'exchanged'
  if (isMissing) return 'missing'
  return isExtra ? 'extra' : undefined
}

/**
 * Why there is no photo from before: who was received without an appointment was never asked for one, and their
 * photos stand as `at-port` without anybody's choice.
 */
export function noPhotoNote(
  { photo }: Pick<Member, 'photo'>,
  walkIn: boolean,
): 'photo-walk-in-note' | 'photo-at-port-note' | 'photo-missing-note' {
  if (walkIn) return 'photo-walk-in-note'
  return photo === 'at-port' ? 'photo-at-port-note' : 'photo-missing-note'
}
