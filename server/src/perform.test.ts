import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { family, openSlot, picked, readyFamily, registered } from '../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../test/house.ts'
import { act } from './act.ts'
import { allActs } from './acts/all.ts'
import { openDoor } from './perform.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  await house.close()
})

async function recordsOf(act: string) {
  return await house.db.selectFrom('records').selectAll().where('act', '=', act).execute()
}

describe('the door', () => {
  it('refuses an act that the contract does not give to this kind of actor, and leaves no trace', async () => {
    const input = { port: '2504', weekdays: [1], times: [], from: '2023-01-16', to: '2023-01-16' }
    const decision = await house.perform(house.asOfficer('2504'), 'open-places', {
      ...input,
      kind: 'general',
    } as never)
    expect(namesOf(decision)).toEqual(['not-permitted'])
    expect(await recordsOf('open-places')).toEqual([])
  })

  it('[I2] answers the same key as before, and refuses it with another input', async () => {
    const who = house.asApplicant(1)
    const key = randomUUID()
    const first = granted(await house.perform(who, 'register-group', family(), key))
    const again = granted(await house.perform(who, 'register-group', family(), key))
    const other = { ...family(), language: 'en' as const }
    expect(again).toEqual(first)
    expect(namesOf(await house.perform(who, 'register-group', other, key))).toEqual(['key-reused'])
  })

  it('[I2] a key is one actor’s: another’s act under the same key is another act', async () => {
    const key = randomUUID()
    const one = granted(await house.perform(house.asApplicant(2), 'register-group', family(), key))
    const two = granted(await house.perform(house.asApplicant(3), 'register-group', family(), key))
    expect(one.group).not.toBe(two.group)
  })

  it('[I2] fields in another order are the same input', async () => {
    const who = house.asApplicant(4)
    const key = randomUUID()
    const { language, members, contact } = family()
    const first = granted(
      await house.perform(who, 'register-group', { language, members, contact }, key),
    )
    const again = await house.perform(who, 'register-group', { contact, members, language }, key)
    expect(granted(again)).toEqual(first)
  })

  it('[I2] a refusal is remembered too', async () => {
    const who = house.asApplicant(5)
    const key = randomUUID()
    const { group } = await registered(house, who)
    const slot = await openSlot(house)
    const input = { group, port: '2504' as const, slot }
    const first = await house.perform(who, 'pick-slot', input, key)
    const again = await house.perform(who, 'pick-slot', input, key)
    expect(first.ok).toBe(false)
    expect(again).toEqual(first)
  })

  it('[I3] leaves one record an act, allowed or refused, that holds no personal data', async () => {
    const who = house.asApplicant(6)
    const key = randomUUID()
    const { group } = granted(await house.perform(who, 'register-group', family(), key))
    await house.perform(who, 'register-group', family(), key)
    const said = [{ member: randomUUID(), criteria: [], preferToSay: true }]
    await house.perform(who, 'attest', { group, language: 'es', said })
    const records = await house.db
      .selectFrom('records')
      .selectAll()
      .where('groupId', '=', group)
      .orderBy('id')
      .execute()
    expect(records.map(({ act, outcome }) => [act, outcome])).toEqual([
      ['register-group', 'allowed'],
      ['attest', 'member-unknown'],
    ])
    expect(JSON.stringify(records)).not.toMatch(/Persona|Ejemplo|526640000012/)
  })

  it('[I1] an act that breaks in the middle keeps nothing: no write, no answer, no record', async () => {
    const who = house.asApplicant(7)
    const { group } = await registered(house, who)
    const breaking = act('confirm-location', async ({ tx, group: row }) => {
      await tx.updateTable('groups').set({ verdict: 'in' }).where('id', '=', row.id).execute()
      throw new Error('in the middle')
    })
    const door = openDoor(house.world, { ...allActs, 'confirm-location': breaking })
    const where = { state: 'BCN', municipality: 'Tijuana' }
    const key = randomUUID()
    const wish = { who, act: 'confirm-location' as const, input: { group, where }, key }
    await expect(door.perform(wish)).rejects.toThrow('in the middle')
    const { verdict } = await house.db
      .selectFrom('groups')
      .select('verdict')
      .where('id', '=', group)
      .executeTakeFirstOrThrow()
    expect(verdict).toBeNull()
    // The same key is free: nothing was remembered.
    expect(granted(await house.perform(who, 'confirm-location', wish.input, key)).verdict).toBe(
      'stated',
    )
  })
})

