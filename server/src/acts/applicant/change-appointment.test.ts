// Moving an appointment and giving it back, and what becomes of the places.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { child, openSlot, person, picked, readyFamily } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { askingFamily, offerPlaces, roomOf, toldTo } from '../../../test/offered-group.ts'

const begin = Date.UTC(2023, 0, 10, 18)
const day = 86_400_000

let house: House
let next = 1
let minute = 10

beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => await house.close())
beforeEach(() => house.setNow(begin))

const freshSlot = async (on = '2023-01-16', port: '2504' | '2301' = '2504') => {
  const slot = await openSlot(house, { port, day: on, time: `09:${minute++}` })
  // Whatever asked for places before: these are open.
  await house.db
    .updateTable('slots')
    .set({ waiting: 0, urgent: 0 })
    .where('id', '=', slot)
    .execute()
  return slot
}
async function seated(slot: string) {
  const who = house.asApplicant(next)
  const { group, members } = await readyFamily(house, who, person(next), child(next++))
  const { appointment } = await picked(house, who, group, slot)
  return { who, group, members, appointment, from: slot }
}
type Seated = Awaited<ReturnType<typeof seated>>
const change = async ({ who, group, appointment }: Seated, slot: string, port = '2504') =>
  await house.perform(who, 'change-appointment', {
    ...{ group, appointment, slot },
    port: port as '2504',
  })
const cancel = async ({ who, group, appointment }: Seated) =>
  await house.perform(who, 'cancel-appointment', { group, appointment })
const rowOf = async ({ appointment }: Seated) =>
  await house.db
    .selectFrom('appointments')
    .selectAll()
    .where('id', '=', appointment)
    .executeTakeFirstOrThrow()
const put = async ({ appointment }: Seated, state: 'displaced' | 'arrived' | 'absent' | 'done') =>
  await house.db.updateTable('appointments').set({ state }).where('id', '=', appointment).execute()

describe('change-appointment', () => {
  it('[B9] takes the new places and gives the old ones back in one step, and tells of it', async () => {
    const one = await seated(await freshSlot())
    const to = await freshSlot('2023-01-17')
    const answer = granted(await change(one, to))
    expect(answer).toMatchObject({ appointment: one.appointment, slot: to })
    expect(await roomOf(house, one.from)).toEqual({ taken: 0, waiting: 0, urgent: 0 })
    expect((await roomOf(house, to)).taken).toBe(2)
    expect(await rowOf(one)).toMatchObject({ slotId: to, version: 2, state: 'standing' })
    expect(await toldTo(house, one.group)).toEqual(['appointment-made', 'appointment-moved'])
    const moves = await house.db
      .selectFrom('moves')
      .selectAll()
      .where('appointmentId', '=', one.appointment)
      .execute()
    expect(moves).toMatchObject([{ fromSlot: one.from, toSlot: to, byAccount: one.who.account }])
  })

  it('[B10] lets the old places wait for the draw, or for the urgent, while others ask', async () => {
    const far = await seated(await freshSlot('2023-01-16', '2301'))
    const near = await seated(await freshSlot('2023-01-12', '2301'))
    await askingFamily(house, house.asApplicant(500), ['2301'])
    const [to, too] = [await freshSlot('2023-01-17', '2301'), await freshSlot('2023-01-18', '2301')]
    granted(await change(far, to, '2301'))
    granted(await change(near, too, '2301'))
    expect(await roomOf(house, far.from)).toEqual({ taken: 0, waiting: 2, urgent: 0 })
    expect(await roomOf(house, near.from)).toEqual({ taken: 0, waiting: 0, urgent: 2 })
  })

  it('[B9] moves a displaced group, and ends what it asked for meanwhile', async () => {
    const one = await seated(await freshSlot())
    await put(one, 'displaced')
    await house.db.updateTable('slots').set({ taken: 0 }).where('id', '=', one.from).execute()
    const { group } = one
    const asked = { group, ports: ['2504' as const], ruledOut: [] }
    const { request } = granted(await house.perform(one.who, 'make-request', asked))
    const to = await freshSlot('2023-01-17')
    granted(await change(one, to))
    expect(await rowOf(one)).toMatchObject({ slotId: to, state: 'standing' })
    expect((await roomOf(house, one.from)).taken).toBe(0)
    const { state } = await house.db
      .selectFrom('requests')
      .select('state')
      .where('id', '=', request)
      .executeTakeFirstOrThrow()
    expect(state).toBe('picked')
  })

  it('[O6] waits for the answer to an open offer', async () => {
    const one = await seated(await freshSlot())
    await put(one, 'displaced')
    await offerPlaces(house, { ...one, slot: await freshSlot('2023-01-17') })
    expect(namesOf(await change(one, await freshSlot('2023-01-18')))).toEqual(['offer-open'])
  })

  it('[S1] [S2] [S3] [S4] [S5] [S6] [S15] refuses what picking refuses', async () => {
    const one = await seated(await freshSlot())
    const set = async (slot: string, room: object) => {
      await house.db.updateTable('slots').set(room).where('id', '=', slot).execute()
      return namesOf(await change(one, slot))
    }
    const slot = await freshSlot('2023-01-17')
    expect(await set(slot, { taken: 19 })).toEqual(['slot-full'])
    expect(await set(slot, { taken: 0, waiting: 19 })).toEqual(['slot-awaits-draw'])
    expect(await set(slot, { waiting: 0, urgent: 19 })).toEqual(['slot-reserved'])
    expect(await set(slot, { urgent: 0, closedAt: house.db.fn('now') })).toEqual(['slot-closed'])
    expect(namesOf(await change(one, await freshSlot('2023-01-17', '2301')))).toEqual([
      'slot-elsewhere',
    ])
    expect(namesOf(await change(one, await freshSlot('2023-01-26')))).toEqual([
      'slot-beyond-horizon',
    ])
    expect(namesOf(await change(one, '2504-2023-01-19-0315'))).toEqual(['slot-unknown'])
    expect(namesOf(await change(one, one.from))).toEqual(['slot-same'])
    const past = await freshSlot('2023-01-11')
    house.setNow(begin + day)
    expect(namesOf(await change(one, past))).toEqual(['slot-past'])
    expect(await rowOf(one)).toMatchObject({ slotId: one.from, version: 1 })
  })

  it('[S12] shows who finds a slot full where there is room', async () => {
    const one = await seated(await freshSlot())
    const slot = await freshSlot('2023-01-17')
    await house.db.updateTable('slots').set({ taken: 19 }).where('id', '=', slot).execute()
    const decision = await change(one, slot)
    const facts = decision.ok ? null : decision.reasons[0]?.facts
    expect(facts).toMatchObject({ placesLeft: 1 })
    expect(facts?.nearest).toHaveLength(3)
  })

  it.each(['arrived', 'absent', 'done'] as const)(
    '[B2] is refused once the appointment is %s',
    async (state) => {
      const one = await seated(await freshSlot())
      await put(one, state)
      expect(namesOf(await change(one, await freshSlot('2023-01-17')))).toEqual([
        `appointment-${state}`,
      ])
      expect(namesOf(await cancel(one))).toEqual([`appointment-${state}`])
    },
  )

  it('[B11] needs a location, and nothing else that may have lapsed', async () => {
    const one = await seated(await freshSlot())
    await house.db
      .updateTable('groups')
      .set({ attestedAt: null, photosDecided: false, verdict: null })
      .where('id', '=', one.group)
      .execute()
    const to = await freshSlot('2023-01-17')
    expect(namesOf(await change(one, to))).toEqual(['location-missing'])
    const where = { latitude: 16.75, longitude: -93.11, accuracyMeters: 20 }
    granted(await house.perform(one.who, 'confirm-location', { group: one.group, where }))
    expect(namesOf(await change(one, to))).toEqual(['outside-area'])
    await house.db
      .updateTable('groups')
      .set({ verdict: 'in' })
      .where('id', '=', one.group)
      .execute()
    house.setNow(begin + 7 * day)
    const later = await freshSlot('2023-01-20')
    expect(namesOf(await change(one, later))).toEqual(['location-stale'])
    house.setNow(begin)
    granted(await change(one, to))
  })

  it('[I4] knows no other group’s appointment', async () => {
    const [one, other] = [await seated(await freshSlot()), await seated(await freshSlot())]
    const mixed = { ...one, appointment: other.appointment }
    expect(namesOf(await change(mixed, one.from))).toEqual(['appointment-unknown'])
    expect(namesOf(await cancel(mixed))).toEqual(['appointment-unknown'])
    const stranger = { ...one, who: house.asApplicant(900) }
    expect(namesOf(await change(stranger, one.from))).toEqual(['group-unknown'])
    expect(namesOf(await cancel(stranger))).toEqual(['group-unknown'])
  })
})

