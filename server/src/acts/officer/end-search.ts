// [B12] Who is seated at a desk needs no offer and no draw any more: the request ends, and an open
// offer's places appear.

import { requestTransitions } from '@garita/domain/request'
import type { Slot } from '@garita/domain/slot'
import type { Context } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { updateOffers } from '../../store/offers.ts'
import { lockLiveRequest, updateRequests } from '../../store/requests.ts'
import { updateRoom } from '../../store/slots.ts'
import { placesAppear } from '../places-appear.ts'

/** @param slots locked, as they are to be written, the offer's among them. */
export async function endSearch(
  { tx, now, rules }: Pick<Context, 'tx' | 'now' | 'rules'>,
  group: string,
  offer: Row<'offers'> | undefined,
  slots: readonly Slot[],
): Promise<void> {
  const request = await lockLiveRequest(tx, group)
  const state = requestTransitions['re-seat'].to
  await updateRequests(tx, request ? [{ id: request.id, state }] : [], now)
  await updateOffers(tx, offer ? [{ id: offer.id, state: 'withdrawn' }] : [], now)
  const freed = offer ? [{ slot: offer.slotId, size: offer.size }] : []
  await updateRoom(tx, await placesAppear(tx, slots, freed, now, rules))
}
