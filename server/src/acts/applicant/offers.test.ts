// Accepting and declining what was offered, and what the clock makes of offers that nobody answers.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { child, family, openSlot, person, picked, readyFamily } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { askingFamily, offerPlaces, roomOf, toldTo } from '../../../test/offered-group.ts'
import { at } from '../../database/open.ts'

const begin = Date.UTC(2023, 0, 10, 18)
const hour = 3_600_000

let house: House
let next = 1
const someone = () => house.asApplicant(next++)

beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => await house.close())
beforeEach(() => house.setNow(begin))

let minute = 10
/** A slot of its own for each test, so that its numbers are its own. */
const freshSlot = async (day = '2023-01-16', places = 20) =>
  await openSlot(house, { day, time: `08:${minute++}`, places })

async function offered(day?: string) {
  const slot = await freshSlot(day)
  const family = await askingFamily(house, someone())
  const { group, request } = family
  const offer = await offerPlaces(house, { group, request, slot })
  return { ...family, slot, offer }
}
const stateOf = async (table: 'requests' | 'offers' | 'appointments', id: string) =>
  (await house.db.selectFrom(table).select('state').where('id', '=', id).executeTakeFirstOrThrow())
    .state
const expire = async (by = house.world.now()) =>
  granted(await house.perform(house.asClock(), 'expire-offers', { by })).expired

describe('accept-offer', () => {
  it('[O1] makes the appointment of the places that were held, and the request is won', async () => {
    const { who, group, request, slot, offer } = await offered()
    const before = await roomOf(house, slot)
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine).toMatchObject({
      next: 'accept-offer',
      request: { request, state: 'offered' },
      offer: { offer, slot, port: '2504', because: 'draw', expiresAt: begin + 23 * hour },
    })
    const answer = granted(await house.perform(who, 'accept-offer', { group, offer }))
    expect(answer).toMatchObject({ slot })
    expect(await roomOf(house, slot)).toEqual(before)
    expect(await stateOf('requests', request)).toBe('won')
    expect(await stateOf('offers', offer)).toBe('accepted')
    expect(await toldTo(house, group)).toEqual(['appointment-made'])
    const [then] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(then).toMatchObject({
      next: 'pass',
      request: null,
      offer: null,
      appointment: { appointment: answer.appointment, slot, state: 'standing' },
    })
  })

  it('[O2] is answered once, and with the same key as before', async () => {
    const { who, group, offer } = await offered()
    const first = await house.perform(who, 'accept-offer', { group, offer }, 'accept-once')
    expect(first.ok).toBe(true)
    expect(await house.perform(who, 'accept-offer', { group, offer }, 'accept-once')).toEqual(first)
    const again = await house.perform(who, 'accept-offer', { group, offer })
    expect(namesOf(again)).toEqual(['offer-over', 'appointment-standing'])
  })

  it('[O3] is refused once its time is over', async () => {
    const { who, group, offer } = await offered()
    house.setNow(begin + 23 * hour)
    const late = await house.perform(who, 'accept-offer', { group, offer })
    expect(namesOf(late)).toEqual(['offer-expired'])
    await expire()
    const later = await house.perform(who, 'accept-offer', { group, offer })
    expect(namesOf(later)).toEqual(['offer-expired'])
  })

  it('[O5] is refused in a slot that is past or was closed', async () => {
    const { who, group, offer, slot } = await offered('2023-01-11')
    await house.db.updateTable('slots').set({ waiting: 0, urgent: 0 }).execute()
    house.setNow(begin + 23 * hour - 1)
    expect(namesOf(await house.perform(who, 'accept-offer', { group, offer }))).toEqual([
      'slot-past',
    ])
    house.setNow(begin)
    await house.db
      .updateTable('slots')
      .set({ closedAt: house.db.fn<number>('now') })
      .where('id', '=', slot)
      .execute()
    expect(namesOf(await house.perform(who, 'accept-offer', { group, offer }))).toEqual([
      'slot-closed',
    ])
  })

  it('[O7] needs a location and everything else that picking needs', async () => {
    const { who, group, members, offer } = await offered()
    const where = { latitude: 16.75, longitude: -93.11, accuracyMeters: 20 }
    granted(await house.perform(who, 'confirm-location', { group, where }))
    await house.db
      .updateTable('groups')
      .set({ attestedAt: null, photosDecided: false })
      .where('id', '=', group)
      .execute()
    const accept = async () => namesOf(await house.perform(who, 'accept-offer', { group, offer }))
    expect((await accept()).sort()).toEqual([
      'attestation-missing',
      'outside-area',
      'photos-undecided',
    ])
    const said = [
      { member: members[0] ?? '', criteria: ['threatened' as const], preferToSay: false },
    ]
    granted(await house.perform(who, 'attest', { group, language: 'es', said }))
    await house.db
      .updateTable('groups')
      .set({
        photosDecided: true,
        verdict: 'in',
        verdictAt: at(0),
      })
      .where('id', '=', group)
      .execute()
    expect(await accept()).toEqual(['location-stale'])
    await house.db
      .updateTable('groups')
      .set({ verdict: null, verdictAt: null })
      .where('id', '=', group)
      .execute()
    expect(await accept()).toEqual(['location-missing'])
  })

  it('[O8] moves an appointment that a closure displaced; its code stays', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who, person(900), child(900))
    const day = '2023-01-13'
    const old = await freshSlot(day)
    await house.db
      .updateTable('slots')
      .set({ waiting: 0, urgent: 0 })
      .where('id', '=', old)
      .execute()
    const { appointment } = await picked(house, who, group, old)
    await house.db
      .updateTable('appointments')
      .set({ state: 'displaced' })
      .where('id', '=', appointment)
      .execute()
    const slot = await freshSlot()
    const offer = await offerPlaces(house, { group, slot, appointment })
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine).toMatchObject({ next: 'accept-offer', offer: { because: 'closure' } })
    const answer = granted(await house.perform(who, 'accept-offer', { group, offer }))
    expect(answer).toMatchObject({ appointment, slot })
    const row = await house.db
      .selectFrom('appointments')
      .selectAll()
      .where('id', '=', appointment)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'standing', slotId: slot, version: 2, size: 2 })
    expect(await toldTo(house, group)).toEqual(['appointment-made', 'appointment-moved'])
  })

  it('[I4] knows no other group’s offer', async () => {
    const { offer } = await offered()
    const { who, group } = await askingFamily(house, someone())
    const decision = await house.perform(who, 'accept-offer', { group, offer })
    expect(namesOf(decision)).toEqual(['offer-unknown'])
    const stranger = await house.perform(someone(), 'accept-offer', { group, offer })
    expect(namesOf(stranger)).toEqual(['group-unknown'])
  })

  it('[G14] places held for a group follow its size', async () => {
    const { who, group, members, offer, slot } = await offered()
    const { language, contact } = family()
    const two = [person(1), child(2)].map((one, index) => ({ ...one, id: members[index] ?? '' }))
    const correct = async (...all: object[]) => {
      const input = { group, language, contact, members: all as never }
      return namesOf(await house.perform(who, 'correct-group', input))
    }
    const before = await roomOf(house, slot)
    expect(await correct(...two, child(3))).toEqual([])
    expect((await roomOf(house, slot)).taken).toBe(before.taken + 1)
    await house.db
      .updateTable('slots')
      .set({ taken: 20, waiting: 0, urgent: 0 })
      .where('id', '=', slot)
      .execute()
    expect(await correct(...two, child(3), child(4))).toEqual(['group-too-large-for-slot'])
    expect(await stateOf('offers', offer)).toBe('open')
  })
})

