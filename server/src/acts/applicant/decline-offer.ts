// Gives offered places back. The request stands again with its registration date, and the places
// appear for others. Locked in the order of the house: group, slot, offer.

import { allowed, refused } from '@garita/domain/decision'
import { declineOffer } from '@garita/domain/offer'
import { requestTransitions } from '@garita/domain/request'
import { act } from '../../act.ts'
import { findOffer, lockOpenOffers, offerOf, updateOffers } from '../../store/offers.ts'
import { updateRequests } from '../../store/requests.ts'
import { lockSlots } from '../../store/slots.ts'
import { freePlaces } from '../places-appear.ts'

export default act('decline-offer', async ({ tx, now, rules, group }, input) => {
  const found = await findOffer(tx, group.id, input.offer)
  if (!found) return refused('offer-unknown')
  const slots = await lockSlots(tx, [found.slotId])
  const [row] = await lockOpenOffers(tx, [found.id])
  if (!row) return refused('offer-over')
  const declined = declineOffer(offerOf(row), now) // [O4]
  if (!declined.ok) return declined
  await updateOffers(tx, [declined.value], now)
  const request = row.requestId
  if (request) {
    const state = requestTransitions.decline.to
    await updateRequests(tx, [{ id: request, state, aliveAt: now, remindedAt: null }], now)
  }
  await freePlaces(tx, slots, [{ slot: row.slotId, size: row.size }], now, rules)
  return allowed({ offer: row.id, request })
})
