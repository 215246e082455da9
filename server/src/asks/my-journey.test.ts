import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { child, openSlot, person, picked, readyFamily, registered } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'

describe('my-journey', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  it('is empty for who has registered nobody', async () => {
    const answer = granted(await house.ask(house.asApplicant(1), 'my-journey', {}))
    expect(answer).toEqual({ now: house.world.now(), groups: [] })
  })

  it('shows a new group with its members and the first thing to do', async () => {
    const who = house.asApplicant(2)
    const { group, members } = await registered(house, who, child(1), person(2))
    const { groups } = granted(await house.ask(who, 'my-journey', {}))
    expect(groups).toEqual([
      {
        group,
        registeredAt: house.world.now(),
        opensAt: null,
        size: 2,
        firstPerson: 'Persona 2',
        next: 'attest',
        members: [
          { member: members[0], givenNames: 'Persona 1', photo: 'missing', photoId: null },
          { member: members[1], givenNames: 'Persona 2', photo: 'missing', photoId: null },
        ],
        attestedAt: null,
        location: null,
        appointment: null,
        sharesTraveler: false,
      },
    ])
  })

  it('[J1] goes on to picking and to the pass', async () => {
    const who = house.asApplicant(3)
    const slot = await openSlot(house)
    const { group } = await readyFamily(house, who)
    const now = house.world.now()
    const next = async () => granted(await house.ask(who, 'my-journey', {})).groups[0]
    expect(await next()).toMatchObject({
      next: 'pick-slot',
      location: { verdict: 'in', state: 'BCN', confirmedAt: now, stale: false },
    })
    const { appointment } = await picked(house, who, group, slot)
    const startsAt = Date.UTC(2023, 0, 16, 17)
    expect(await next()).toMatchObject({
      next: 'pass',
      appointment: { appointment, slot, port: '2504', startsAt, state: 'standing' },
    })
  })

  it('shows only one’s own groups, and is for applicants', async () => {
    const { groups } = granted(await house.ask(house.asApplicant(4), 'my-journey', {}))
    expect(groups).toEqual([])
    expect(namesOf(await house.ask(house.asPlanner(), 'my-journey', {}))).toEqual(['not-permitted'])
  })
})
