// A determination is an officer's decision about one person who came: excepted, not excepted, or
// referred, with a reason from that outcome's list and a note. A machine's comparison of photos is
// never an outcome, and none of the reasons is one. What was decided is amended with a reason, and
// what stood before is kept. When everyone who came is determined, the appointment is done.

import type { Appointment } from './appointment.ts'
import { transitions } from './appointment.ts'
import type { Arrival } from './arrival.ts'
import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
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
  readonly at: Instant
}

export type DetermineRefusal =
  | 'member-unknown'
  | 'member-not-arrived'
  | 'member-determined'
  | 'reason-unfit'
  | 'note-missing'
  | 'appointment-not-arrived'

export type Determined = {
  readonly determination: Determination
  readonly arrival: Arrival
  /** `done` when nobody who came is left, else as it was. */
  readonly appointment: Appointment
}

/** An officer decides about one member. Refused with every reason at once. */
export function determine(
  appointment: Appointment,
  arrival: Arrival,
  said: Omit<Determination, 'at'>,
  now: Instant,
): Decision<Determined, DetermineRefusal> {
  const reasons = [
    ...reasonsAgainstMember(appointment, arrival[said.member]),
    ...reasonsAgainstSaying(said),
  ]
  const after: Arrival = { ...arrival, [said.member]: 'determined' }
  return decide(reasons, () => ({
    determination: { ...said, note: said.note.trim(), at: now },
    arrival: after,
    appointment: finished(appointment, after),
  }))
}

/** [X5] Another decision about the same person; the one before stays in the records. */
export function amend(
  before: Determination,
  said: Omit<Determination, 'at' | 'member'>,
  now: Instant,
): Decision<Determination, 'reason-unfit' | 'note-missing'> {
  const reasons: Reason<'reason-unfit' | 'note-missing'>[] = [...reasonsAgainstSaying(said)]
  if (said.note.trim() === '' && reasons.every(({ name }) => name !== 'note-missing'))
    reasons.push({ name: 'note-missing' })
  return decide(reasons, () => ({
    ...said,
    member: before.member,
    note: said.note.trim(),
    at: now,
  }))
}

/** [X4] Done when nobody who came is left; who comes later that day arrives all the same. */
function finished(appointment: Appointment, arrival: Arrival): Appointment {
  if (Object.values(arrival).includes('present')) return appointment
  return { ...appointment, state: transitions.finish.to }
}

/** [X1] Only who came is determined, and once. */
function reasonsAgainstMember(
  appointment: Appointment,
  state: Arrival[string] | undefined,
): Reason<DetermineRefusal>[] {
  const reasons: Reason<DetermineRefusal>[] = []
  if (state === undefined) reasons.push({ name: 'member-unknown' })
  if (state === 'expected') reasons.push({ name: 'member-not-arrived' })
  if (state === 'determined') reasons.push({ name: 'member-determined' })
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
