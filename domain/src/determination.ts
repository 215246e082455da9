// A determination is an officer's decision about one person who came: excepted, not excepted, or
// referred, with a reason from that outcome's list and a note, and which attested criteria were
// seen. A machine's comparison of photos is never an outcome, and none of the reasons is one. Who
// is excepted was taken by an officer for the one who registered. A not-excepted counts once a
// supervisor has countersigned it. What was decided is amended with a reason, and what stood
// before is kept. When everyone who came is determined, the appointment is done.

import type { Appointment } from './appointment.ts'
import { transitions } from './appointment.ts'
import type { Arrival, MemberState } from './arrival.ts'
import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import type { IdentityVerdict } from './identity.ts'
import type { Criterion } from './programme.ts'
import type { Instant } from './time.ts'

/** [X2] The reasons of each outcome, in the order in which they are shown. */
export const determinationReasons = {
  excepted: ['criterion-confirmed', 'family-together', 'humanitarian-need', 'other'],
  'not-excepted': ['criterion-not-shown', 'identity-not-confirmed', 'public-safety', 'other'],
  referred: ['identity-unsure', 'medical-care', 'child-protection', 'second-interview', 'other'],
} as const

export type Outcome = keyof typeof determinationReasons
export type DeterminationReason = (typeof determinationReasons)[Outcome][number]

export const outcomes = Object.keys(determinationReasons) as readonly Outcome[]

export type Determination = {
  readonly member: string
  readonly outcome: Outcome
  readonly reason: DeterminationReason
  /** The officer's own words; empty where the reason says it all. */
  readonly note: string
  /** Which criteria the officer saw, each once. */
  readonly seen: readonly Criterion[]
  readonly at: Instant
}

/** What is known of the person before the decision. */
export type MemberFacts = {
  readonly attested: readonly Criterion[]
  /** Whether they rather say their criterion at the port. */
  readonly preferToSay: boolean
  /** What an officer said last of whom they are; null where nobody did. */
  readonly identity: IdentityVerdict | null
}

export type DetermineFacts = MemberFacts & {
  readonly appointment: Appointment
  readonly arrival: Arrival
  /** Whether a question to a supervisor holds the group. */
  readonly isHeld: boolean
}

type SayingRefusal =
  | 'reason-unfit'
  | 'note-missing'
  | 'criterion-unknown'
  | 'identity-missing'
  | 'identity-not-same'

export type DetermineRefusal =
  | SayingRefusal
  | 'member-unknown'
  | 'member-not-arrived'
  | 'member-determined'
  | 'appointment-not-arrived'
  | 'group-held'

export type AmendRefusal = SayingRefusal | 'member-unknown' | 'member-not-determined' | 'group-held'

export type Determined = {
  readonly determination: Determination
  /** False while a supervisor's countersign is awaited. */
  readonly counts: boolean
  readonly arrival: Arrival
  /** `done` when nobody who came is left, `arrived` while somebody is. */
  readonly appointment: Appointment
}

/** An officer decides about one member. Refused with every reason at once. */
export function determine(
  facts: DetermineFacts,
  said: Omit<Determination, 'at'>,
  now: Instant,
): Decision<Determined, DetermineRefusal> {
  const reasons: Reason<DetermineRefusal>[] = [
    ...reasonsAgainstMember(facts, said.member),
    ...reasonsAgainstSaying(said),
    ...reasonsAgainstCriteria(facts, said),
    ...reasonsAgainstIdentity(facts, said.outcome),
  ]
  if (facts.isHeld) reasons.push({ name: 'group-held' }) // [R9]
  return decide(reasons, () => decidedUpon(facts, said, now))
}

/**
 * [X5] [X9] Another decision about the same person; the one before stays in the records. While a
 * question holds the group nobody goes on by an amendment either; what was wrongly let through can
 * always be taken back.
 */
export function amend(
  facts: DetermineFacts,
  said: Omit<Determination, 'at'>,
  now: Instant,
): Decision<Determined, AmendRefusal> {
  const state = stateOf(facts.arrival, said.member)
  const reasons: Reason<AmendRefusal>[] = []
  if (state === undefined) reasons.push({ name: 'member-unknown' })
  if (state === 'expected' || state === 'present') reasons.push({ name: 'member-not-determined' })
  const saying = reasonsAgainstSaying(said)
  reasons.push(...saying)
  const isSilent = said.note.trim() === '' && saying.every(({ name }) => name !== 'note-missing')
  if (isSilent) reasons.push({ name: 'note-missing' })
  reasons.push(...reasonsAgainstCriteria(facts, said))
  reasons.push(...reasonsAgainstIdentity(facts, said.outcome))
  if (facts.isHeld && said.outcome === 'excepted') reasons.push({ name: 'group-held' }) // [R9]
  return decide(reasons, () => decidedUpon(facts, said, now))
}

export type CountersignState = 'not-needed' | 'awaited' | 'confirmed' | 'returned'

/** [X8] Whether a decision of this outcome waits for a supervisor before it counts. */
export function countersignOf(outcome: Outcome): 'not-needed' | 'awaited' {
  return outcome === 'not-excepted' ? 'awaited' : 'not-needed'
}

