import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { child, openSlot, person, picked, readyFamily, registered } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'

let house: House
let next = 100
const someone = () => house.asApplicant(next++)
const slotInput = (group: string, slot: string, port = '2504') => ({ group, port, slot }) as never

beforeAll(async () => {
  house = await openHouse()
  await openSlot(house)
})
afterAll(async () => {
  await house.close()
})

async function open(port: string, day: string, time: string, places = 20, kind = 'general') {
  granted(
    await house.perform(house.asPlanner(), 'open-places', {
      port,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      times: [{ time, places }],
      from: day,
      to: day,
      kind,
    } as never),
  )
  return `${port}-${day}-${time.replace(':', '')}${kind === 'urgent' ? '-u' : ''}`
}

async function refusalsOf(slot: string, port = '2504') {
  const who = someone()
  const { group } = await readyFamily(house, who)
  return namesOf(await house.perform(who, 'pick-slot', slotInput(group, slot, port)))
}

describe('pick-slot', () => {
  it('gives all members places in the same slot, makes the appointment and tells of it', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who, person(1), child(2), child(3))
    const slot = await open('2504', '2023-01-17', '09:00')
    const answer = await picked(house, who, group, slot)
    const { taken } = await house.db
      .selectFrom('slots')
      .select('taken')
      .where('id', '=', slot)
      .executeTakeFirstOrThrow()
    const notices = await house.db
      .selectFrom('notices')
      .selectAll()
      .where('groupId', '=', group)
      .execute()
    expect(taken).toBe(3)
    expect(answer).toMatchObject({ slot, startsAt: Date.UTC(2023, 0, 17, 17) })
    expect(notices.map(({ kind, facts }) => ({ kind, facts }))).toEqual([
      { kind: 'appointment-made', facts: { appointment: answer.appointment } },
    ])
  })

  it('[S1] [S12] answers a slot that filled up with the nearest that have room for all', async () => {
    const slot = await open('2504', '2023-01-18', '09:00')
    const near = await open('2504', '2023-01-18', '11:00')
    for (let seated = 0; seated < 18; seated += 2) {
      const who = someone()
      const { group } = await readyFamily(house, who)
      await picked(house, who, group, slot)
    }
    const who = someone()
    const { group } = await readyFamily(house, who, person(1), child(2), child(3))
    const decision = await house.perform(who, 'pick-slot', slotInput(group, slot))
    if (decision.ok) throw new Error('it fitted')
    const [reason] = decision.reasons
    expect(reason?.name).toBe('slot-full')
    expect(reason?.facts).toMatchObject({ placesLeft: 2 })
    expect(reason?.facts?.nearest).toMatchObject([{ slot: near, placesLeft: 20 }, {}, {}])
  })

  it('does not know a slot that nobody opened', async () => {
    expect(await refusalsOf('2504-2023-01-19-0315')).toEqual(['slot-unknown'])
  })

  it('[S2] refuses a slot past its start', async () => {
    const slot = await open('2504', '2023-01-10', '11:00')
    house.setNow(Date.UTC(2023, 0, 10, 19, 0, 1))
    expect(await refusalsOf(slot)).toEqual(['slot-past'])
    house.setNow(Date.UTC(2023, 0, 10, 18))
  })

  it('[S3] refuses a closed slot', async () => {
    const slot = await open('2504', '2023-01-20', '09:00')
    await house.db
      .updateTable('slots')
      .set({ closedAt: house.db.fn<number>('now') })
      .where('id', '=', slot)
      .execute()
    expect(await refusalsOf(slot)).toEqual(['slot-closed'])
  })

  it('[S4] refuses a slot beyond the fourteenth day, by the calendar of its port', async () => {
    const fourteenth = await open('2504', '2023-01-24', '09:00')
    const fifteenth = await open('2504', '2023-01-25', '00:00')
    expect(await refusalsOf(fourteenth)).toEqual([])
    expect(await refusalsOf(fifteenth)).toEqual(['slot-beyond-horizon'])
  })

  it('[S5] refuses a slot of another port than the one named', async () => {
    const slot = await open('2604', '2023-01-20', '09:00')
    expect(await refusalsOf(slot, '2504')).toEqual(['slot-elsewhere'])
  })

  it('[S6] refuses the urgent lane', async () => {
    const slot = await open('2504', '2023-01-20', '13:00', 20, 'urgent')
    expect(await refusalsOf(slot)).toEqual(['slot-reserved'])
  })

  it('[S15] [S16] refuses places that wait for a draw or are kept for the urgent, and says so', async () => {
    const slot = await open('2504', '2023-01-20', '14:00')
    const next = await open('2504', '2023-01-20', '15:00')
    const set = async (room: object) => {
      await house.db.updateTable('slots').set(room).where('id', '=', slot).execute()
      const who = someone()
      const { group } = await readyFamily(house, who)
      const decision = await house.perform(who, 'pick-slot', slotInput(group, slot))
      return decision.ok ? [] : decision.reasons
    }
    const [waits, ...others] = await set({ waiting: 19 })
    expect(others).toEqual([])
    // One in the afternoon in New York: the next draw is tomorrow's.
    expect(waits).toMatchObject({
      name: 'slot-awaits-draw',
      facts: { draw: '2023-01-11', placesLeft: 1 },
    })
    const nearest = waits?.facts?.nearest as { slot: string }[]
    expect(nearest.map((one) => one.slot)).toContain(next)
    expect(await set({ waiting: 0, urgent: 19 })).toMatchObject([{ name: 'slot-reserved' }])
    expect(await set({ urgent: 18 })).toEqual([])
  })

  it('[S17] waits whole for its own draw where that is still to come', async () => {
    house.setNow(Date.UTC(2023, 0, 11, 16, 59))
    const slot = await open('2504', '2023-01-25', '09:00')
    const decision = await refusalsOf(slot)
    house.setNow(Date.UTC(2023, 0, 10, 18))
    expect(decision).toEqual(['slot-awaits-draw'])
  })

  it('[B1] refuses a second appointment beside a live one', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who)
    const slot = await open('2504', '2023-01-21', '09:00')
    await picked(house, who, group, slot)
    const again = await house.perform(who, 'pick-slot', slotInput(group, slot))
    expect(namesOf(again)).toEqual(['appointment-standing'])
  })

  it('[B4] [B5] [B6] says all that is missing at once', async () => {
    const who = someone()
    const { group } = await registered(house, who)
    const slot = await open('2504', '2023-01-21', '11:00')
    const decision = await house.perform(who, 'pick-slot', slotInput(group, slot))
    expect(namesOf(decision).sort()).toEqual([
      'attestation-missing',
      'location-missing',
      'photos-undecided',
    ])
  })

  it('[L6] [L7] refuses outside the area, and when the location is too old', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who)
    const slot = await open('2504', '2023-01-22', '09:00')
    const where = { latitude: 16.75, longitude: -93.11, accuracyMeters: 20 }
    granted(await house.perform(who, 'confirm-location', { group, where }))
    expect(namesOf(await house.perform(who, 'pick-slot', slotInput(group, slot)))).toEqual([
      'outside-area',
    ])
    const tijuana = { latitude: 32.51, longitude: -117.03, accuracyMeters: 20 }
    granted(await house.perform(who, 'confirm-location', { group, where: tijuana }))
    house.setNow(Date.UTC(2023, 0, 18, 19))
    expect(namesOf(await house.perform(who, 'pick-slot', slotInput(group, slot)))).toEqual([
      'location-stale',
    ])
    house.setNow(Date.UTC(2023, 0, 10, 18))
  })

  it('[I4] does not know another’s group', async () => {
    const { group } = await readyFamily(house, someone())
    const slot = await open('2504', '2023-01-22', '11:00')
    const decision = await house.perform(someone(), 'pick-slot', slotInput(group, slot))
    expect(namesOf(decision)).toEqual(['group-unknown'])
  })
})

