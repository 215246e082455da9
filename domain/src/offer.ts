// An offer holds places in a slot for one group until it answers: what a draw gives, or what a
// closure finds for those it hits. Accepting makes the appointment; declining, and letting the time
// pass, cost nothing: the request stands again with its registration date, and the places appear.
// What may follow what is one table, `offerTransitions`.

import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import type { Slot } from './slot.ts'
import type { Instant } from './time.ts'

export const offerStates = ['open', 'accepted', 'declined', 'expired', 'withdrawn'] as const

/** `withdrawn`: its slot was closed, or the group went another way, before it was answered. */
export type OfferState = (typeof offerStates)[number]

export type Offer = {
  readonly id: string
  readonly group: string
  readonly slot: string
  /** Places held, one a member. */
  readonly size: number
  readonly state: OfferState
  readonly expiresAt: Instant
}

export type OfferEvent = 'accept' | 'decline' | 'lapse' | 'withdraw'

/** [O2] From which states an event leads to which; there is no other way. */
export const offerTransitions: Readonly<
  Record<OfferEvent, { readonly from: readonly OfferState[]; readonly to: OfferState }>
> = {
  accept: { from: ['open'], to: 'accepted' },
  decline: { from: ['open'], to: 'declined' },
  lapse: { from: ['open'], to: 'expired' },
  withdraw: { from: ['open'], to: 'withdrawn' },
}

export type AcceptRefusal = 'offer-expired' | 'offer-over' | 'slot-past' | 'slot-closed'

/** The offer as accepted, with every reason why not. Places are not asked for: it holds them. */
export function acceptOffer(
  offer: Offer,
  slot: Slot,
  now: Instant,
): Decision<Offer, AcceptRefusal> {
  const reasons: Reason<AcceptRefusal>[] = []
  if (isExpired(offer, now))
    reasons.push({ name: 'offer-expired' }) // [O3]
  else if (offer.state !== 'open') reasons.push({ name: 'offer-over' }) // [O2]
  if (slot.startsAt <= now) reasons.push({ name: 'slot-past' }) // [O5]
  if (slot.closedAt !== null) reasons.push({ name: 'slot-closed' }) // [O5]
  return decide(reasons, () => ({ ...offer, state: offerTransitions.accept.to }))
}

/** [O4] The offer as declined; `offer-over` where it was answered or its time is over. */
export function declineOffer(offer: Offer, now: Instant): Decision<Offer, 'offer-over'> {
  const isOver = offer.state !== 'open' || isExpired(offer, now)
  return decide(isOver ? [{ name: 'offer-over' }] : [], () => ({
    ...offer,
    state: offerTransitions.decline.to,
  }))
}

/** [O3] Whether its time is over, whether or not the clock has come by. */
export function isExpired(offer: Pick<Offer, 'state' | 'expiresAt'>, now: Instant): boolean {
  return offer.state === 'expired' || (offer.state === 'open' && now >= offer.expiresAt)
}