export type CountersignFacts = {
  readonly appointment: Appointment
  readonly arrival: Arrival
  readonly member: string
  readonly countersign: CountersignState
  /** Whether another decision has taken its place. */
  readonly isReplaced: boolean
  /** Whether the supervisor is the one who decided. */
  readonly isOwn: boolean
  /** Whether the day of the arrival is over at its port. */
  readonly isDayOver: boolean
}

export type Countersigned = {
  readonly verdict: 'confirmed' | 'returned'
  readonly words: string
  readonly arrival: Arrival
  readonly appointment: Appointment
}

/** [X8] A supervisor confirms a not-excepted, which counts then, or returns it, with words. */
export function countersign(
  facts: CountersignFacts,
  said: { readonly verdict: 'confirmed' | 'returned'; readonly words: string },
): Decision<Countersigned, 'determination-settled' | 'determination-own' | 'note-missing'> {
  const words = said.words.trim()
  const reasons: Reason<'determination-settled' | 'determination-own' | 'note-missing'>[] = []
  if (facts.countersign !== 'awaited' || facts.isReplaced)
    reasons.push({ name: 'determination-settled' })
  if (facts.isOwn) reasons.push({ name: 'determination-own' })
  if (said.verdict === 'returned' && words === '') reasons.push({ name: 'note-missing' })
  const after = said.verdict === 'confirmed' ? 'determined' : 'present'
  const arrival: Arrival = { ...facts.arrival, [facts.member]: after }
  // [R21] What ended with its day is not opened again: nobody could be determined in it.
  const isEnded = facts.isDayOver && facts.appointment.state === 'done'
  return decide(reasons, () => ({
    verdict: said.verdict,
    words,
    arrival,
    appointment: isEnded ? facts.appointment : finished(facts.appointment, arrival),
  }))
}

function decidedUpon(
  { appointment, arrival }: Pick<DetermineFacts, 'appointment' | 'arrival'>,
  said: Omit<Determination, 'at'>,
  now: Instant,
): Determined {
  const counts = countersignOf(said.outcome) === 'not-needed'
  const after: Arrival = { ...arrival, [said.member]: counts ? 'determined' : 'awaited' }
  return {
    determination: { ...said, note: said.note.trim(), seen: [...new Set(said.seen)], at: now },
    counts,
    arrival: after,
    appointment: finished(appointment, after),
  }
}

/**
 * [X4] Done when nobody who came is left; who comes later that day arrives all the same. [X9] A
 * decision that awaits a countersign takes it back from done.
 */
function finished(appointment: Appointment, arrival: Arrival): Appointment {
  const isLeft = Object.values(arrival).some((state) => state === 'present' || state === 'awaited')
  const { from, to } = isLeft ? transitions.amend : transitions.finish
  return from.includes(appointment.state) ? { ...appointment, state: to } : appointment
}

function stateOf(arrival: Arrival, member: string): MemberState | undefined {
  return Object.hasOwn(arrival, member) ? arrival[member] : undefined
}

/** [X1] Only who came is determined, and once. */
function reasonsAgainstMember(
  { appointment, arrival }: DetermineFacts,
  member: string,
): Reason<DetermineRefusal>[] {
  const state = stateOf(arrival, member)
  const reasons: Reason<DetermineRefusal>[] = []
  if (state === undefined) reasons.push({ name: 'member-unknown' })
  if (state === 'expected') reasons.push({ name: 'member-not-arrived' })
  if (state === 'determined' || state === 'awaited') reasons.push({ name: 'member-determined' })
  else if (appointment.state !== 'arrived') reasons.push({ name: 'appointment-not-arrived' })
  return reasons
}

/** [X2] A reason of that outcome; [X3] `other` says in a note what it is. */
function reasonsAgainstSaying({
  outcome,
  reason,
  note,
}: Pick<Determination, 'outcome' | 'reason' | 'note'>): Reason<'reason-unfit' | 'note-missing'>[] {
  const fitting: readonly DeterminationReason[] = determinationReasons[outcome]
  const reasons: Reason<'reason-unfit' | 'note-missing'>[] = []
  if (!fitting.includes(reason)) reasons.push({ name: 'reason-unfit', facts: { fitting } })
  if (reason === 'other' && note.trim() === '') reasons.push({ name: 'note-missing' })
  return reasons
}

/** [X7] Seen is what was attested; who rather says it at the port may show any criterion there. */
function reasonsAgainstCriteria(
  { attested, preferToSay }: MemberFacts,
  { seen }: Pick<Determination, 'seen'>,
): Reason<'criterion-unknown'>[] {
  if (preferToSay || seen.every((one) => attested.includes(one))) return []
  return [{ name: 'criterion-unknown' }]
}

/** [X6] Excepted is whom an officer did not leave unnamed and did not take for somebody else. */
function reasonsAgainstIdentity(
  { identity }: MemberFacts,
  outcome: Outcome,
): Reason<'identity-missing' | 'identity-not-same'>[] {
  if (outcome !== 'excepted') return []
  if (identity === null) return [{ name: 'identity-missing' }]
  return identity === 'not-same' ? [{ name: 'identity-not-same' }] : []
}
