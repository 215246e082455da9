import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSlot } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'
import { type SeatedGroup, seatGroup } from '../../test/seated-group.ts'
import { at } from '../database/open.ts'
import { namesHeld } from '../desk-memory.ts'

// 09:00 at San Ysidro, an hour before the first groups are due.
const morning = Date.UTC(2023, 0, 11, 17)
const startsAt = Date.UTC(2023, 0, 11, 18)

describe('what a desk asks again and again', () => {
  let house: House
  let ten: string
  let one: SeatedGroup
  let two: SeatedGroup

  beforeAll(async () => {
    house = await openHouse()
    ten = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 60 })
    await openSlot(house, { port: '2503', day: '2023-01-11', time: '10:00', places: 20 })
    one = await seatGroup(house, { n: 1, slot: ten })
    two = await seatGroup(house, { n: 2, slot: ten })
  })
  afterAll(async () => await house.close())
  beforeEach(() => house.setNow(morning))

  const officer = () => house.asOfficer('2504')
  const arrivals = async (known?: string) =>
    granted(await house.ask(officer(), 'arrivals', { port: '2504', ...(known ? { known } : {}) }))
  const dayList = async () => granted(await house.ask(officer(), 'day-list', { port: '2504' }))
  /** Whether the list has another version after something was done. */
  const moves = async (doing: () => Promise<unknown>) => {
    const { version } = await arrivals()
    await doing()
    const after = await arrivals(version)
    expect(after.arrivals.length > 0).toBe(!after.unchanged)
    return !after.unchanged
  }

  describe('arrivals', () => {
    it('says nothing again where nothing moved', async () => {
      const { version, arrivals: listed } = await arrivals()
      expect(listed.map((row) => row.group).sort()).toEqual([one.group, two.group].sort())
      const again = await arrivals(version)
      expect(again).toMatchObject({ unchanged: true, version, arrivals: [], hours: [] })
      expect(await moves(async () => undefined)).toBe(false)
    })

    it('moves when somebody comes, is called, waits for a supervisor, is corrected or late', async () => {
      const { group, appointment, members } = one
      const port = '2504' as const
      const come = { group, appointment, port, present: members.slice(0, 1) }
      expect(await moves(async () => house.perform(officer(), 'check-in', come))).toBe(true)
      const row = await house.db
        .selectFrom('appointments')
        .select('number')
        .where('id', '=', appointment)
        .executeTakeFirst()
      const call = {
        ...{ id: house.world.newId(), appointmentId: appointment, port, day: '2023-01-11' },
        ...{ number: row?.number ?? 1, lane: 7, byAccount: 'officer-1', calledAt: at(morning) },
      }
      const called = async () => house.db.insertInto('calls').values(call).execute()
      expect(await moves(called)).toBe(true)
      const settled = async () =>
        house.db
          .updateTable('questions')
          .set({ settledAt: at(morning), settledBy: 'supervisor-1' })
          .execute()
      await house.db
        .insertInto('questions')
        .values({
          ...{ id: house.world.newId(), port, day: '2023-01-11', appointmentId: appointment },
          ...{ kind: 'not-same-person', holds: true, raisedBy: 'officer-1' },
          ...{
            raisedAt: at(morning),
            act: null,
            sealedContent: null,
            doneAt: null,
            memberId: null,
          },
        })
        .execute()
      const held = await arrivals()
      expect(held.questions).toBeGreaterThan(0)
      expect(held.arrivals.find((line) => line.group === group)).toMatchObject({
        ...{ held: true, lane: 7, present: 1, walkIn: false, state: 'partly-here' },
      })
      expect(held.oldestWaitAt).toBe(morning)
      expect(await moves(settled)).toBe(true)
      const late = async () => house.setNow(startsAt + 1)
      expect(await moves(late)).toBe(true)
    })

    it('moves when a group corrects a name, and shows the new one', async () => {
      const known = granted(await house.ask(two.who, 'my-group', { group: two.group }))
      const members = known.members.map((member) =>
        member.relation === 'self' ? { ...member, givenNames: 'Corregida' } : member,
      )
      const { group, language, contact } = known
      const input = { group, language, contact, members }
      const correct = async () => granted(await house.perform(two.who, 'correct-group', input))
      expect(await moves(correct)).toBe(true)
      const line = (await arrivals()).arrivals.find((row) => row.group === two.group)
      expect(line).toMatchObject({ firstPerson: 'Corregida De Muestra' })
    })

    it('[R7] refuses a port that is not mine', async () => {
      const decision = await house.ask(house.asOfficer('2503'), 'arrivals', { port: '2504' })
      expect(namesOf(decision)).toEqual(['port-not-mine'])
    })
  })

  describe('day-list', () => {
    it('has what a desk needs without a network, and ends with the day', async () => {
      const list = await dayList()
      expect(list).toMatchObject({ day: '2023-01-11', endsAt: Date.UTC(2023, 0, 12, 8) })
      const group = list.groups.find((row) => row.group === two.group)
      expect(group).toMatchObject({ slot: ten, startsAt, state: 'standing', held: false })
      expect(group?.members).toMatchObject([
        { givenNames: 'Corregida', present: false, criteria: ['threatened'], sentPhoto: null },
        { givenNames: 'Ejemplo 2-1', age: { youngest: 7, oldest: 7 }, criteria: ['under-21'] },
      ])
      expect((await dayList()).version).toBe(list.version)
    })

    it('[R20] names are held in memory for the day alone', async () => {
      await arrivals()
      expect(namesHeld(house.world)).toBe(2)
      house.setNow(Date.UTC(2023, 0, 12, 8))
      const other = await house.ask(house.asOfficer('2503'), 'arrivals', { port: '2503' })
      expect(granted(other).arrivals).toEqual([])
      expect(namesHeld(house.world)).toBe(0)
    })

    it('[R7] refuses a port that is not mine', async () => {
      const decision = await house.ask(house.asOfficer('2503'), 'day-list', { port: '2504' })
      expect(namesOf(decision)).toEqual(['port-not-mine'])
    })
  })

  describe('walk-in-slots', () => {
    it('[R12] tells what is free, the reserved places beside it, and no closed slot', async () => {
      const slots = async () =>
        granted(await house.ask(officer(), 'walk-in-slots', { port: '2504' })).slots
      const setSlot = async (set: object) =>
        house.db.updateTable('slots').set(set).where('id', '=', ten).execute()
      const { places, taken } = await house.db
        .selectFrom('slots')
        .selectAll()
        .where('id', '=', ten)
        .executeTakeFirstOrThrow()
      await setSlot({ urgent: 5 })
      expect(await slots()).toEqual([{ slot: ten, startsAt, urgent: 5, free: places - taken }])
      await setSlot({ urgent: 0, closedAt: at(morning) })
      expect(await slots()).toEqual([])
      await setSlot({ closedAt: null })
    })

    it('[R7] refuses a port that is not mine', async () => {
      const decision = await house.ask(house.asOfficer('2503'), 'walk-in-slots', { port: '2504' })
      expect(namesOf(decision)).toEqual(['port-not-mine'])
    })
  })
})
