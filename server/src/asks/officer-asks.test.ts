import { randomUUID } from 'node:crypto'
import { printCode } from '@garita/domain/code'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSlot } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'
import { type SeatedGroup, seatGroup } from '../../test/seated-group.ts'

// One day at San Ysidro, and what lies outside it, for the three asks of an officer.
const day = Date.UTC(2023, 0, 11, 18)
const startsAt = Date.UTC(2023, 0, 11, 18)

describe('the officer’s asks', () => {
  let house: House
  let early: SeatedGroup
  let whole: SeatedGroup
  let partly: SeatedGroup
  let absent: SeatedGroup
  let cancelled: SeatedGroup
  let tomorrow: SeatedGroup
  let elsewhere: SeatedGroup

  const checkIn = async ({ group, appointment }: SeatedGroup, present: readonly string[]) => {
    const input = { group, appointment, port: '2504' as const, present: [...present] }
    granted(await house.perform(house.asOfficer('2504'), 'check-in', input))
  }
  const setState = async ({ appointment }: SeatedGroup, state: 'absent' | 'cancelled') =>
    await house.db
      .updateTable('appointments')
      .set({ state })
      .where('id', '=', appointment)
      .execute()

  beforeAll(async () => {
    house = await openHouse()
    const ten = await openSlot(house, { day: '2023-01-11', time: '10:00', places: 40 })
    const noon = await openSlot(house, { day: '2023-01-11', time: '12:00', places: 40 })
    const next = await openSlot(house, { day: '2023-01-12', time: '10:00', places: 40 })
    const away = await openSlot(house, {
      port: '2503',
      day: '2023-01-11',
      time: '10:00',
      places: 40,
    })
    early = await seatGroup(house, { n: 1, slot: noon, size: 1 })
    whole = await seatGroup(house, { n: 2, slot: ten, size: 2 })
    partly = await seatGroup(house, { n: 3, slot: ten, size: 4 })
    absent = await seatGroup(house, { n: 4, slot: ten, size: 5 })
    cancelled = await seatGroup(house, { n: 5, slot: ten, size: 3 })
    tomorrow = await seatGroup(house, { n: 6, slot: next })
    elsewhere = await seatGroup(house, { n: 7, slot: away })
    house.setNow(day)
    await checkIn(whole, whole.members)
    await checkIn(partly, partly.members.slice(0, 1))
    await setState(absent, 'absent')
    await setState(cancelled, 'cancelled')
  })
  afterAll(async () => await house.close())

  describe('arrivals', () => {
    const arrivals = async () =>
      granted(await house.ask(house.asOfficer('2504'), 'arrivals', { port: '2504' }))

    it('lists today’s groups at the port by start, with their names, and no cancelled ones', async () => {
      const answer = await arrivals()
      expect(answer).toMatchObject({ port: '2504', day: '2023-01-11', now: day })
      const states = new Map(answer.arrivals.map((one) => [one.group, one.state]))
      expect(states).toEqual(
        new Map([
          [whole.group, 'here'],
          [partly.group, 'partly-here'],
          [absent.group, 'absent'],
          [early.group, 'expected'],
        ]),
      )
      expect(answer.arrivals.at(-1)).toMatchObject({
        group: early.group,
        code: printCode(early.code),
        firstPerson: 'Ejemplo 1-0 De Muestra',
        names: ['Ejemplo 1-0 De Muestra'],
        size: 1,
        present: 0,
        arrivedAt: null,
      })
    })

    it('counts people by start', async () => {
      const { hours } = await arrivals()
      expect(hours).toEqual([
        {
          startsAt,
          slot: '2504-2023-01-11-1000',
          groups: 3,
          expected: 3,
          here: 3,
          determined: 0,
          absent: 5,
          late: 0,
        },
        {
          startsAt: startsAt + 7_200_000,
          slot: '2504-2023-01-11-1200',
          groups: 1,
          expected: 1,
          here: 0,
          determined: 0,
          absent: 0,
          late: 0,
        },
      ])
    })

    it('is late from its start on', async () => {
      house.setNow(startsAt + 7_200_001)
      const answer = await arrivals()
      house.setNow(day)
      expect(answer.arrivals.find((one) => one.group === early.group)?.state).toBe('late')
      expect(answer.hours.map((hour) => hour.late)).toEqual([0, 1])
    })

    it('[R7] refuses a port that is not the officer’s', async () => {
      const decision = await house.ask(house.asOfficer('2503'), 'arrivals', { port: '2504' })
      expect(namesOf(decision)).toEqual(['port-not-mine'])
    })
  })

  describe('find-arrival', () => {
    const find = async (pass: string, port: '2504' | '2503' = '2504', at = '2504') =>
      await house.ask(house.asOfficer(at), 'find-arrival', { port, pass })
    const tokenOf = async ({ who, group }: SeatedGroup) =>
      granted(await house.ask(who, 'my-pass', { group })).token

    it('finds by token and by code as typed', async () => {
      const { group, appointment } = whole
      const found = { found: 'here-today', group, appointment, state: 'arrived', older: false }
      expect(granted(await find(await tokenOf(whole)))).toMatchObject(found)
      const typed = printCode(whole.code).toLowerCase().replaceAll('-', ' ')
      expect(granted(await find(typed))).toMatchObject(found)
    })

    it('[C9] [R19] tells of another day or port only where and when, and where it can be received', async () => {
      const later = granted(await find(await tokenOf(tomorrow)))
      expect(later).toEqual({
        found: 'another-day',
        group: null,
        appointment: null,
        code: printCode(tomorrow.code),
        port: '2504',
        startsAt: Date.UTC(2023, 0, 12, 18),
        state: 'standing',
        older: false,
        receiveIn: { slot: '2504-2023-01-11-1000', startsAt },
      })
      const away = granted(await find(elsewhere.code))
      expect(away).toMatchObject({ found: 'another-port', group: null, port: '2503' })
      expect(away.receiveIn).toEqual({ slot: '2504-2023-01-11-1000', startsAt })
      const gone = granted(await find(cancelled.code))
      expect(gone).toMatchObject({ found: 'here-today', group: null, state: 'cancelled' })
    })

    it('refuses a damaged token, a damaged code, one of nobody, and another’s port', async () => {
      const token = await tokenOf(whole)
      expect(namesOf(await find(`${token.slice(0, -2)}AA`))).toEqual(['pass-damaged'])
      expect(namesOf(await find('0000-0000-0001'))).toEqual(['code-damaged'])
      expect(namesOf(await find('0000-0000-0000'))).toEqual(['pass-unknown'])
      expect(namesOf(await find(whole.code, '2504', '2503'))).toEqual(['port-not-mine'])
    })

    it('refuses the token of an appointment that is not there', async () => {
      const facts = { version: 1, port: '2504', startsAt, size: 2 }
      const token = house.world.vault.passes.sign({ ...facts, appointment: randomUUID() })
      expect(namesOf(await find(token))).toEqual(['pass-unknown'])
    })
  })

  describe('arrival', () => {
    const show = async ({ group, appointment }: Pick<SeatedGroup, 'group' | 'appointment'>) =>
      await house.ask(house.asOfficer('2504'), 'arrival', { group, appointment })

    it('shows the group on one screen', async () => {
      const answer = granted(await show(partly))
      expect(answer).toMatchObject({
        group: partly.group,
        slot: '2504-2023-01-11-1000',
        state: 'partly-here',
        registeredAt: Date.UTC(2023, 0, 10, 18),
        language: 'es',
        sharesTraveler: false,
      })
      expect(answer.members).toHaveLength(4)
      expect(answer.members[0]).toMatchObject({
        givenNames: 'Ejemplo 3-0',
        familyNames: 'De Muestra',
        age: { youngest: 32, oldest: 32 },
        criteria: ['threatened'],
        photo: 'at-port',
        sentPhoto: null,
        takenPhoto: null,
        present: true,
        comparison: null,
        determination: null,
      })
      expect(answer.members[1]).toMatchObject({ criteria: ['under-21'], present: false })
    })

    it('refuses a group that is not of today at this port, and a foreign appointment', async () => {
      expect(namesOf(await show(tomorrow))).toEqual(['group-unknown'])
      expect(namesOf(await show(elsewhere))).toEqual(['group-unknown'])
      const { appointment } = whole
      expect(namesOf(await show({ group: partly.group, appointment }))).toEqual([
        'appointment-unknown',
      ])
    })
  })
})
