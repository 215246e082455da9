// The journey is the way from registering to the decision, one step at a time. Whatever a group has
// or lacks, there is one next thing to do; a home shows it in the largest letters. An appointment
// that stands comes first: what lapsed since (a location, a newborn's photo) costs nobody their
// places. Who has an offer answers it, who asked for places awaits the draw; an appointment
// that was cancelled, missed, or over before everybody was decided on leads back to picking.

import type { AppointmentState } from './appointment.ts'
import type { Confirmation } from './location.ts'
import { canGoOn, isStale } from './location.ts'
import type { Rules } from './programme.ts'
import type { Instant } from './time.ts'

export const steps = [
  'attest',
  'add-photo',
  'confirm-location',
  'pick-slot',
  'await-draw',
  'accept-offer',
  'pass',
  'arrived',
  'done',
] as const
export type Step = (typeof steps)[number]

export type JourneyFacts = {
  readonly isAttested: boolean
  /** For every member a photo was sent or is to be taken at the port. */
  readonly arePhotosDecided: boolean
  readonly location: Confirmation | null
  /** Of the latest appointment, if the group ever had one. */
  readonly appointment: AppointmentState | null
  /** It ended with its day, and somebody who came was not decided on. */
  readonly isLeftUndecided: boolean
  /** An offer is open that nobody answered yet. */
  readonly hasOffer: boolean
  readonly hasRequest: boolean
}

/** [J1] The one next thing to do. */
export function nextStep(facts: JourneyFacts, now: Instant, rules: Rules): Step {
  const { appointment } = facts
  if (appointment === 'standing') return 'pass'
  if (appointment === 'arrived') return 'arrived'
  const lacking = whatIsLacking(facts, now, rules)
  // [J2] An offer runs out, so it comes before everything else; accepting needs a location.
  if (facts.hasOffer) return lacking ?? 'accept-offer'
  // Who lost a slot to a closure keeps the pass: another slot comes to it, with nothing to do.
  if (appointment === 'displaced') return facts.hasRequest ? 'await-draw' : 'pass'
  // [J3] A request needs nothing more until it is won: a location is asked for again at the offer.
  if (facts.hasRequest) return 'await-draw'
  // [R21] Who was left goes on like who never had an appointment.
  if (appointment === 'done' && !facts.isLeftUndecided) return 'done'
  return lacking ?? 'pick-slot'
}

function whatIsLacking(facts: JourneyFacts, now: Instant, rules: Rules): Step | null {
  if (!facts.isAttested) return 'attest'
  if (!facts.arePhotosDecided) return 'add-photo'
  return isLocated(facts.location, now, rules) ? null : 'confirm-location'
}

function isLocated(location: Confirmation | null, now: Instant, rules: Rules): boolean {
  return location !== null && canGoOn(location.verdict) && !isStale(location, now, rules)
}
