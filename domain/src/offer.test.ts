import { describe, expect, it } from 'vitest'
import type { Offer } from './offer.ts'
import { acceptOffer, declineOffer, isExpired, offerStates, offerTransitions } from './offer.ts'
import type { Slot } from './slot.ts'
import { hoursMs } from './time.ts'

const now = Date.UTC(2023, 0, 18, 20)
const offer: Offer = {
  id: 'o',
  group: 'g',
  slot: 's',
  size: 3,
  state: 'open',
  expiresAt: now + hoursMs(20),
}
const slot: Slot = {
  id: 's',
  port: '2504',
  startsAt: now + hoursMs(300),
  places: 20,
  taken: 20,
  waiting: 0,
  urgent: 0,
  drawnAt: now,
  kind: 'general',
  closedAt: null,
}
const names = (over: Partial<Offer>, room: Partial<Slot> = {}, at = now) => {
  const decision = acceptOffer({ ...offer, ...over }, { ...slot, ...room }, at)
  return decision.ok ? [] : decision.reasons.map((reason) => reason.name)
}

describe('an offer', () => {
  it('[O1] holds its places in a slot that is full otherwise, until it is accepted', () => {
    expect(acceptOffer(offer, slot, now)).toEqual({
      ok: true,
      value: { ...offer, state: 'accepted' },
    })
  })

  it('[O2] is answered once', () => {
    const over = offerStates.filter((state) => state !== 'open' && state !== 'expired')
    expect(over.map((state) => names({ state }))).toEqual(over.map(() => ['offer-over']))
    const reached = Object.values(offerTransitions).map(({ to }) => to)
    expect([...reached, 'open'].sort()).toEqual([...offerStates].sort())
    expect(Object.values(offerTransitions).flatMap(({ from }) => from)).toEqual(
      Array(4).fill('open'),
    )
  })

  it('[O3] is refused once its time is over, whether or not the clock came by', () => {
    expect(names({}, {}, offer.expiresAt - 1)).toEqual([])
    expect(names({}, {}, offer.expiresAt)).toEqual(['offer-expired'])
    expect(names({ state: 'expired' })).toEqual(['offer-expired'])
    expect(isExpired({ ...offer, state: 'accepted' }, offer.expiresAt)).toBe(false)
  })

  it('[O4] can be declined while it is open', () => {
    expect(declineOffer(offer, now)).toEqual({ ok: true, value: { ...offer, state: 'declined' } })
    const refused = { ok: false, reasons: [{ name: 'offer-over' }] }
    expect(declineOffer({ ...offer, state: 'accepted' }, now)).toEqual(refused)
    expect(declineOffer(offer, offer.expiresAt)).toEqual(refused)
  })

  it('[O5] leads nowhere in a slot that is past or closed, and says every reason at once', () => {
    expect(names({}, { startsAt: now })).toEqual(['slot-past'])
    expect(names({ state: 'declined' }, { startsAt: now, closedAt: now })).toEqual([
      'offer-over',
      'slot-past',
      'slot-closed',
    ])
  })
})
