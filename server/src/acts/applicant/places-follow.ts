// Places follow the size of a group that has an appointment or an open offer, in the same
// transaction: a newborn takes a place in the same slot, who leaves frees one. Nobody loses places
// by it: where there is no room the correction is refused and everything stays. Small children take
// places of any kind; anybody else open ones alone, or one would draw for one and come with twenty.

import { isLive } from '@garita/domain/appointment'
import { isDayOver } from '@garita/domain/arrival'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { placesOpen, takeAny, takeOpen } from '@garita/domain/room'
import type { Slot } from '@garita/domain/slot'
import type { Context, LockedGroup, Tx } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { lockAppointment, resizeAppointment } from '../../store/appointments.ts'
import { findFrozenDraw } from '../../store/draws.ts'
import { findPlacedAppointments, findReceptions } from '../../store/journeys.ts'
import { findOpenOffers, lockOpenOffers, updateOffers } from '../../store/offers.ts'
import { lockLiveRequest } from '../../store/requests.ts'
import { findFrozenPlaces, lockSlots, updateRoom } from '../../store/slots.ts'
import { placesAppear } from '../places-appear.ts'

export type PlacesRefusal = 'group-too-large-for-slot' | 'group-arrived' | 'group-in-draw'

/** What has to be written, once everything else is allowed too. */
type Plan = () => Promise<void>
type Means = Pick<Context, 'tx' | 'now' | 'rules'> & {
  readonly group: LockedGroup
  /** Whether all who are added are small children. */
  readonly areAddedSmall: boolean
}
/** What the group holds, locked. */
type Held = {
  readonly slots: readonly Slot[]
  readonly appointment: Row<'appointments'> | undefined
  readonly offer: Row<'offers'> | undefined
}

const nothing: Plan = async () => undefined

/**
 * [G15] Whether the port is receiving the group, or has received it today: until its day is over
 * somebody may come to it, or be decided on anew. The group's row is locked by the door.
 */
export async function isBeingReceived(tx: Tx, group: string, now: number): Promise<boolean> {
  const receptions = await findReceptions(tx, group)
  return receptions.some(({ state, port: code, day }) => {
    const port = portOf(code)
    return state === 'arrived' || (port !== undefined && !isDayOver(day, port, now))
  })
}

/** [G14] The change of places for a group of `size` from now on; slots locked before the rest. */
export async function planPlaces(
  means: Means,
  size: number,
): Promise<Decision<Plan, PlacesRefusal>> {
  const { tx, now, group } = means
  const held = await lockHeld(tx, group.id)
  const { appointment, offer } = held
  // [G15] Whoever is being received is told the officer, who sees who is there.
  if (await isBeingReceived(tx, group.id, now)) return refused('group-arrived')
  if (size !== group.size && (await isInRunningDraw(tx, group.id))) return refused('group-in-draw')
  const slots = await slotsAfter(means, held, size)
  if (typeof slots === 'number') return refused('group-too-large-for-slot', { placesLeft: slots })
  const isResized = appointment !== undefined && appointment.size !== size
  if (!isResized && (!offer || offer.size === size)) return allowed(nothing)
  return allowed(async () => {
    await updateRoom(tx, slots)
    if (offer) await updateOffers(tx, [{ id: offer.id, state: 'open', size }], now)
    if (isResized) await resizeAppointment(tx, appointment.id, size, now)
  })
}

/** The slots with places for `size`, or how many are left where these are too few. */
async function slotsAfter(
  means: Means,
  { slots, appointment, offer }: Held,
  size: number,
): Promise<readonly Slot[] | number> {
  // A displaced appointment holds no places.
  const seated = appointment?.state === 'standing' ? appointment : undefined
  let after = slots
  for (const one of [seated, offer]) {
    if (!one) continue
    const next = await slotsResized(means, after, one.slotId, size - one.size)
    if (typeof next === 'number') return next
    after = next
  }
  return after
}

async function slotsResized(
  { tx, now, rules, areAddedSmall }: Means,
  slots: readonly Slot[],
  id: string,
  growth: number,
): Promise<readonly Slot[] | number> {
  if (growth < 0) return await placesAppear(tx, slots, [{ slot: id, size: -growth }], now, rules)
  const slot = slots.find((one) => one.id === id)
  if (!slot || growth === 0) return slots
  if (!areAddedSmall) {
    const open = takeOpen(slot, growth)
    return open ? slots.map((one) => (one.id === id ? open : one)) : placesOpen(slot)
  }
  // [S18] A child of somebody who has places there is seated before others.
  const frozen = (await findFrozenPlaces(tx, [id])).get(id) ?? 0
  const grown = takeAny(slot, growth, frozen)
  if (!grown) return placesOpen(slot) + slot.urgent + slot.waiting - frozen
  return slots.map((one) => (one.id === id ? grown : one))
}

async function lockHeld(tx: Tx, group: string): Promise<Held> {
  const latest = (await findPlacedAppointments(tx, [group])).get(group)
  const open = (await findOpenOffers(tx, [group])).get(group)
  const live = latest && isLive(latest) ? latest : undefined
  const slots = await lockSlots(
    tx,
    [live, open].flatMap((one) => one?.slotId ?? []),
  )
  const [offer] = open ? await lockOpenOffers(tx, [open.id]) : []
  const appointment = live && (await lockAppointment(tx, group, live.id))
  return { slots, offer, appointment: appointment && isLive(appointment) ? appointment : undefined }
}

/** [Q15] Between freeze and result a draw knows the group by the size it had. */
async function isInRunningDraw(tx: Tx, group: string): Promise<boolean> {
  const request = await lockLiveRequest(tx, group)
  if (request?.state !== 'standing') return false
  const draw = await findFrozenDraw(tx)
  return draw?.frozenAt !== undefined && draw.frozenAt !== null && request.madeAt <= draw.frozenAt
}
