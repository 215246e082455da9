// An appointment binds a group to a slot until it was received at the port. It keeps its id and
// its code for life; moving it to another slot makes a new version, and a pass shows which version
// it belongs to. What may follow what is one table, `transitions`, from which the picture in the
// documents is drawn. A group has at most one live appointment.

import type { Decision, Reason } from './decision.ts'
import { decide, refused } from './decision.ts'
import type { Confirmation } from './location.ts'
import { canGoOn, isStale } from './location.ts'
import type { Rules } from './programme.ts'
import type { Instant } from './time.ts'

export const appointmentStates = [
  'standing',
  'displaced',
  'cancelled',
  'arrived',
  'absent',
  'done',
] as const

/**
 * `standing` awaits its day; `displaced` lost its slot to a closure and awaits another; `arrived`
 * has members at the port; `done` has every member who came determined, or its day is over.
 */
export type AppointmentState = (typeof appointmentStates)[number]

export type Appointment = {
  readonly id: string
  readonly group: string
  readonly slot: string
  /** What people read and type; see `pass.ts`. */
  readonly code: string
  /** From 1, one more each time that it moves to another slot. */
  readonly version: number
  readonly state: AppointmentState
}

export type AppointmentEvent =
  | 'change'
  | 'displace'
  | 're-seat'
  | 'cancel'
  | 'check-in'
  | 'mark-absent'
  | 'undo-absent'
  | 'finish'
  | 'amend'
  | 'end'

/** [B2] From which states an event leads to which; there is no other way. */
export const transitions: Readonly<
  Record<
    AppointmentEvent,
    { readonly from: readonly AppointmentState[]; readonly to: AppointmentState }
  >
> = {
  // Who lost their slot to a closure may take another by themselves.
  change: { from: ['standing', 'displaced'], to: 'standing' },
  displace: { from: ['standing'], to: 'displaced' },
  're-seat': { from: ['standing', 'displaced', 'absent'], to: 'standing' },
  cancel: { from: ['standing', 'displaced'], to: 'cancelled' },
  // Members of one group may arrive one after the other, even after the first were determined.
  'check-in': { from: ['standing', 'arrived', 'done'], to: 'arrived' },
  'mark-absent': { from: ['standing'], to: 'absent' },
  'undo-absent': { from: ['absent'], to: 'standing' },
  finish: { from: ['arrived'], to: 'done' },
  // What is decided anew may await a supervisor's countersign, or be returned by them.
  amend: { from: ['done'], to: 'arrived' },
  // [R21] The port's day is over: whoever was not determined then comes with another appointment.
  end: { from: ['arrived'], to: 'done' },
}

/** [B1] The states in which a group has an appointment; it can have one such, no more. */
export const liveStates: readonly AppointmentState[] = ['standing', 'displaced', 'arrived']

/** [B1] True while it keeps its group from another appointment. */
export function isLive(appointment: Pick<Appointment, 'state'>): boolean {
  return liveStates.includes(appointment.state)
}

/**
 * The appointment after an event; [B3] moving to another slot makes a new version, so that an
 * older pass is told from the one that holds. Refused as `appointment-<state>` where the table
 * has no such way.
 */
export function follow(
  appointment: Appointment,
  event: AppointmentEvent,
  slot: string = appointment.slot,
): Decision<Appointment, `appointment-${AppointmentState}`> {
  const { from, to } = transitions[event]
  if (!from.includes(appointment.state)) return refused(`appointment-${appointment.state}`)
  const version = appointment.version + (slot === appointment.slot ? 0 : 1)
  return decide([], () => ({ ...appointment, slot, version, state: to }))
}

/** What must be known of a group before it takes places. */
export type PickFacts = {
  readonly hasLiveAppointment: boolean
  readonly isAttested: boolean
  readonly location: Confirmation | null
  /** For each member: a photo was sent, or it is to be taken at the port; null is undecided. */
  readonly photos: Readonly<Record<string, 'sent' | 'at-port' | null>>
}

export type CanPickRefusal =
  | 'appointment-standing'
  | 'attestation-missing'
  | 'location-missing'
  | 'location-stale'
  | 'outside-area'
  | 'photos-undecided'

/** Whether a group may take places now, with every reason why not. */
export function canPick(
  facts: PickFacts,
  now: Instant,
  rules: Rules,
): Decision<true, CanPickRefusal> {
  const reasons: Reason<CanPickRefusal>[] = []
  if (facts.hasLiveAppointment) reasons.push({ name: 'appointment-standing' }) // [B1]
  if (!facts.isAttested) reasons.push({ name: 'attestation-missing' }) // [B4]
  const wrong = reasonAgainstLocation(facts.location, now, rules)
  if (wrong) reasons.push({ name: wrong })
  // [B6] A photo is never a barrier: to take it at the port is an equal choice, but a choice.
  const undecided = Object.values(facts.photos).filter((photo) => photo === null).length
  if (undecided > 0) reasons.push({ name: 'photos-undecided', facts: { members: undecided } })
  return decide(reasons, () => true)
}

/** [B5] A location is needed; [L6] outside the area nobody picks; [L7] it serves for a time. */
function reasonAgainstLocation(
  location: Confirmation | null,
  now: Instant,
  rules: Rules,
): CanPickRefusal | null {
  if (!location || location.verdict === 'no-fix') return 'location-missing'
  if (isStale(location, now, rules)) return 'location-stale'
  return canGoOn(location.verdict) ? null : 'outside-area'
}