describe('on the days when clocks change', () => {
  // 12 March 2023: El Paso moves its clocks forward, Nogales never does. 9:00 there stays 9:00.
  it.each([
    ['2402', '2023-03-11', Date.UTC(2023, 2, 11, 16)],
    ['2402', '2023-03-12', Date.UTC(2023, 2, 12, 15)],
    ['2604', '2023-03-11', Date.UTC(2023, 2, 11, 16)],
    ['2604', '2023-03-12', Date.UTC(2023, 2, 12, 16)],
    ['2402', '2023-11-04', Date.UTC(2023, 10, 4, 15)],
    ['2402', '2023-11-05', Date.UTC(2023, 10, 5, 16)],
    ['2604', '2023-11-04', Date.UTC(2023, 10, 4, 16)],
    ['2604', '2023-11-05', Date.UTC(2023, 10, 5, 16)],
  ])(
    '[P1] [T1] [T2] nine o’clock at %s on %s starts when its clock says so',
    async (port, day, startsAt) => {
      house.setNow(startsAt - 7 * 86_400_000)
      const slot = await open(port, day, '09:00')
      const who = someone()
      const { group } = await readyFamily(house, who)
      const answer = granted(await house.perform(who, 'pick-slot', slotInput(group, slot, port)))
      expect(answer.startsAt).toBe(startsAt)
      house.setNow(Date.UTC(2023, 0, 10, 18))
    },
  )
})
