// What a draw gave becomes offers, and what nobody got is open. [D41] Who withdrew, picked places
// meanwhile, or is not as many any more gets no offer: what the ticket won appears as places for others.

import type { Rules } from '@garita/domain/programme'
import { requestTransitions } from '@garita/domain/request'
import { afterDraw } from '@garita/domain/room'
import type { Slot } from '@garita/domain/slot'
import { hoursMs } from '@garita/domain/time'
import type { Tx } from '../../act.ts'
import type { DrawnSlot } from '../../draw/prepare-run.ts'
import type { Winner } from '../../draw/run-work.ts'
import { insertNotices } from '../../store/notices.ts'
import { insertOffers, type NewOffer } from '../../store/offers.ts'
import { findGroupRows } from '../../store/reach.ts'
import { updateRequests } from '../../store/requests.ts'
import { lockSlots, updateRoom } from '../../store/slots.ts'
import { findSuspension } from '../../store/suspensions.ts'
import { type Drawn, findDrawn, findGroupsOfRequests } from '../../store/winners.ts'
import { freePlaces } from '../places-appear.ts'
import { isSlotSuspended } from '../suspended.ts'

export type ToGive = {
  readonly draw: string
  readonly now: number
  readonly rules: Rules
  readonly newId: () => string
  readonly winners: readonly Winner[]
  /** All slots of the draw. */
  readonly slots: readonly DrawnSlot[]
}

/** Gives how many offers were made. */
export async function makeOffers(tx: Tx, giving: ToGive): Promise<number> {
  const { winners, now, rules } = giving
  const requests = winners.map((winner) => winner.request)
  await findGroupRows(tx, await findGroupsOfRequests(tx, requests), true)
  const slots = await lockSlots(
    tx,
    giving.slots.map(({ slot }) => slot),
  )
  const drawn = await findDrawn(tx, requests)
  const suspension = await findSuspension(tx)
  const isOver = (slot: Slot) => slot.startsAt <= now || isSlotSuspended(suspension, slot)
  const seated = seatWinners(giving, slots, drawn, isOver)
  await updateRoom(tx, seated.slots)
  await insertOffers(tx, seated.offers)
  const offered = seated.offers.flatMap(({ requestId: id }) =>
    id ? [{ id, state: requestTransitions.offer.to }] : [],
  )
  await updateRequests(tx, offered, now)
  await freePlaces(tx, seated.slots, seated.freed, now, rules)
  await insertNotices(
    tx,
    seated.offers.map(({ id: offer, groupId }) => ({
      ...{ id: giving.newId(), groupId, facts: { offer }, madeAt: now },
      kind: 'offer-made' as const,
    })),
  )
  return seated.offers.length
}

type Seated = {
  readonly slots: readonly Slot[]
  readonly offers: readonly NewOffer[]
  readonly freed: readonly { readonly slot: string; readonly size: number }[]
}

/** [D5] Of each slot what the draw offered and nobody got is open now. */
function seatWinners(
  giving: ToGive,
  slots: readonly Slot[],
  drawn: ReadonlyMap<string, Drawn>,
  isOver: (slot: Slot) => boolean,
): Seated {
  const offered = new Map(giving.slots.map(({ slot, places }) => [slot, places]))
  const bySlot = Map.groupBy(giving.winners, (winner) => winner.slot)
  const offers: NewOffer[] = []
  const freed: { slot: string; size: number }[] = []
  const after = slots.map((slot) => {
    // A slot that was closed meanwhile may hold less than it put in: the rest cannot be given.
    const room = slot.closedAt === null ? Math.min(offered.get(slot.id) ?? 0, slot.waiting) : 0
    const { within, given } = fitting(bySlot.get(slot.id) ?? [], room)
    for (const winner of within) {
      const one = drawn.get(winner.request)
      if (one && mayBeOffered(one, winner) && !isOver(slot)) {
        offers.push(offerTo(giving, slot, winner, one))
      } else {
        freed.push({ slot: slot.id, size: winner.size })
      }
    }
    return afterDraw(slot, room, given, giving.now)
  })
  return { slots: after, offers, freed }
}

/** Those, in rank order, for whom there is room; all of them unless the slot was closed. */
function fitting(winners: readonly Winner[], room: number) {
  const within: Winner[] = []
  let given = 0
  for (const winner of winners) {
    if (given + winner.size > room) continue
    given += winner.size
    within.push(winner)
  }
  return { within, given }
}

function mayBeOffered(one: Drawn, { size }: Winner): boolean {
  const isFree = one.appointment === null || one.appointmentState === 'displaced'
  return one.state === 'standing' && one.size === size && isFree && one.offer === null
}

function offerTo(giving: ToGive, slot: Slot, winner: Winner, one: Drawn): NewOffer {
  const { draw, now, rules, newId } = giving
  return {
    id: newId(),
    groupId: one.group,
    slotId: slot.id,
    size: winner.size,
    because: 'draw',
    draw,
    rank: winner.rank,
    requestId: one.request,
    appointmentId: one.appointment,
    madeAt: now,
    expiresAt: Math.min(now + hoursMs(rules.offerHours), slot.startsAt), // [D43]
  }
}
