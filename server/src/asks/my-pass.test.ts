import { readCode } from '@garita/domain/code'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSlot, picked, readyFamily, registered } from '../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../test/house.ts'

describe('my-pass', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  it('[C5] gives the code as printed and a token of ours without a name in it', async () => {
    const who = house.asApplicant(1)
    const slot = await openSlot(house)
    const { group } = await readyFamily(house, who)
    const { appointment } = await picked(house, who, group, slot)
    const pass = granted(await house.ask(who, 'my-pass', { group }))
    const startsAt = Date.UTC(2023, 0, 16, 17)
    expect(pass).toMatchObject({
      appointment,
      port: '2504',
      startsAt,
      state: 'standing',
      members: ['Persona 1 Ejemplo Ficticio', 'Persona 2 Ejemplo Ficticio'],
    })
    expect(pass.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(readCode(pass.code).ok).toBe(true)
    const facts = { appointment, version: 1, port: '2504', startsAt, size: 2 }
    expect(house.world.vault.passes.verify(pass.token)).toMatchObject(facts)
    expect(pass.token).not.toContain('Persona')
  })

  it('[C7] is missing before there is an appointment', async () => {
    const who = house.asApplicant(2)
    const { group } = await registered(house, who)
    const decision = await house.ask(who, 'my-pass', { group })
    expect(namesOf(decision)).toEqual(['appointment-missing'])
  })

  it('[I4] is not for another account', async () => {
    const { group } = await registered(house, house.asApplicant(3))
    const decision = await house.ask(house.asApplicant(4), 'my-pass', { group })
    expect(namesOf(decision)).toEqual(['group-unknown'])
  })
})
