import { printCode } from '@garita/domain/code'
import { hoursMs } from '@garita/domain/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSlot, picked, readyFamily, registered } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'

const start = Date.UTC(2023, 0, 10, 18)
const birth = { year: 1988, month: 5, day: 17, approximate: false }

describe('recover-group', () => {
  let house: House
  let slot: string
  let people = 0
  const someone = () => house.asApplicant(++people)
  beforeAll(async () => {
    house = await openHouse()
    slot = await openSlot(house, { places: 200 })
  })
  beforeEach(() => house.setNow(start))
  afterAll(async () => await house.close())

  const codeOf = async (who: ReturnType<typeof someone>, group: string) =>
    granted(await house.ask(who, 'recovery-code', { group })).code
  const holds = async (who: ReturnType<typeof someone>, group: string) =>
    (await house.ask(who, 'my-group', { group })).ok
  const noticesOf = async (group: string) =>
    await house.db
      .selectFrom('notices')
      .select(['kind', 'facts'])
      .where('groupId', '=', group)
      .where('kind', '=', 'group-taken-over')
      .execute()

  it('[V1] takes a group over at once where no appointment stands, and tells who held it', async () => {
    const [old, fresh] = [someone(), someone()]
    const { group } = await registered(house, old)
    const code = (await codeOf(old, group)).toLowerCase()
    const decision = await house.perform(fresh, 'recover-group', { code, birth })
    expect(granted(decision)).toEqual({ group, opensAt: start })
    expect(await holds(fresh, group)).toBe(true)
    expect(await holds(old, group)).toBe(false)
    expect(await noticesOf(group)).toEqual([
      { kind: 'group-taken-over', facts: { opensAt: start } },
    ])
  })

  it('[V1] [G12] any member’s birth date serves, whole as it was registered', async () => {
    const [old, fresh] = [someone(), someone()]
    const { group } = await registered(house, old)
    const code = await codeOf(old, group)
    const year = { year: 2019, approximate: true }
    const guess = await house.perform(fresh, 'recover-group', { code, birth: year })
    expect(namesOf(guess)).toEqual(['recovery-refused'])
    const child = { year: 2019, month: 3, day: 2, approximate: false }
    expect(granted(await house.perform(fresh, 'recover-group', { code, birth: child })).group).toBe(
      group,
    )
  })

  it('[V4] a code is used up, and the next one is another', async () => {
    const [old, fresh, third] = [someone(), someone(), someone()]
    const { group } = await registered(house, old)
    const code = await codeOf(old, group)
    granted(await house.perform(fresh, 'recover-group', { code, birth }))
    const again = await house.perform(third, 'recover-group', { code, birth })
    expect(namesOf(again)).toEqual(['recovery-refused'])
    const next = await codeOf(fresh, group)
    expect(next).not.toBe(code)
    expect(granted(await house.perform(third, 'recover-group', { code: next, birth })).group).toBe(
      group,
    )
  })

  it('[V3] waits a day while an appointment stands; who held it goes on until then', async () => {
    const [old, fresh] = [someone(), someone()]
    const { group } = await readyFamily(house, old)
    await picked(house, old, group, slot)
    const code = await codeOf(old, group)
    house.setNow(start + hoursMs(1))
    const opensAt = start + hoursMs(25)
    const decision = await house.perform(fresh, 'recover-group', { code, birth })
    expect(granted(decision)).toEqual({ group, opensAt })
    expect([await holds(old, group), await holds(fresh, group)]).toEqual([true, false])
    const [waiting] = granted(await house.ask(fresh, 'my-journey', {})).groups
    expect(waiting).toMatchObject({
      group,
      opensAt,
      firstPerson: '',
      members: [],
      appointment: null,
    })
    house.setNow(opensAt)
    expect([await holds(old, group), await holds(fresh, group)]).toEqual([false, true])
  })

  it('[V3] who holds the group takes it back within the wait by the next code', async () => {
    const [old, thief] = [someone(), someone()]
    const { group } = await readyFamily(house, old)
    await picked(house, old, group, slot)
    const code = await codeOf(old, group)
    house.setNow(start + hoursMs(1))
    granted(await house.perform(thief, 'recover-group', { code, birth }))
    house.setNow(start + hoursMs(2))
    const next = await codeOf(old, group)
    const back = granted(await house.perform(old, 'recover-group', { code: next, birth }))
    expect(back.opensAt).toBe(start + hoursMs(2))
    expect(granted(await house.ask(thief, 'my-journey', {})).groups).toEqual([])
    house.setNow(start + hoursMs(48))
    expect([await holds(old, group), await holds(thief, group)]).toEqual([true, false])
    expect(granted(await house.ask(thief, 'my-journey', {})).groups).toEqual([])
  })

  it('[V1] an unknown code and a wrong birth date are answered alike', async () => {
    const [old, fresh] = [someone(), someone()]
    const { group } = await registered(house, old)
    const code = await codeOf(old, group)
    const wrong = { year: 1989, month: 5, day: 17, approximate: false }
    const wrongBirth = await house.perform(fresh, 'recover-group', { code, birth: wrong })
    const unknown = printCode(house.world.vault.recovery.code(house.world.newId(), 1))
    const wrongCode = await house.perform(fresh, 'recover-group', { code: unknown, birth })
    expect(wrongBirth).toEqual(wrongCode)
    expect(namesOf(wrongCode)).toEqual(['recovery-refused'])
    expect(await noticesOf(group)).toEqual([])
  })

  it('[C2] a mistyped code is told from an unknown one and counts as no try', async () => {
    const input = { code: '0000-0000-0000-0000-0001', birth }
    const decision = await house.perform(someone(), 'recover-group', input)
    expect(namesOf(decision)).toEqual(['code-damaged'])
  })

  it('[V2] counts ten tries a day for a code and for an account', async () => {
    const old = someone()
    const { group } = await registered(house, old)
    const code = await codeOf(old, group)
    const wrong = { year: 1950, approximate: true }
    const tries = Array.from({ length: 10 }, () => someone())
    for (const who of tries) await house.perform(who, 'recover-group', { code, birth: wrong })
    const late = await house.perform(someone(), 'recover-group', { code, birth })
    expect(namesOf(late)).toEqual(['recovery-tries-too-many'])
    house.setNow(start + hoursMs(24))
    expect(granted(await house.perform(someone(), 'recover-group', { code, birth })).group).toBe(
      group,
    )

    const guesser = someone()
    const names: string[][] = []
    for (let n = 0; n < 11; n++) {
      const guess = house.world.vault.recovery.code(house.world.newId(), 1)
      names.push(namesOf(await house.perform(guesser, 'recover-group', { code: guess, birth })))
    }
    expect(names.at(9)).toEqual(['recovery-refused'])
    expect(names.at(10)).toEqual(['recovery-tries-too-many'])
  })

  it('finds nobody in a group whose key was destroyed', async () => {
    const old = someone()
    const { group } = await registered(house, old)
    const code = await codeOf(old, group)
    const { keyId } = await house.db
      .selectFrom('groups')
      .select('keyId')
      .where('id', '=', group)
      .executeTakeFirstOrThrow()
    await house.world.vault.keys.destroy(keyId)
    const decision = await house.perform(someone(), 'recover-group', { code, birth })
    expect(namesOf(decision)).toEqual(['recovery-refused'])
  })

  it('[I2] the same key gives the same answer, though the code is used up', async () => {
    const [old, fresh] = [someone(), someone()]
    const { group } = await registered(house, old)
    const input = { code: await codeOf(old, group), birth }
    const first = await house.perform(fresh, 'recover-group', input, 'recover-key-1')
    expect(await house.perform(fresh, 'recover-group', input, 'recover-key-1')).toEqual(first)
    expect(granted(first).group).toBe(group)
  })

  it('keeps no code and no birth date in records, keys or tries', async () => {
    const [old, fresh] = [someone(), someone()]
    const { group } = await registered(house, old)
    const code = await codeOf(old, group)
    granted(await house.perform(fresh, 'recover-group', { code, birth }))
    const tables = ['records', 'keys', 'tries', 'notices'] as const
    const rows = await Promise.all(
      tables.map((table) => house.db.selectFrom(table).selectAll().execute()),
    )
    const text = JSON.stringify(rows)
    expect(text).toContain(group)
    expect([code, code.replaceAll('-', ''), '1988'].filter((one) => text.includes(one))).toEqual([])
  })
})
