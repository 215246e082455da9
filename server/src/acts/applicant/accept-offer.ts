// Takes the places that were offered: makes the appointment, or moves one that a closure displaced.
// The places were counted as taken when the offer was made, so no slot changes. Performed together,
// since a draw's winners answer within hours of each other.

import { canPick, follow } from '@garita/domain/appointment'
import { decide, type Reason, refused } from '@garita/domain/decision'
import { acceptOffer } from '@garita/domain/offer'
import { makeCode } from '@garita/domain/pass'
import { requestTransitions } from '@garita/domain/request'
import type { Slot } from '@garita/domain/slot'
import { act, type BatchContext, type Call, type DecisionOf } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { appointmentOf, insertAppointments, lockLive } from '../../store/appointments.ts'
import { insertNotices } from '../../store/notices.ts'
import { findOffers, offerOf, updateOffers } from '../../store/offers.ts'
import { updateRequests } from '../../store/requests.ts'
import { lockSlots } from '../../store/slots.ts'
import { moveAppointment } from '../move-appointment.ts'
import { pickFactsOf } from './pick-facts.ts'

type Accepted = DecisionOf<'accept-offer'>
type AcceptCall = Call<'accept-offer'>
type Refusal = Extract<Accepted, { ok: false }>['reasons'][number]['name']
/** A call whose offer and slot are there. */
type Wanted = {
  readonly call: AcceptCall
  readonly offer: Row<'offers'>
  readonly slot: Slot
  /** The group's live appointment, which a closure displaced. */
  readonly displaced: Row<'appointments'> | undefined
  /** The id that its appointment has or gets. */
  readonly appointment: string
}

export default act(
  'accept-offer',
  async ({ tx, now, rules, world, who, group }, input) => {
    const [decision] = await acceptTogether({ tx, now, rules, world }, [{ who, input, group }])
    return decision ?? refused('offer-unknown')
  },
  acceptTogether,
)

async function acceptTogether(
  context: BatchContext,
  calls: readonly AcceptCall[],
): Promise<readonly Accepted[]> {
  const wanted = await findWanted(context, calls)
  const decisions = wanted.map((one) => (one ? decideOn(context, one) : refused('offer-unknown')))
  await write(
    context,
    wanted.filter((one, index): one is Wanted => Boolean(one && decisions[index]?.ok)),
  )
  return decisions
}

/** [I4] Another group's offer is as unknown as none. Groups are locked, so offers cannot change. */
async function findWanted(
  { tx, world }: BatchContext,
  calls: readonly AcceptCall[],
): Promise<readonly (Wanted | undefined)[]> {
  const offers = await findOffers(
    tx,
    calls.map(({ input }) => input.offer),
  )
  const slots = await lockSlots(
    tx,
    [...offers.values()].map((offer) => offer.slotId),
  )
  const live = await lockLive(
    tx,
    calls.map(({ group }) => group.id),
  )
  const bySlot = new Map(slots.map((slot) => [slot.id, slot]))
  return calls.map((call) => {
    const offer = offers.get(call.input.offer)
    const slot = bySlot.get(offer?.slotId ?? '')
    if (!offer || !slot || offer.groupId !== call.group.id) return undefined
    const displaced = live.get(call.group.id)
    return { call, offer, slot, displaced, appointment: displaced?.id ?? world.newId() }
  })
}

function decideOn(
  { now, rules }: BatchContext,
  { call: { group }, offer, slot, displaced, appointment }: Wanted,
): Accepted {
  const accepted = acceptOffer(offerOf(offer), slot, now)
  const isPlaced = displaced !== undefined && displaced.state !== 'displaced'
  const fit = canPick(pickFactsOf(group, isPlaced), now, rules) // [O7]
  const reasons: Reason<Refusal>[] = [
    ...(accepted.ok ? [] : accepted.reasons),
    ...(fit.ok ? [] : fit.reasons),
  ]
  return decide(reasons, () => ({ appointment, slot: slot.id, startsAt: slot.startsAt }))
}

async function write(context: BatchContext, taken: readonly Wanted[]): Promise<void> {
  const { tx, now, world } = context
  const accepted = taken.map(({ offer }) => ({ id: offer.id, state: 'accepted' as const }))
  await updateOffers(tx, accepted, now)
  const won = taken.flatMap(({ offer }) => offer.requestId ?? [])
  const state = requestTransitions.accept.to
  await updateRequests(
    tx,
    won.map((id) => ({ id, state, aliveAt: now })),
    now,
  )
  const fresh = taken.filter(({ displaced }) => !displaced)
  await insertAppointments(
    tx,
    fresh.map(({ call, offer, appointment }) => ({
      id: appointment,
      groupId: call.group.id,
      slotId: offer.slotId,
      size: offer.size,
      code: makeCode(world.randomBytes(16)),
      madeAt: now,
    })),
  )
  await insertNotices(
    tx,
    fresh.map(({ call, appointment }) => ({
      id: world.newId(),
      groupId: call.group.id,
      kind: 'appointment-made',
      facts: { appointment },
      madeAt: now,
    })),
  )
  for (const one of taken) await moveDisplaced(context, one)
}

/** [O8] A displaced appointment keeps its code and moves to the slot that was offered. */
async function moveDisplaced(
  context: BatchContext,
  { call: { who, group }, offer, slot, displaced }: Wanted,
): Promise<void> {
  if (!displaced) return
  const moved = follow(appointmentOf(displaced), 're-seat', slot.id)
  if (!moved.ok) return
  await moveAppointment(context, {
    group,
    appointment: moved.value,
    size: offer.size,
    from: displaced.slotId,
    to: slot,
    by: who.account,
    reason: 'accepted by the group',
  })
}
