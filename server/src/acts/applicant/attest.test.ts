import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bytesOf, child, person, registered } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import type { Who } from '../../act.ts'

const start = Date.UTC(2023, 0, 10, 18)

describe('attest', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())
  beforeEach(() => house.setNow(start))

  const adult = () => person(1)
  const attested = async (group: string) =>
    await house.db
      .selectFrom('groups')
      .select(['attestedAt', 'attestedLanguage', 'attestedRules', 'pressing'])
      .where('id', '=', group)
      .executeTakeFirstOrThrow()

  it('[A5] keeps when, in which language and under which rules it was said', async () => {
    const who = house.asApplicant(1)
    const { group, members } = await registered(house, who, adult())
    const said = [
      { member: members[0] ?? '', criteria: ['pregnancy' as const], preferToSay: false },
    ]
    const value = granted(await house.perform(who, 'attest', { group, language: 'en', said }))
    expect(value).toEqual({ group, qualified: true })
    expect(await attested(group)).toEqual({
      attestedAt: start,
      attestedLanguage: 'en',
      attestedRules: house.world.rulesAt(start).version,
      pressing: true,
    })
    const shown = granted(await house.ask(who, 'my-group', { group }))
    expect(shown.said).toEqual([
      { member: members[0], criteria: ['pregnancy'], derived: [], preferToSay: false },
    ])
    expect((await bytesOf(house, group)).includes(Buffer.from('pregnancy'))).toBe(false)
  })

  it('[A4] to prefer to say it at the port counts, and is not pressing', async () => {
    const who = house.asApplicant(2)
    const { group, members } = await registered(house, who, adult())
    const said = [{ member: members[0] ?? '', criteria: [], preferToSay: true }]
    granted(await house.perform(who, 'attest', { group, language: 'es', said }))
    expect((await attested(group)).pressing).toBe(false)
  })

  it('[A2] who is under 21 that day qualifies unasked, and [A6] keeps it when attesting again', async () => {
    const who = house.asApplicant(3)
    const birth = { year: 2002, month: 1, day: 11, approximate: false }
    const { group, members } = await registered(house, who, person(1, { birth }))
    granted(await house.perform(who, 'attest', { group, language: 'es', said: [] }))
    house.setNow(start + 40 * 86_400_000)
    const said = [{ member: members[0] ?? '', criteria: ['illness' as const], preferToSay: false }]
    granted(await house.perform(who, 'attest', { group, language: 'es', said }))
    const shown = granted(await house.ask(who, 'my-group', { group }))
    expect(shown.said[0]).toMatchObject({ criteria: ['illness'], derived: ['under-21'] })
    expect(shown.history).toEqual([
      { at: start + 40 * 86_400_000, fields: [`${members[0]}/attestation`] },
    ])
  })

  it('[A8] takes the day of the port nearest to the state that the group is in', async () => {
    const birth = { year: 2002, month: 1, day: 11, approximate: false }
    const attestIn = async (who: Who, state: string | null) => {
      const { group } = await registered(house, who, person(1, { birth }))
      const placed = { verdictState: state }
      await house.db.updateTable('groups').set(placed).where('id', '=', group).execute()
      return namesOf(await house.perform(who, 'attest', { group, language: 'es', said: [] }))
    }
    // Half past midnight at Hidalgo, where it is the 21st birthday; at San Ysidro the day before.
    house.setNow(Date.UTC(2023, 0, 11, 6, 30))
    expect(await attestIn(house.asApplicant(4), 'TAM')).toEqual(['criterion-missing'])
    expect(await attestIn(house.asApplicant(11), 'BCN')).toEqual([])
    expect(await attestIn(house.asApplicant(12), null)).toEqual([])
  })

  it('[A1] refuses a group in which nobody meets a criterion', async () => {
    const who = house.asApplicant(5)
    const { group } = await registered(house, who, adult())
    const decision = await house.perform(who, 'attest', { group, language: 'es', said: [] })
    expect(namesOf(decision)).toEqual(['criterion-missing'])
    expect((await attested(group)).attestedAt).toBeNull()
  })

  it('refuses to speak of somebody who is not in the group', async () => {
    const who = house.asApplicant(6)
    const { group } = await registered(house, who, adult(), child(2))
    const stranger = await registered(house, house.asApplicant(7), adult())
    const said = [{ member: stranger.members[0] ?? '', criteria: [], preferToSay: true }]
    const decision = await house.perform(who, 'attest', { group, language: 'es', said })
    expect(namesOf(decision)).toEqual(['member-unknown'])
  })

  it('[I4] answers another’s group as unknown', async () => {
    const { group } = await registered(house, house.asApplicant(8), adult(), child(2))
    const input = { group, language: 'es' as const, said: [] }
    expect(namesOf(await house.perform(house.asApplicant(9), 'attest', input))).toEqual([
      'group-unknown',
    ])
  })

  it('[I2] the same key gives the same answer', async () => {
    const who = house.asApplicant(10)
    const { group } = await registered(house, who, adult(), child(2))
    const input = { group, language: 'es' as const, said: [] }
    const first = await house.perform(who, 'attest', input, 'attest-key-1')
    house.setNow(start + 1000)
    expect(await house.perform(who, 'attest', input, 'attest-key-1')).toEqual(first)
    expect((await attested(group)).attestedAt).toBe(start)
  })
})