describe('the door for many at once', () => {
  it('[I2] equal keys and equal groups of one moment are settled one after the other', async () => {
    const who = house.asApplicant(20)
    const { group } = await readyFamily(house, who)
    const slot = await openSlot(house)
    const input = { group, port: '2504' as const, slot }
    const [one, same, other] = await Promise.all([
      house.perform(who, 'pick-slot', input, 'key-the-same'),
      house.perform(who, 'pick-slot', input, 'key-the-same'),
      house.perform(who, 'pick-slot', input, 'key-another'),
    ])
    expect(granted(same)).toEqual(granted(one))
    expect(namesOf(other)).toEqual(['appointment-standing'])
  })

  it('one refusal fails no neighbour', async () => {
    const slot = await openSlot(house)
    const ready = await Promise.all(
      [21, 22, 23].map((n) => readyFamily(house, house.asApplicant(n))),
    )
    const stranger = await registered(house, house.asApplicant(24))
    const groups = [...ready.map((one) => one.group), stranger.group]
    const decisions = await Promise.all(
      groups.map((group, index) =>
        house.perform(house.asApplicant(21 + index), 'pick-slot', { group, port: '2504', slot }),
      ),
    )
    expect(decisions.map((decision) => decision.ok)).toEqual([true, true, true, false])
  })

  it('[I4] another’s group in the same batch is unknown', async () => {
    const slot = await openSlot(house)
    const mine = await readyFamily(house, house.asApplicant(25))
    const theirs = await readyFamily(house, house.asApplicant(26))
    const [own, foreign] = await Promise.all([
      house.perform(house.asApplicant(25), 'pick-slot', { group: mine.group, port: '2504', slot }),
      house.perform(house.asApplicant(25), 'pick-slot', {
        group: theirs.group,
        port: '2504',
        slot,
      }),
    ])
    expect(own.ok).toBe(true)
    expect(namesOf(foreign)).toEqual(['group-unknown'])
  })

  it('a fault of the batch fails over to performing its calls one by one', async () => {
    const slot = await openSlot(house)
    const ready = await Promise.all([27, 28].map((n) => readyFamily(house, house.asApplicant(n))))
    const { alone } = allActs['pick-slot']
    const broken = act('pick-slot', alone as never, async () => {
      throw new Error('the batch breaks')
    })
    const door = openDoor(house.world, { ...allActs, 'pick-slot': broken })
    const decisions = await Promise.all(
      ready.map(({ group }, index) =>
        door.perform({
          who: house.asApplicant(27 + index),
          act: 'pick-slot',
          input: { group, port: '2504', slot },
          key: `failed-over-${group}`,
        }),
      ),
    )
    expect(decisions.every((decision) => decision.ok)).toBe(true)
  })

  it('performed together and alone have one meaning', async () => {
    const slot = await openSlot(house)
    const alone = openDoor(house.world, allActs, { together: false })
    const one = await readyFamily(house, house.asApplicant(29))
    const input = { group: one.group, port: '2504' as const, slot }
    const wish = { who: house.asApplicant(29), act: 'pick-slot' as const, input }
    const first = await alone.perform({ ...wish, key: 'first-alone' })
    const again = await house.door.perform({ ...wish, key: 'first-alone' })
    const other = await house.door.perform({ ...wish, key: 'then-together' })
    expect(first.ok).toBe(true)
    expect(again).toEqual(first)
    expect(namesOf(other)).toEqual(['appointment-standing'])
  })

  it('drains: what is under way is answered before it resolves', async () => {
    const slot = await openSlot(house)
    const { group } = await readyFamily(house, house.asApplicant(30))
    let answered = false
    void picked(house, house.asApplicant(30), group, slot).then(() => {
      answered = true
    })
    await house.door.drain()
    await Promise.resolve()
    expect(answered).toBe(true)
  })
})
