import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { family, registered } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'

describe('my-group', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  it('gives back all that was typed, field by field', async () => {
    const who = house.asApplicant(1)
    const typed = family()
    const { group, members } = await registered(house, who, ...typed.members)
    const answer = granted(await house.ask(who, 'my-group', { group }))
    expect(answer).toEqual({
      group,
      registeredAt: house.world.now(),
      language: 'es',
      members: typed.members.map((member, n) => ({ id: members[n], ...member })),
      contact: typed.contact,
      said: [],
      attestedAt: null,
      history: [],
    })
  })

  it('[I4] another’s group is as unknown as one that does not exist', async () => {
    const { group } = await registered(house, house.asApplicant(2))
    const other = await house.ask(house.asApplicant(3), 'my-group', { group })
    const none = await house.ask(house.asApplicant(3), 'my-group', { group: house.world.newId() })
    expect(other).toEqual(none)
    expect(namesOf(none)).toEqual(['group-unknown'])
  })
})