describe('cancel-appointment', () => {
  it('[B13] gives the places back; the registration date stays, and picking is free again', async () => {
    const one = await seated(await freshSlot())
    expect(granted(await cancel(one))).toEqual({ appointment: one.appointment })
    expect((await roomOf(house, one.from)).taken).toBe(0)
    expect(await toldTo(house, one.group)).toEqual(['appointment-made', 'appointment-cancelled'])
    const [mine] = granted(await house.ask(one.who, 'my-journey', {})).groups
    expect(mine).toMatchObject({ next: 'pick-slot', registeredAt: begin })
    expect(namesOf(await cancel(one))).toEqual(['appointment-cancelled'])
    expect(namesOf(await change(one, await freshSlot('2023-01-17')))).toEqual([
      'appointment-cancelled',
    ])
    granted(
      await house.perform(one.who, 'pick-slot', {
        ...{ group: one.group, slot: await freshSlot('2023-01-17') },
        port: '2504',
      }),
    )
  })

  it('[B13] of a displaced group frees nothing twice, and the offer that would have moved it goes', async () => {
    const one = await seated(await freshSlot())
    await put(one, 'displaced')
    await house.db.updateTable('slots').set({ taken: 0 }).where('id', '=', one.from).execute()
    const slot = await freshSlot('2023-01-17')
    const offer = await offerPlaces(house, { ...one, slot })
    granted(await cancel(one))
    expect((await roomOf(house, one.from)).taken).toBe(0)
    expect((await roomOf(house, slot)).taken).toBe(0)
    const { state } = await house.db
      .selectFrom('offers')
      .select('state')
      .where('id', '=', offer)
      .executeTakeFirstOrThrow()
    expect(state).toBe('withdrawn')
  })

  it('[B13] [O4] a request whose offer goes with a displaced appointment stands again', async () => {
    const one = await seated(await freshSlot())
    await put(one, 'displaced')
    await house.db.updateTable('slots').set({ taken: 0 }).where('id', '=', one.from).execute()
    const { group } = one
    const asked = { group, ports: ['2504' as const], ruledOut: [] }
    const { request } = granted(await house.perform(one.who, 'make-request', asked))
    await offerPlaces(house, { ...one, slot: await freshSlot('2023-01-17'), request })
    granted(await cancel(one))
    const [mine] = granted(await house.ask(one.who, 'my-journey', {})).groups
    expect(mine?.request).toMatchObject({ request, state: 'standing' })
    expect(mine?.offer).toBeNull()
  })
})
