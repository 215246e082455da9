import { readRecoveryCode } from '@garita/domain/code'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registered } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'

describe('recovery-code', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  it('[C4] is the same each time, in groups of four, and another for another group', async () => {
    const who = house.asApplicant(1)
    const [one, other] = [await registered(house, who), await registered(house, who)]
    const codeOf = async (group: string) =>
      granted(await house.ask(who, 'recovery-code', { group })).code
    const code = await codeOf(one.group)
    expect(code).toMatch(/^(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}$/)
    expect(readRecoveryCode(code).ok).toBe(true)
    expect(await codeOf(one.group)).toBe(code)
    expect(await codeOf(other.group)).not.toBe(code)
  })

  it('[I4] is not for another account', async () => {
    const { group } = await registered(house, house.asApplicant(2))
    const decision = await house.ask(house.asApplicant(3), 'recovery-code', { group })
    expect(namesOf(decision)).toEqual(['group-unknown'])
  })
})
