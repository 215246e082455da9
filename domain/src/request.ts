// A request asks for places at ports in the group's own order. It is made once and stands until it
// is won, withdrawn or ended by picking; what a draw did not give, the next one may. A request
// without a sign of life ends after a long time, and its group is reminded before. Nothing of this
// touches the registration date. What may follow what is one table, `requestTransitions`.

import type { Decision, Reason } from './decision.ts'
import { decide, refused } from './decision.ts'
import type { Rules } from './programme.ts'
import type { Instant } from './time.ts'
import { daysMs } from './time.ts'

export const requestStates = [
  'standing',
  'offered',
  'won',
  'picked',
  'withdrawn',
  'expired',
  'ended',
] as const

/**
 * `standing` enters each draw; `offered` has an open offer; `won` became an appointment; `picked`
 * was ended by picking; `ended` was ended by a supervisor, because another request of the same
 * person goes on.
 */
export type RequestState = (typeof requestStates)[number]

export type Request = {
  readonly id: string
  readonly state: RequestState
  /** Port codes in the group's own order. */
  readonly ports: readonly string[]
  /** The last sign of life. */
  readonly aliveAt: Instant
}

export type RequestEvent =
  | 'offer'
  | 'accept'
  | 'decline'
  | 'lapse'
  | 'pick'
  | 're-seat'
  | 'withdraw'
  | 'expire'
  | 'end'

/** [Q2] From which states an event leads to which; there is no other way. */
export const requestTransitions: Readonly<
  Record<RequestEvent, { readonly from: readonly RequestState[]; readonly to: RequestState }>
> = {
  offer: { from: ['standing'], to: 'offered' },
  accept: { from: ['offered'], to: 'won' },
  // What was offered and not taken costs nothing: the request stands as before.
  decline: { from: ['offered'], to: 'standing' },
  lapse: { from: ['offered'], to: 'standing' },
  // Who takes places otherwise needs no draw any more; with an open offer a group answers first,
  // while one that a person seats at a port has been answered.
  pick: { from: ['standing'], to: 'picked' },
  're-seat': { from: ['standing', 'offered'], to: 'picked' },
  withdraw: { from: ['standing'], to: 'withdrawn' },
  expire: { from: ['standing'], to: 'expired' },
  end: { from: ['standing', 'offered'], to: 'ended' },
}

/** [Q1] The states in which a group has a request; it can have one such, no more. */
export const liveRequestStates = ['standing', 'offered'] as const satisfies RequestState[]

/** [Q1] True while it keeps its group from another request. */
export function isLiveRequest({ state }: Pick<Request, 'state'>): boolean {
  return state === 'standing' || state === 'offered'
}

/** The request after an event; `request-over` where the table has no such way. */
export function followRequest<R extends Pick<Request, 'state'>>(
  request: R,
  event: RequestEvent,
): Decision<R, 'request-over' | 'offer-open'> {
  const { from, to } = requestTransitions[event]
  if (from.includes(request.state)) return { ok: true, value: { ...request, state: to } }
  return refused(request.state === 'offered' ? 'offer-open' : 'request-over')
}

export type WishedPorts = {
  readonly ports: readonly string[]
  readonly ruledOut: readonly string[]
}

/** [Q9] Each port once; [Q10] none that the group itself rules out. */
export function checkPorts({
  ports,
  ruledOut,
}: WishedPorts): Decision<true, 'port-repeated' | 'port-ruled-out'> {
  const reasons: Reason<'port-repeated' | 'port-ruled-out'>[] = []
  const repeated = ports.filter((code, index) => ports.indexOf(code) !== index)
  if (repeated.length > 0) reasons.push({ name: 'port-repeated', facts: { ports: repeated } })
  const barred = ports.filter((code) => ruledOut.includes(code))
  if (barred.length > 0) reasons.push({ name: 'port-ruled-out', facts: { ports: barred } })
  return decide(reasons, () => true as const)
}

/** [Q4] When a request ends unless somebody of the group shows a sign of life. */
export function requestExpiresAt({ aliveAt }: Pick<Request, 'aliveAt'>, rules: Rules): Instant {
  return aliveAt + daysMs(rules.requestDays)
}

/** [Q4] Whether it is time to end it. Who has an open offer is answered first. */
export function isOverdue(request: Request, now: Instant, rules: Rules): boolean {
  return request.state === 'standing' && now >= requestExpiresAt(request, rules)
}

/**
 * [Q11] Whether its group is to be reminded now: once for each of the days before the end that the
 * rules name, the last one that has come counting for those missed.
 * @param remindedAt when it was reminded last, or null.
 */
export function isReminderDue(
  request: Request,
  remindedAt: Instant | null,
  now: Instant,
  rules: Rules,
): boolean {
  if (request.state !== 'standing' || isOverdue(request, now, rules)) return false
  const due = dueReminders(request, now, rules)
  return due !== null && (remindedAt === null || remindedAt < due)
}

/** [Q11] Whether the end is near enough for the first reminder. */
export function isEndingSoon(request: Request, now: Instant, rules: Rules): boolean {
  return dueReminders(request, now, rules) !== null
}

/** When the latest reminder that has come was due. */
function dueReminders(request: Request, now: Instant, rules: Rules): Instant | null {
  const endsAt = requestExpiresAt(request, rules)
  const due = rules.reminderDays.map((days) => endsAt - daysMs(days)).filter((at) => at <= now)
  return due.length > 0 ? Math.max(...due) : null
}
