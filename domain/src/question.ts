// A question is what a supervisor has to see at a desk. Some hold their group: nobody of it is
// determined until a supervisor lets it go on, so that no family is split, no child goes on alone
// and nobody goes on as somebody else. Others were found when a desk's network came back: what was
// done meanwhile and could not be kept as it was. They hold nobody, and none is lost.
// The rules here: what a check-in raises and settles by itself, how a supervisor answers, and what
// kind of question a refused act of a desk without network becomes.

import { ageBounds, type BirthDate } from './birth.ts'
import { type Decision, decide, type Reason } from './decision.ts'
import type { Day, Instant } from './time.ts'

/** [R9] They hold the group while they are open. */
export const holdingKinds = [
  'partly-here',
  'extra-people',
  'child-alone',
  'not-same-person',
] as const
/** [R18] Found on return of the network; they hold nobody. */
export const foundKinds = ['double-arrival', 'cancelled-meanwhile', 'clash'] as const

export type HoldingKind = (typeof holdingKinds)[number]
export type FoundKind = (typeof foundKinds)[number]
export type QuestionKind = HoldingKind | FoundKind

/** Whole years from which on somebody is an adult. */
export const adultAge = 18

/** Who of a group stands at the desk after a check-in. */
export type DeskFacts = {
  /** Everybody of the group. */
  readonly members: readonly { readonly id: string; readonly birth: BirthDate }[]
  /** Ids of those who have come so far, with those who came just now. */
  readonly present: ReadonlySet<string>
  /** People who came just now, with this check-in, and are not of the group. */
  readonly extra: number
  /** What a supervisor has let go on before at this appointment. */
  readonly seen: readonly { readonly kind: QuestionKind }[]
}

export type Raised = {
  readonly kind: HoldingKind
  /** People who came just now beside those of the group; 0 but for `extra-people`. */
  readonly extra: number
}

export type Asked = {
  readonly raised: readonly Raised[]
  /** [R11] Kinds that settle themselves, where one of them is open. */
  readonly settled: readonly HoldingKind[]
}

/**
 * What a check-in raises and what it settles, on a day of the port. Missing and extra together,
 * people exchanged, raise both. A supervisor who has let a group go on is not asked again when
 * more of it come, but is whenever other people come, or another child without an adult.
 * [R41] Who is not of the group never goes by itself: a supervisor sees them.
 */
export function askAtCheckIn(facts: DeskFacts, day: Day): Asked {
  const { extra, members, present } = facts
  const isWhole = members.every(({ id }) => present.has(id))
  const isWithAdult = members.some(({ id, birth }) => present.has(id) && canBeAdult(birth, day))
  const raised: Raised[] = []
  // [R9]
  if (!isWhole && !facts.seen.some(({ kind }) => kind === 'partly-here'))
    raised.push({ kind: 'partly-here', extra: 0 })
  if (extra > 0) raised.push({ kind: 'extra-people', extra })
  // [R10]
  if (!isWithAdult) raised.push({ kind: 'child-alone', extra: 0 })
  // [R11]
  const settled: HoldingKind[] = []
  if (isWhole) settled.push('partly-here')
  if (isWithAdult) settled.push('child-alone')
  return { raised, settled }
}

/** [R10] Who may be an adult by any reading of the birth date counts as one. */
export function canBeAdult(birth: BirthDate, day: Day): boolean {
  return ageBounds(birth, day).oldest >= adultAge
}

export type SettleRefusal =
  | 'question-settled'
  | 'question-own'
  | 'question-changed'
  | 'note-missing'

export type SettleFacts = {
  readonly settledAt: Instant | null
  /** Whether it holds its group. */
  readonly holds: boolean
  /** Whether the supervisor's own act raised it. */
  readonly isOwn: boolean
  /** People beside the group who were told of until now. */
  readonly extra: number
  /** How many of them the supervisor has read of. */
  readonly extraSeen: number
}

/**
 * [R11] A supervisor lets it go on, which settles it, or holds it in words that say what is
 * awaited: then it stays open. [R42] What holds a group is let go on by another than who raised
 * it, as a determination is countersigned by another; holding it is open to both. [R46] Nobody is
 * let go on whom the supervisor has not read of. Gives whether it is settled now.
 */
export function settleQuestion(
  question: SettleFacts,
  answer: 'go-on' | 'hold',
  words: string,
): Decision<{ readonly settled: boolean }, SettleRefusal> {
  const reasons: Reason<SettleRefusal>[] = []
  if (question.settledAt !== null) reasons.push({ name: 'question-settled' })
  if (question.holds && question.isOwn && answer === 'go-on') reasons.push({ name: 'question-own' })
  if (answer === 'go-on' && question.extra > question.extraSeen)
    reasons.push({ name: 'question-changed' })
  if (answer === 'hold' && words.trim() === '') reasons.push({ name: 'note-missing' })
  return decide(reasons, () => ({ settled: answer === 'go-on' }))
}

const twice: readonly string[] = ['pass-used', 'member-determined']
const gone: readonly string[] = [
  'appointment-cancelled',
  'appointment-displaced',
  'appointment-absent',
  'appointment-unknown',
  'group-unknown',
  'pass-outdated',
]

/** [R18] What a supervisor is asked where an act done without network was refused for this. */
export function kindOfClash(refusals: readonly string[]): FoundKind {
  if (refusals.some((name) => twice.includes(name))) return 'double-arrival'
  return refusals.some((name) => gone.includes(name)) ? 'cancelled-meanwhile' : 'clash'
}
