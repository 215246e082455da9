// [O9] Ends offers that nobody answered in time. It costs nothing: requests stand again with their
// registration date, and the places appear for others. Groups are found first and locked; what is
// open then is read again under their locks, so that who accepts at the last moment wins or loses
// whole.

import { allowed } from '@garita/domain/decision'
import { isExpired, offerTransitions } from '@garita/domain/offer'
import { requestTransitions } from '@garita/domain/request'
import { act, type Tx } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { insertNotices } from '../../store/notices.ts'
import { findExpired, lockOpenOffers, updateOffers } from '../../store/offers.ts'
import { findGroupRows } from '../../store/reach.ts'
import { updateRequests } from '../../store/requests.ts'
import { lockSlots } from '../../store/slots.ts'
import { freePlaces } from '../places-appear.ts'

/** One act holds the locks of so many groups at most; the clock comes again for the rest. */
const countAtMost = 500

export default expireOffersWith(lockAgain)

/** The act with its way of locking: the race test shows what happens where nothing is read again. */
export function expireOffersWith(lock: typeof lockAgain) {
  return act('expire-offers', async ({ tx, now, rules, world }, { by }) => {
    const found = await findExpired(tx, Math.min(by, now), countAtMost)
    const offers = (await lock(tx, found)).filter((offer) => isExpired(offer, now)) // [O3]
    const slots = await lockSlots(
      tx,
      offers.map(({ slotId }) => slotId),
    )
    const expired = offers.map(({ id }) => ({ id, state: offerTransitions.lapse.to }))
    await updateOffers(tx, expired, now)
    const standing = offers.flatMap(({ requestId: id }) =>
      id ? [{ id, state: requestTransitions.lapse.to }] : [],
    )
    await updateRequests(tx, standing, now)
    const freed = offers.map(({ slotId: slot, size }) => ({ slot, size }))
    await freePlaces(tx, slots, freed, now, rules)
    await insertNotices(
      tx,
      offers.map(({ id: offer, groupId }) => ({
        id: world.newId(),
        groupId,
        kind: 'offer-expired',
        facts: { offer },
        madeAt: now,
      })),
    )
    return allowed({ expired: offers.length })
  })
}

/** Groups, slots, then the offers that are open still. */
async function lockAgain(tx: Tx, found: readonly Row<'offers'>[]): Promise<Row<'offers'>[]> {
  await findGroupRows(
    tx,
    found.map(({ groupId }) => groupId),
    true,
  )
  await lockSlots(
    tx,
    found.map(({ slotId }) => slotId),
  )
  return await lockOpenOffers(
    tx,
    found.map(({ id }) => id),
  )
}
