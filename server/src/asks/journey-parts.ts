// The parts of a group's standing as a home shows them: request, offer, appointment, what is before
// a supervisor.

import type { AskAnswerOf } from '@garita/contract'
import type { Rules } from '@garita/domain/programme'
import { isEndingSoon, requestExpiresAt } from '@garita/domain/request'
import { daysMs, type Instant } from '@garita/domain/time'
import type { Row } from '../database/tables.ts'
import { openAnswer } from '../sealed.ts'
import type { PlacedAppointment } from '../store/journeys.ts'
import type { PlacedOffer } from '../store/offers.ts'
import type { GroupKey } from '../vault/group-key.ts'

export type Summary = AskAnswerOf<'my-journey'>['groups'][number]
type PortCode = NonNullable<Summary['appointment']>['port']

/** The constraint `slot_is_at_a_port` holds it, and the contract for requests. */
const portCode = (port: string) => port as PortCode

export function appointmentPart(placed: PlacedAppointment | undefined): Summary['appointment'] {
  if (!placed) return null
  const { id, slotId, startsAt, state } = placed
  return { appointment: id, slot: slotId, port: portCode(placed.port), startsAt, state }
}

export function requestPart(
  request: Row<'requests'> | undefined,
  now: Instant,
  rules: Rules,
): Summary['request'] {
  if (!request || (request.state !== 'standing' && request.state !== 'offered')) return null
  const { id, state, ports, ruledOut, madeAt } = request
  return {
    request: id,
    state,
    ports: ports.map(portCode),
    ruledOut: ruledOut.map(portCode),
    madeAt,
    expiresAt: requestExpiresAt(request, rules),
    expiresSoon: isEndingSoon(request, now, rules),
  }
}

/** An offer whose time is over is no offer, though the clock has not come by. */
export function offerPart(offer: PlacedOffer | undefined, now: Instant): Summary['offer'] {
  if (!offer || offer.expiresAt <= now) return null
  const { id, because, draw, rank, slotId, startsAt, expiresAt } = offer
  const port = portCode(offer.port)
  return { offer: id, because, draw, rank, slot: slotId, port, startsAt, expiresAt }
}

/** Trouble with the appointment that is shown; what an earlier one had is over. */
export function troublePart(
  trouble: Row<'troubles'> | undefined,
  appointment: PlacedAppointment | undefined,
  key: GroupKey,
): Summary['trouble'] {
  if (!trouble || trouble.appointmentId !== appointment?.id) return null
  const { id, kind, state, reportedAt, answerBy, answer } = trouble
  const words = openAnswer(key, 'troubles', trouble)
  return { trouble: id, kind, state, reportedAt, answerBy, answer, words }
}

/** [L8] A settled appeal is shown for as long as its verdict may serve. */
export function appealPart(
  appeal: Row<'appeals'> | undefined,
  now: Instant,
  rules: Rules,
  key: GroupKey,
): Summary['appeal'] {
  if (!appeal) return null
  const { id, state, madeAt, answerBy, settledAt, verdict } = appeal
  const isOver = settledAt !== null && settledAt + daysMs(rules.settledLocationValidDays) <= now
  if (isOver) return null
  const answer = openAnswer(key, 'appeals', appeal)
  return { appeal: id, state, madeAt, answerBy, verdict, answer }
}
