import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, picture, registered, sendPhoto } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { at } from '../../database/open.ts'

describe('add-photo', () => {
  let house: House
  let group: string
  let mother = ''
  let son = ''
  const who = () => house.asApplicant(1)
  beforeAll(async () => {
    house = await openHouse()
    const family = await registered(house, who())
    group = family.group
    ;[mother = '', son = ''] = family.members
  })
  afterAll(async () => await house.close())

  const isDecided = async () =>
    await house.db
      .selectFrom('groups')
      .select('photosDecided')
      .where('id', '=', group)
      .executeTakeFirstOrThrow()

  it('[B6] a photo sent and a photo to be taken at the port decide alike', async () => {
    const photo = await sendPhoto(house, who(), group, await picture())
    const sent = await house.perform(who(), 'add-photo', { group, member: mother, photo })
    expect(granted(sent)).toEqual({ group, member: mother, photo: 'sent' })
    expect(await isDecided()).toEqual({ photosDecided: false })
    const later = { group, member: son, photo: 'at-port' } as const
    expect(granted(await house.perform(who(), 'add-photo', later)).photo).toBe('at-port')
    expect(await isDecided()).toEqual({ photosDecided: true })
  })

  it('names the photo, so that it is not swept, and lets a replaced one go', async () => {
    const first = await sendPhoto(house, who(), group, await picture(96, 10))
    const second = await sendPhoto(house, who(), group, await picture(96, 20))
    granted(await house.perform(who(), 'add-photo', { group, member: mother, photo: first }))
    granted(await house.perform(who(), 'add-photo', { group, member: mother, photo: second }))
    const named = async (id: string) =>
      (
        await house.db
          .selectFrom('photos')
          .select('namedAt')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).namedAt
    expect(await named(first.id)).toBeNull()
    expect(await named(second.id)).toBe(house.world.now())
    const { history } = granted(await house.ask(who(), 'my-group', { group }))
    expect(history[0]?.fields).toEqual([`${mother}/photo`])
  })

  it('leaves no byte of the picture legible', async () => {
    const bytes = await picture(96, 200)
    await sendPhoto(house, who(), group, bytes)
    const stored = await bytesOf(house, group)
    expect(stored.includes(bytes.subarray(0, 24))).toBe(false)
  })

  it('[F2] refuses a photo that was never sent, of another account or of another group', async () => {
    const sha256 = 'a'.repeat(64)
    const unknown = { id: house.world.newId(), sha256 }
    const input = { group, member: mother, photo: unknown }
    expect(namesOf(await house.perform(who(), 'add-photo', input))).toEqual(['photo-unknown'])
    const stranger = house.asApplicant(2)
    const other = await registered(house, stranger)
    const photo = await sendPhoto(house, stranger, other.group, await picture())
    const stolen = await house.perform(who(), 'add-photo', { group, member: mother, photo })
    expect(namesOf(stolen)).toEqual(['photo-unknown'])
  })

  it('[F2] refuses a photo that another account of the same group sent', async () => {
    const father = house.asApplicant(4)
    const since = at(house.world.now())
    await house.db
      .insertInto('accountGroups')
      .values({ accountId: father.account, groupId: group, since, opensAt: since })
      .execute()
    const photo = await sendPhoto(house, father, group, await picture())
    const input = { group, member: mother, photo }
    expect(namesOf(await house.perform(who(), 'add-photo', input))).toEqual(['photo-unknown'])
    expect(granted(await house.perform(father, 'add-photo', input)).photo).toBe('sent')
  })

  it('[F2] refuses a photo that did not arrive whole, and one with another hash', async () => {
    const id = house.world.newId()
    const row = { id, groupId: group, accountId: who().account, size: 900 }
    const madeAt = at(house.world.now())
    await house.db
      .insertInto('photos')
      .values({ ...row, madeAt })
      .execute()
    const begun = { group, member: mother, photo: { id, sha256: 'b'.repeat(64) } }
    const incomplete = await house.perform(who(), 'add-photo', begun)
    expect(incomplete).toMatchObject({
      reasons: [{ name: 'photo-incomplete', facts: { received: 0, size: 900 } }],
    })
    const sent = await sendPhoto(house, who(), group, await picture())
    const photo = { id: sent.id, sha256: 'b'.repeat(64) }
    const damaged = await house.perform(who(), 'add-photo', { group, member: mother, photo })
    expect(namesOf(damaged)).toEqual(['photo-damaged'])
  })

  it('refuses a member who is not in the group', async () => {
    const input = { group, member: house.world.newId(), photo: 'at-port' } as const
    expect(namesOf(await house.perform(who(), 'add-photo', input))).toEqual(['member-unknown'])
  })

  it('[I4] answers another’s group as unknown', async () => {
    const input = { group, member: mother, photo: 'at-port' } as const
    const decision = await house.perform(house.asApplicant(3), 'add-photo', input)
    expect(namesOf(decision)).toEqual(['group-unknown'])
  })

  it('[I2] the same key gives the same answer, also after the photo was replaced', async () => {
    const photo = await sendPhoto(house, who(), group, await picture(96, 30))
    const input = { group, member: mother, photo }
    const first = await house.perform(who(), 'add-photo', input, 'photo-key-1')
    const instead = { group, member: mother, photo: 'at-port' } as const
    granted(await house.perform(who(), 'add-photo', instead))
    expect(await house.perform(who(), 'add-photo', input, 'photo-key-1')).toEqual(first)
  })
})
