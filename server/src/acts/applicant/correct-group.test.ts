import type { InputOf } from '@garita/contract'
import type { CorrectedMember } from '@garita/contract/applicant'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  bytesOf,
  child,
  family,
  openSlot,
  person,
  picked,
  readyFamily,
  registered,
} from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { Who } from '../../act.ts'

const start = Date.UTC(2023, 0, 10, 18)
const later = start + 3_600_000
const newborn = () =>
  child(9, { birth: { year: 2023, month: 1, day: 9, approximate: false } }) as CorrectedMember

describe('correct-group', () => {
  let house: House
  let slot: string
  let people = 0
  const someone = () => house.asApplicant(++people)
  beforeAll(async () => {
    house = await openHouse()
    slot = await openSlot(house)
  })
  beforeEach(() => house.setNow(start))
  afterAll(async () => await house.close())

  const correct = async (
    who: Who,
    group: string,
    members: readonly CorrectedMember[],
    over: Partial<InputOf<'correct-group'>> = {},
  ) => {
    const { language, contact } = family()
    const input = { group, language, contact, members: [...members], ...over }
    return await house.perform(who, 'correct-group', input)
  }
  const known = async (who: Who, group: string) =>
    granted(await house.ask(who, 'my-group', { group }))
  const rowOf = async (group: string) =>
    await house.db
      .selectFrom('groups')
      .selectAll()
      .where('id', '=', group)
      .executeTakeFirstOrThrow()
  const placesTaken = async () =>
    (
      await house.db
        .selectFrom('slots')
        .select('taken')
        .where('id', '=', slot)
        .executeTakeFirstOrThrow()
    ).taken

  it('[G8] keeps the registration date and the ids, and names what changed', async () => {
    const who = someone()
    const { group, members } = await registered(house, who)
    const [mother, son] = (await known(who, group)).members
    if (!mother || !son) throw new Error('the family is not there')
    house.setNow(later)
    const mended = { ...mother, givenNames: 'Corregida', occupation: 'costura' }
    const decision = await correct(who, group, [mended, son], { language: 'en' })
    expect(granted(decision)).toEqual({ group, members, changes: 3 })
    const after = await known(who, group)
    expect(after).toMatchObject({ registeredAt: start, language: 'en' })
    expect(after.members[0]).toEqual(mended)
    expect(after.history).toEqual([
      { at: later, fields: [`${mother.id}/givenNames`, `${mother.id}/occupation`, 'language'] },
    ])
    const bytes = await bytesOf(house, group)
    expect(['Corregida', 'costura'].filter((one) => bytes.includes(Buffer.from(one)))).toEqual([])
  })

  it('[G8] keeps no history where nothing changed', async () => {
    const who = someone()
    const { group } = await registered(house, who)
    const decision = await correct(who, group, (await known(who, group)).members)
    expect(granted(decision).changes).toBe(0)
    expect((await known(who, group)).history).toEqual([])
  })

  it('[G9] the fingerprint follows a corrected name', async () => {
    const [who, other] = [someone(), someone()]
    await registered(house, other, person(1, { givenNames: 'Huella', familyNames: 'Ejemplo' }))
    const { group } = await registered(house, who, person(1, { givenNames: 'Errata' }))
    const [mother] = (await known(who, group)).members
    if (!mother) throw new Error('nobody is there')
    const mended = { ...mother, givenNames: 'Huella', familyNames: 'Ejemplo' }
    granted(await correct(who, group, [mended]))
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine?.sharesTraveler).toBe(true)
    const [theirs] = granted(await house.ask(other, 'my-journey', {})).groups
    expect(theirs?.sharesTraveler).toBe(true)
  })

  it('[G14] a newborn takes a place in the slot, and the appointment stands', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who)
    await picked(house, who, group, slot)
    const before = await placesTaken()
    const pass = granted(await house.ask(who, 'my-pass', { group }))
    house.setNow(later)
    const decision = await correct(who, group, [...(await known(who, group)).members, newborn()])
    expect(granted(decision).members).toHaveLength(3)
    expect(await placesTaken()).toBe(before + 1)
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine).toMatchObject({ size: 3, next: 'pass', appointment: { state: 'standing' } })
    expect(mine?.members.map((one) => one.photo)).toEqual(['at-port', 'at-port', 'missing'])
    const grown = granted(await house.ask(who, 'my-pass', { group }))
    expect([grown.code, grown.startsAt]).toEqual([pass.code, pass.startsAt])
    expect(grown.token).not.toBe(pass.token)
    expect(house.world.vault.passes.verify(grown.token)).toMatchObject({ size: 3, version: 2 })
  })

  it('[A9] asks nothing about a newborn, who is under 21 and a small child', async () => {
    const who = someone()
    const { group, members } = await readyFamily(house, who, person(1))
    expect(await rowOf(group)).toMatchObject({ pressing: false, photosDecided: true })
    granted(await correct(who, group, [...(await known(who, group)).members, newborn()]))
    expect(await rowOf(group)).toMatchObject({
      attestedAt: start,
      pressing: true,
      photosDecided: false,
    })
    const { said } = await known(who, group)
    expect(
      said.map(({ member, criteria, derived }) => [member === members[0], criteria, derived]),
    ).toEqual(
      expect.arrayContaining([
        [true, ['threatened'], []],
        [false, [], ['under-21']],
      ]),
    )
  })

  it('[A9] who was left by the one they qualified through attests again', async () => {
    const who = someone()
    const adult = person(2, { relation: 'spouse', sex: 'male' })
    const { group } = await readyFamily(house, who, person(1), adult)
    const [, husband] = (await known(who, group)).members
    if (!husband) throw new Error('the family is not there')
    granted(await correct(who, group, [{ ...husband, relation: 'self' }]))
    const [mine] = granted(await house.ask(who, 'my-journey', {})).groups
    expect(mine).toMatchObject({ size: 1, attestedAt: null, next: 'attest' })
  })

  it('[A9] what followed from a birth date follows from the corrected one', async () => {
    const who = someone()
    const { group } = await registered(
      house,
      who,
      person(1, { birth: { year: 2010, approximate: false } }),
    )
    granted(await house.perform(who, 'attest', { group, language: 'es', said: [] }))
    const [first] = (await known(who, group)).members
    if (!first) throw new Error('nobody is there')
    const birth = { year: 2008, approximate: false }
    granted(await correct(who, group, [{ ...first, birth }]))
    expect((await known(who, group)).said[0]?.derived).toEqual(['under-21'])
    granted(await correct(who, group, [{ ...first, birth: { ...birth, year: 1980 } }]))
    expect((await rowOf(group)).attestedAt).toBeNull()
  })

  it('[G14] who leaves frees a place and stays in the history', async () => {
    const who = someone()
    const { group, members } = await readyFamily(house, who, person(1), child(2), child(3))
    await picked(house, who, group, slot)
    const before = await placesTaken()
    const [mother, first] = (await known(who, group)).members
    if (!mother || !first) throw new Error('the family is not there')
    granted(await correct(who, group, [mother, first]))
    expect(await placesTaken()).toBe(before - 1)
    const after = await known(who, group)
    expect(after.members.map((one) => one.id)).toEqual(members.slice(0, 2))
    expect(after.history[0]?.fields).toEqual([`${members[2]}/removed`])
    const left = await house.db
      .selectFrom('members')
      .select('leftAt')
      .where('id', '=', members[2] ?? '')
      .executeTakeFirstOrThrow()
    expect(left.leftAt).toBe(start)
  })

  it('[G14] refuses who does not fit any more, and leaves the appointment as it is', async () => {
    const [who, many] = [someone(), someone()]
    const { group } = await readyFamily(house, who)
    await picked(house, who, group, slot)
    const left = 20 - (await placesTaken())
    const others = Array.from({ length: left - 1 }, (_, n) => child(n))
    const filling = await readyFamily(house, many, person(1), ...others)
    await picked(house, many, filling.group, slot)
    expect(await placesTaken()).toBe(20)
    const decision = await correct(who, group, [...(await known(who, group)).members, newborn()])
    expect(decision).toMatchObject({
      reasons: [{ name: 'group-too-large-for-slot', facts: { placesLeft: 0 } }],
    })
    expect(await rowOf(group)).toMatchObject({ size: 2, photosDecided: true })
    expect(granted(await house.ask(who, 'my-pass', { group })).state).toBe('standing')
    expect((await known(who, group)).history).toEqual([])
  })

  it('[G14] takes places that wait for a draw for a newborn, and for nobody else', async () => {
    const who = someone()
    const { group } = await readyFamily(house, who, person(1))
    const narrow = await openSlot(house, { time: '15:00', places: 20 })
    await picked(house, who, group, narrow)
    await house.db.updateTable('slots').set({ waiting: 19 }).where('id', '=', narrow).execute()
    const { members } = await known(who, group)
    const grown = { relation: 'sibling', birth: { year: 1990, approximate: false } } as const
    const decision = await correct(who, group, [...members, person(2, grown)])
    expect(decision).toMatchObject({
      reasons: [{ name: 'group-too-large-for-slot', facts: { placesLeft: 0 } }],
    })
    granted(await correct(who, group, [...members, newborn()]))
    const room = await house.db
      .selectFrom('slots')
      .select(['taken', 'waiting'])
      .where('id', '=', narrow)
      .executeTakeFirstOrThrow()
    expect(room).toEqual({ taken: 2, waiting: 18 })
  })

  it('[G15] refuses any change of who travels, of what was attested, and of photos, while the group is being received', async () => {
    const who = someone()
    const slots = granted(await house.ask(who, 'my-journey', {}))
    expect(slots.groups).toEqual([])
    const { group } = await readyFamily(house, who, person(1))
    await house.db.updateTable('slots').set({ places: 40 }).where('id', '=', slot).execute()
    const { appointment } = await picked(house, who, group, slot)
    const arrived = { state: 'arrived' } as const
    await house.db.updateTable('appointments').set(arrived).where('id', '=', appointment).execute()
    const [mother] = (await known(who, group)).members
    if (!mother) throw new Error('nobody is there')
    expect(namesOf(await correct(who, group, [mother, newborn()]))).toEqual(['group-arrived'])
    const renamed = await correct(who, group, [{ ...mother, givenNames: 'Otra' }])
    expect(namesOf(renamed)).toEqual(['group-arrived'])
    const photo = { group, member: mother.id, photo: 'at-port' as const }
    expect(namesOf(await house.perform(who, 'add-photo', photo))).toEqual(['group-arrived'])
    const said = [{ member: mother.id, criteria: ['threatened' as const], preferToSay: false }]
    const more = await house.perform(who, 'attest', { group, language: 'es', said })
    expect(namesOf(more)).toEqual(['group-arrived'])
    // Whom it received it may decide on anew that day, and others may come to them.
    const done = { state: 'done' } as const
    await house.db.updateTable('appointments').set(done).where('id', '=', appointment).execute()
    const other = async () => await correct(who, group, [{ ...mother, givenNames: 'Otra' }])
    expect(namesOf(await other())).toEqual(['group-arrived'])
    const now = house.world.now()
    house.setNow(now + 30 * 24 * 3_600_000)
    granted(await other())
    house.setNow(now)
  })

  it('[G20] hands a registration date to nobody else, by one step or several', async () => {
    const who = someone()
    const { group } = await registered(house, who)
    const [mother] = (await known(who, group)).members
    if (!mother) throw new Error('nobody is there')
    const birth = { year: 1977, month: 8, day: 9, approximate: false }
    const buyer = { givenNames: 'Comprador', familyNames: 'Ajeno', birth }
    granted(await correct(who, group, [mother, person(7, { ...buyer, relation: 'other' })]))
    const where = { municipality: 'Ejemplo', state: 'BCN' }
    granted(await house.perform(who, 'confirm-location', { group, where }))
    const [, added] = (await known(who, group)).members
    if (!added) throw new Error('nobody was added')
    const alone = await correct(who, group, [{ ...added, relation: 'self' }])
    expect(namesOf(alone)).toEqual(['group-exchanged'])
    // In the line of the one who registered: the name first, the birth date after.
    const renamed = { ...mother, givenNames: 'Comprador', familyNames: 'Ajeno' }
    granted(await correct(who, group, [renamed]))
    expect(namesOf(await correct(who, group, [{ ...renamed, birth }]))).toEqual(['group-exchanged'])
    expect(await known(who, group)).toMatchObject({ registeredAt: start, members: [renamed] })
    const mended = { ...mother, birth }
    granted(await correct(who, group, [mended]))
  })

  it('[G16] refuses ids that are not of the group, and one that comes twice', async () => {
    const who = someone()
    const { group } = await registered(house, who)
    const [mother, son] = (await known(who, group)).members
    if (!mother || !son) throw new Error('the family is not there')
    const stranger = { ...son, id: house.world.newId() }
    expect(namesOf(await correct(who, group, [mother, stranger]))).toEqual(['member-unknown'])
    expect(namesOf(await correct(who, group, [mother, son, son]))).toEqual(['member-repeated'])
  })

  it('refuses what registering would refuse, with every reason', async () => {
    const who = someone()
    const { group } = await registered(house, who)
    expect(namesOf(await correct(who, group, [], { contact: {} })).sort()).toEqual([
      'contact-missing',
      'members-none',
    ])
    const [mother] = (await known(who, group)).members
    if (!mother) throw new Error('nobody is there')
    const wrong = [{ ...mother, birth: { year: 2024, approximate: false }, nationality: 'ZZ' }]
    expect(namesOf(await correct(who, group, wrong)).sort()).toEqual([
      'birth-date-future',
      'country-unknown',
    ])
  })

  it('[I4] answers another’s group as unknown', async () => {
    const who = someone()
    const { group } = await registered(house, who)
    const decision = await correct(someone(), group, (await known(who, group)).members)
    expect(namesOf(decision)).toEqual(['group-unknown'])
  })

  it('[I2] the same key adds a newborn once', async () => {
    const who = someone()
    const { group } = await registered(house, who)
    const { language, contact } = family()
    const members = [...(await known(who, group)).members, newborn()]
    const input = { group, language, contact, members }
    const first = await house.perform(who, 'correct-group', input, 'correct-key-1')
    expect(await house.perform(who, 'correct-group', input, 'correct-key-1')).toEqual(first)
    expect((await known(who, group)).members).toHaveLength(3)
  })
})
