// Trouble: what keeps a group from coming as planned, or keeps it from going on. Late, ill, without
// signal, threatened, or a port that is dangerous for it: reporting it costs nothing, the
// appointment stays as it is, and a supervisor answers within a time that is told. The answer is
// that it was noted, or places at another time, at any port that the group has not ruled out. What
// a phone says of where a group is can be appealed against in the same way.

import type { Appointment, AppointmentState } from './appointment.ts'
import { follow } from './appointment.ts'
import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import type { Confirmation } from './location.ts'
import { canGoOn, isStale } from './location.ts'
import { portOf } from './port.ts'
import type { Rules } from './programme.ts'
import { type Seating, seatElsewhere } from './re-seat.ts'
import { placesOpen } from './room.ts'
import type { Slot } from './slot.ts'
import { lastDayToPick } from './slot.ts'
import type { Instant } from './time.ts'
import { dayOf, daysMs, hoursMs } from './time.ts'

type Over = Extract<AppointmentState, 'cancelled' | 'arrived' | 'done'>

const over: readonly AppointmentState[] = ['cancelled', 'arrived', 'done'] satisfies Over[]

export type ReportRefusal = 'trouble-reported' | 'trouble-too-late' | `appointment-${Over}`

export type ReportFacts = {
  readonly appointment: Pick<Appointment, 'state'>
  readonly slot: Pick<Slot, 'startsAt'>
  /** Whether trouble with this appointment waits for an answer already. */
  readonly isOpen: boolean
}

/**
 * [U1] Trouble is reported of an appointment that stands, was displaced or was marked absent, and
 * changes nothing of it. [U3] Until some days after its start, [U4] one at a time. Allowed with the
 * instant by which a supervisor answers.
 */
export function reportTrouble(
  { appointment, slot, isOpen }: ReportFacts,
  now: Instant,
  rules: Rules,
): Decision<Instant, ReportRefusal> {
  const reasons: Reason<ReportRefusal>[] = []
  if (isOver(appointment.state)) reasons.push({ name: `appointment-${appointment.state}` })
  if (isOpen) reasons.push({ name: 'trouble-reported' })
  const until = slot.startsAt + daysMs(rules.troubleReportDays)
  if (now >= until) reasons.push({ name: 'trouble-too-late', facts: { until } })
  return decide(reasons, () => answerBy(slot, now, rules))
}

/**
 * [U2] By when a supervisor answers: before the group would have to be there, where that is sooner,
 * but a person needs an hour at least.
 */
export function answerBy(slot: Pick<Slot, 'startsAt'> | null, now: Instant, rules: Rules): Instant {
  const latest = now + hoursMs(rules.troubleAnswerHours)
  if (!slot || slot.startsAt <= now) return latest
  return Math.min(latest, Math.max(slot.startsAt, now + hoursMs(1)))
}

export type SeatTroubledRefusal =
  | 'slot-past'
  | 'slot-closed'
  | 'slot-full'
  | 'slot-beyond-horizon'
  | 'port-ruled-out'
  | `appointment-${Over}`

export type SeatTroubledFacts = Seating & {
  /** Ports that the group itself ruled out in the request it made last. */
  readonly ruledOut: readonly string[]
}

/**
 * [U6] A supervisor seats a group in trouble at any port that it has not ruled out, in any slot with
 * room that can be reached, those for the urgent too. Old places are given back in the same step.
 */
export function seatTroubled(
  facts: SeatTroubledFacts,
  now: Instant,
  rules: Rules,
): Decision<
  { readonly appointment: Appointment; readonly slots: readonly Slot[] },
  SeatTroubledRefusal
> {
  const { appointment, members, size, from, to, frozen } = facts
  const slots = seatElsewhere(facts, now, rules)
  const moved = follow(appointment, 're-seat', to.id)
  const version = appointment.version + (to.id === from.id && members === size ? 0 : 1) // [B3]
  const reasons: Reason<SeatTroubledRefusal>[] = reasonsAgainst(facts, now, rules)
  if (!slots) {
    const placesLeft = placesOpen(to) + to.urgent + to.waiting - frozen
    reasons.push({ name: 'slot-full', facts: { placesLeft } }) // [S1]
  }
  if (isOver(appointment.state)) reasons.push({ name: `appointment-${appointment.state}` }) // [B2]
  return decide(reasons, () => ({
    appointment: moved.ok ? { ...moved.value, version } : appointment,
    slots: slots ?? [],
  }))
}

export type AppealRefusal = 'location-missing' | 'location-fine' | 'appeal-standing'

/**
 * [L10] Who is outside, by what their phone or they themselves said, may put that before a
 * supervisor; who may go on has no need to, and who said nothing yet says it first. [L11] One at a
 * time. Allowed with the instant by which a supervisor answers.
 */
export function appealLocation(
  location: Confirmation | null,
  isOpen: boolean,
  now: Instant,
  rules: Rules,
): Decision<Instant, AppealRefusal> {
  const reasons: Reason<AppealRefusal>[] = []
  const isOut = location?.verdict === 'out'
  // What has grown old is confirmed anew first: it takes a moment, and may settle the matter.
  const isMissing =
    !location || (!isOut && (isStale(location, now, rules) || location.verdict === 'no-fix'))
  if (isMissing) reasons.push({ name: 'location-missing' })
  else if (canGoOn(location.verdict)) reasons.push({ name: 'location-fine' })
  if (isOpen) reasons.push({ name: 'appeal-standing' })
  return decide(reasons, () => answerBy(null, now, rules))
}

function reasonsAgainst(
  { to, ruledOut }: SeatTroubledFacts,
  now: Instant,
  rules: Rules,
): Reason<SeatTroubledRefusal>[] {
  const reasons: Reason<SeatTroubledRefusal>[] = []
  if (to.startsAt <= now) reasons.push({ name: 'slot-past' }) // [S2]
  if (to.closedAt !== null) reasons.push({ name: 'slot-closed' }) // [S3]
  const zone = portOf(to.port)?.zone ?? 'UTC'
  const lastDay = lastDayToPick(zone, now, rules)
  if (dayOf(to.startsAt, zone) > lastDay)
    reasons.push({ name: 'slot-beyond-horizon', facts: { lastDay } }) // [S4]
  if (ruledOut.includes(to.port)) reasons.push({ name: 'port-ruled-out', facts: { port: to.port } })
  return reasons
}

function isOver(state: AppointmentState): state is Over {
  return over.includes(state)
}
