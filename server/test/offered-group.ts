// Groups that asked for places, and offers as a draw or a closure leaves them, without the day that
// a draw takes.

import type { InputOf } from '@garita/contract'
import { takeAny } from '@garita/domain/room'
import { hoursMs } from '@garita/domain/time'
import type { Who } from '../src/act.ts'
import { insertOffers } from '../src/store/offers.ts'
import { updateRequests } from '../src/store/requests.ts'
import { lockSlots, updateRoom } from '../src/store/slots.ts'
import { child, person, readyFamily } from './families.ts'
import { granted, type House } from './house.ts'

type Ports = InputOf<'make-request'>['ports']

let families = 0

/** A family of two that stands ready with a request; nobody in it is in another one. */
export async function askingFamily(house: House, who: Who, ports: Ports = ['2504']) {
  families += 1
  const travelers = [person(1000 + families), child(1000 + families)]
  const { group, members } = await readyFamily(house, who, ...travelers)
  const asked = { group, ports, ruledOut: [] }
  const { request } = granted(await house.perform(who, 'make-request', asked))
  return { who, group, members, request }
}

export type Offering = {
  readonly group: string
  readonly slot: string
  readonly size?: number
  readonly request?: string
  /** A displaced appointment: the offer comes from a closure. */
  readonly appointment?: string
}

/** Offers places in a slot for 23 hours, as a draw does, or a closure; gives the offer's id. */
export async function offerPlaces(house: House, offering: Offering): Promise<string> {
  const { group, slot, size = 2, request = null, appointment = null } = offering
  const now = house.world.now()
  const id = house.world.newId()
  await house.db.transaction().execute(async (tx) => {
    const [room] = await lockSlots(tx, [slot])
    if (!room) throw new Error('no such slot')
    const after = takeAny(room, size, 0)
    if (!after) throw new Error('no room for the offer')
    await updateRoom(tx, [after])
    if (request) await updateRequests(tx, [{ id: request, state: 'offered' }], now)
    const because = appointment ? 'closure' : 'draw'
    const made = { draw: null, rank: null, madeAt: now, expiresAt: now + hoursMs(23) }
    const of = { requestId: request, appointmentId: appointment }
    await insertOffers(tx, [{ id, groupId: group, slotId: slot, size, because, ...of, ...made }])
  })
  return id
}

/** How many of a slot's places are taken, wait for a draw, are for the urgent. */
export async function roomOf(house: House, slot: string) {
  return await house.db
    .selectFrom('slots')
    .select(['taken', 'waiting', 'urgent'])
    .where('id', '=', slot)
    .executeTakeFirstOrThrow()
}

/** What a group was told, in order. */
export async function toldTo(house: House, group: string): Promise<string[]> {
  const rows = await house.db
    .selectFrom('notices')
    .select('kind')
    .where('groupId', '=', group)
    .orderBy('madeAt')
    .execute()
  return rows.map((row) => row.kind)
}
