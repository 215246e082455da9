import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, child, family, person, registered } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { groupsLimit } from './register-group.ts'

describe('register-group', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  const refusals = async (...members: Parameters<typeof family>) =>
    namesOf(await house.perform(house.asApplicant(1), 'register-group', family(...members)))

  it('registers a family, its account and its members in their order', async () => {
    const who = house.asApplicant(2)
    const { group, members } = await registered(house, who, person(1), child(2), child(3))
    const row = await house.db
      .selectFrom('groups')
      .selectAll()
      .where('id', '=', group)
      .executeTakeFirst()
    expect(row).toMatchObject({ size: 3, language: 'es', registeredAt: house.world.now() })
    const rows = await house.db
      .selectFrom('members')
      .select(['id', 'position', 'photo'])
      .where('groupId', '=', group)
      .orderBy('position')
      .execute()
    expect(rows.map((one) => one.id)).toEqual(members)
    expect(rows.every((one) => one.photo === 'missing')).toBe(true)
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine?.group).toBe(group)
  })

  it('leaves no name, address or date legible in the tables', async () => {
    const unusual = person(1, { givenNames: 'Xochitlejemplo', familyNames: 'Ñandúficticio' })
    const { group } = await registered(house, house.asApplicant(3), unusual)
    const bytes = await bytesOf(house, group)
    const said = ['Xochitlejemplo', 'Ñandúficticio', 'Casa Ejemplo', '+526640000012', '"year"']
    expect(said.filter((text) => bytes.includes(Buffer.from(text)))).toEqual([])
    expect(bytes.includes(Buffer.from(group))).toBe(true)
  })

  it('[G9] gives the same person in two groups the same fingerprint, and says so', async () => {
    const same = { givenNames: 'Doble', familyNames: 'Ejemplo' }
    const [one, other] = [house.asApplicant(4), house.asApplicant(5)]
    await registered(house, one, person(1, same))
    await registered(house, other, person(1, { givenNames: 'DOBLE', familyNames: 'ejemplo' }))
    await registered(house, other, person(77))
    const groups = granted(await house.ask(other, 'my-journey', {})).groups
    expect(groups.map((group) => [group.firstPerson, group.sharesTraveler]).sort()).toEqual([
      ['DOBLE', true],
      ['Persona 77', false],
    ])
  })

  it('[I2] the same key gives the same answer and registers once', async () => {
    const who = house.asApplicant(6)
    const input = family(person(1), child(2))
    const first = await house.perform(who, 'register-group', input, 'same-key-1')
    const again = await house.perform(who, 'register-group', input, 'same-key-1')
    expect(again).toEqual(first)
    const other = family(person(1))
    const reused = await house.perform(who, 'register-group', other, 'same-key-1')
    expect(namesOf(reused)).toEqual(['key-reused'])
    expect(granted(await house.ask(who, 'my-journey', {})).groups).toHaveLength(1)
  })

  it('[G1] refuses no member and twenty-one', async () => {
    const none = { ...family(), members: [] }
    const refused = await house.perform(house.asApplicant(1), 'register-group', none)
    expect(namesOf(refused)).toEqual(['members-none'])
    const many = Array.from({ length: 20 }, (_, n) => child(n + 2))
    expect(await refusals(person(1), ...many)).toEqual(['members-too-many'])
  })

  it('[G2] refuses a group without one first person', async () => {
    expect(await refusals(child(1))).toEqual(['first-person-missing'])
    expect(await refusals(person(1), person(2))).toEqual(['first-person-missing'])
  })

  it('[G5] refuses birth dates in the future and of 130 years ago', async () => {
    const future = { year: 2023, month: 1, day: 12, approximate: false }
    expect(await refusals(person(1), child(2, { birth: future }))).toEqual(['birth-date-future'])
    const old = { year: 1892, approximate: true }
    expect(await refusals(person(1, { birth: old }))).toEqual(['birth-date-too-old'])
  })

  it('[G5] a child born today in the east is no child of the future in the west', async () => {
    const midnightPast = Date.UTC(2023, 0, 11, 6, 30)
    house.setNow(midnightPast)
    const today = { year: 2023, month: 1, day: 11, approximate: false }
    expect(await refusals(person(1), child(2, { birth: today }))).toEqual([])
  })

  it('[G4] says every reason at once, each with its member and field', async () => {
    const impossible = { year: 2001, month: 2, day: 30, approximate: false }
    const decision = await house.perform(house.asApplicant(1), 'register-group', {
      ...family(
        person(1, { givenNames: ' · ', familyNames: '—', nationality: 'ZZ' }),
        child(2, { birth: impossible, givenNames: 'a'.repeat(101) }),
      ),
      contact: {},
    })
    expect(namesOf(decision).sort()).toEqual([
      'birth-date-impossible',
      'contact-missing',
      'country-unknown',
      'name-empty',
      'name-too-long',
    ])
    expect(decision.ok ? [] : decision.reasons).toContainEqual({
      name: 'birth-date-impossible',
      facts: { member: 1, field: 'birth' },
    })
  })

  it('[G13] refuses one group too many for one account', async () => {
    const who = house.asApplicant(7)
    for (let n = 0; n < groupsLimit; n++) await registered(house, who, person(n))
    const decision = await house.perform(who, 'register-group', family(person(99)))
    expect(namesOf(decision)).toEqual(['groups-too-many'])
    expect(granted(await house.ask(who, 'my-journey', {})).groups).toHaveLength(groupsLimit)
  })

  it('is for applicants', async () => {
    const decision = await house.perform(house.asPlanner(), 'register-group', family())
    expect(namesOf(decision)).toEqual(['not-permitted'])
  })
})