describe('decline-offer', () => {
  it('[O4] gives the places back for the next draw; the request stands again', async () => {
    const { who, group, request, slot, offer } = await offered()
    const before = await roomOf(house, slot)
    const answer = granted(await house.perform(who, 'decline-offer', { group, offer }))
    expect(answer).toEqual({ offer, request })
    // The request that stands again names the port itself.
    expect(await roomOf(house, slot)).toEqual({
      taken: before.taken - 2,
      waiting: before.waiting + 2,
      urgent: 0,
    })
    expect(await stateOf('requests', request)).toBe('standing')
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine).toMatchObject({ next: 'await-draw', registeredAt: begin, offer: null })
  })

  it('[O2] [O3] refuses what is over, and knows no other’s', async () => {
    const { who, group, offer } = await offered()
    granted(await house.perform(who, 'decline-offer', { group, offer }))
    expect(namesOf(await house.perform(who, 'decline-offer', { group, offer }))).toEqual([
      'offer-over',
    ])
    const other = await offered()
    const unknown = { group, offer: other.offer }
    expect(namesOf(await house.perform(who, 'decline-offer', unknown))).toEqual(['offer-unknown'])
    expect(namesOf(await house.perform(someone(), 'decline-offer', unknown))).toEqual([
      'group-unknown',
    ])
    house.setNow(begin + 23 * hour)
    const late = { group: other.group, offer: other.offer }
    expect(namesOf(await house.perform(other.who, 'decline-offer', late))).toEqual(['offer-over'])
  })
})

describe('expire-offers', () => {
  it('[O9] ends what nobody answered: it costs nothing, and the group is told', async () => {
    const { who, group, request, slot, offer } = await offered()
    const before = await roomOf(house, slot)
    house.setNow(begin + 23 * hour - 1)
    await expire()
    expect(await stateOf('offers', offer)).toBe('open')
    house.setNow(begin + 23 * hour)
    // The clock's word on the time is not taken where it runs ahead.
    expect(await expire(begin + 100 * hour)).toBeGreaterThan(0)
    expect(await stateOf('offers', offer)).toBe('expired')
    expect(await stateOf('requests', request)).toBe('standing')
    expect((await roomOf(house, slot)).taken).toBe(before.taken - 2)
    expect(await toldTo(house, group)).toEqual(['offer-expired'])
    expect(await expire()).toBe(0)
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine).toMatchObject({ registeredAt: begin, request: { state: 'standing' } })
  })

  it('[O6] [Q14] picking waits for the answer, and is free again after it', async () => {
    const open = await freshSlot()
    await house.db.updateTable('slots').set({ waiting: 0 }).where('id', '=', open).execute()
    const { who, group, offer, request } = await offered()
    const pick = async () =>
      await house.perform(who, 'pick-slot', { group, port: '2504', slot: open })
    expect(namesOf(await pick())).toEqual(['offer-open'])
    granted(await house.perform(who, 'decline-offer', { group, offer }))
    granted(await pick())
    // [Q14] The request ends with it.
    expect(await stateOf('requests', request)).toBe('picked')
  })
})
