// An arrival is a group at the port: who of it is here, and who of them has been decided upon. A
// pass holds for its port and its day. On its day nobody is refused for being early or late, since
// the way to a port is not in anybody's hands; the officer sees it and seats them. Members may come
// one after the other. Who did not come is marked by the clock after a grace period, and an
// officer can undo that.

import type { Appointment, AppointmentState } from './appointment.ts'
import { follow, transitions } from './appointment.ts'
import type { Decision, Reason } from './decision.ts'
import { allowed, decide, refused } from './decision.ts'
import type { Port } from './port.ts'
import type { Rules } from './programme.ts'
import type { Slot } from './slot.ts'
import type { Day, Instant } from './time.ts'
import { dayOf, minutesMs } from './time.ts'

/**
 * `expected` has not come yet; `present` is here; `awaited` has been decided upon, but it counts
 * only once a supervisor has countersigned it; `determined` has been decided upon.
 */
export type MemberState = 'expected' | 'present' | 'awaited' | 'determined'

/** The state of each member of the group, by id. */
export type Arrival = Readonly<Record<string, MemberState>>

export type Timing = 'early' | 'on-time' | 'late'

export type CheckedIn = {
  readonly appointment: Appointment
  readonly arrival: Arrival
  /** Those who came with this check-in. */
  readonly came: readonly string[]
  readonly timing: Timing
  /** Minutes before (negative) or after the start. */
  readonly minutes: number
}

export type CheckInRefusal =
  | 'pass-used'
  | 'pass-outdated'
  | 'arrival-other-port'
  | 'arrival-other-day'
  | 'members-not-present'
  | 'member-unknown'
  | `appointment-${Exclude<AppointmentState, 'standing' | 'arrived' | 'done'>}`

export type CheckInFacts = {
  readonly appointment: Appointment
  readonly slot: Pick<Slot, 'port' | 'startsAt'>
  /** The port where the officer stands. */
  readonly port: Port
  /** Every member of the group, `expected` before the first check-in. */
  readonly arrival: Arrival
  /** Ids of the members who stand before the officer. */
  readonly present: readonly string[]
  /** People who came with them, or to them, and are not of the group. */
  readonly extra: number
  /** The version on the pass, or null where the group was found by name or code. */
  readonly version: number | null
}

/**
 * The members who are present arrive. [R40] To a group that is here people may come who are not of
 * it: then nobody is named as present, and the appointment stays as it is. Refused with every
 * reason at once.
 */
export function checkIn(
  facts: CheckInFacts,
  now: Instant,
  rules: Rules,
): Decision<CheckedIn, CheckInRefusal> {
  const { appointment, slot, arrival, present } = facts
  const came = [...new Set(present)].filter((id) => arrival[id] === 'expected')
  const reasons = [
    ...reasonsAgainstPass(facts, came),
    ...reasonsAgainstPlace(facts, now),
    ...reasonsAgainstPresent(facts),
  ]
  return decide(reasons, () => ({
    appointment: came.length === 0 ? appointment : { ...appointment, state: 'arrived' },
    arrival: { ...arrival, ...Object.fromEntries(came.map((id) => [id, 'present'])) },
    came,
    timing: timingOf(slot.startsAt, now, rules),
    minutes: Math.round((now - slot.startsAt) / minutesMs(1)),
  }))
}

/** [R1] Early, on time or late: told to the officer, never a refusal. */
export function timingOf(startsAt: Instant, now: Instant, rules: Rules): Timing {
  if (now < startsAt - minutesMs(rules.earlyMinutes)) return 'early'
  return now > startsAt + minutesMs(rules.graceMinutes) ? 'late' : 'on-time'
}

/**
 * [R6] The clock marks a group of which nobody came as absent once the grace period is over.
 */
export function markAbsent(
  appointment: Appointment,
  slot: Pick<Slot, 'startsAt'>,
  now: Instant,
  rules: Rules,
): Decision<Appointment, 'grace-running' | `appointment-${AppointmentState}`> {
  const endsAt = graceEndsAt(slot, rules)
  if (now < endsAt) return refused('grace-running', { endsAt })
  return follow(appointment, 'mark-absent')
}

/** [R13] An officer takes back that nobody of a group came: it can be checked in again. */
export function undoAbsent(
  appointment: Appointment,
): Decision<Appointment, `appointment-${Exclude<AppointmentState, 'absent'>}`> {
  const { state } = appointment
  if (state !== 'absent') return refused(`appointment-${state}`)
  return allowed({ ...appointment, state: transitions['undo-absent'].to })
}

/** [R21] Whether a day is over by the calendar of its port: nobody is received on it any more. */
export function isDayOver(day: Day, { zone }: Pick<Port, 'zone'>, now: Instant): boolean {
  return day < dayOf(now, zone)
}

/** [R6] From this instant on nobody is waited for any more. */
export function graceEndsAt(slot: Pick<Slot, 'startsAt'>, rules: Rules): Instant {
  return slot.startsAt + minutesMs(rules.graceMinutes)
}

function reasonsAgainstPass(
  { appointment, version, present }: CheckInFacts,
  came: readonly string[],
): Reason<CheckInRefusal>[] {
  const { state } = appointment
  const reasons: Reason<CheckInRefusal>[] = []
  const isNobodyNew = (state === 'arrived' || state === 'done') && came.length === 0
  if (isNobodyNew && present.length > 0) reasons.push({ name: 'pass-used' }) // [R4]
  if (state === 'cancelled' || state === 'absent' || state === 'displaced')
    reasons.push({ name: `appointment-${state}` }) // [B2]
  // [B3]
  if (version !== null && version !== appointment.version) reasons.push({ name: 'pass-outdated' })
  return reasons
}

function reasonsAgainstPlace({ slot, port }: CheckInFacts, now: Instant): Reason<CheckInRefusal>[] {
  const reasons: Reason<CheckInRefusal>[] = []
  const day = dayOf(slot.startsAt, port.zone)
  if (slot.port !== port.code)
    reasons.push({ name: 'arrival-other-port', facts: { port: slot.port } }) // [R2]
  // [R3]
  if (day !== dayOf(now, port.zone)) reasons.push({ name: 'arrival-other-day', facts: { day } })
  return reasons
}

/** [R5] At least one member, and each of this group; [R40] or people who came to it later. */
function reasonsAgainstPresent({
  appointment: { state },
  arrival,
  present,
  extra,
}: CheckInFacts): Reason<CheckInRefusal>[] {
  const reasons: Reason<CheckInRefusal>[] = []
  const isAddition = extra > 0 && (state === 'arrived' || state === 'done')
  if (present.length === 0 && !isAddition) reasons.push({ name: 'members-not-present' })
  if (present.some((id) => !Object.hasOwn(arrival, id))) reasons.push({ name: 'member-unknown' })
  return reasons
}
