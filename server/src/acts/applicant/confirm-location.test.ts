import type { InputOf } from '@garita/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, registered } from '../../../test/families.ts'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'

type Where = InputOf<'confirm-location'>['where']

describe('confirm-location', () => {
  let house: House
  let group: string
  beforeAll(async () => {
    house = await openHouse()
    group = (await registered(house, house.asApplicant(1))).group
  })
  afterAll(async () => await house.close())

  const confirm = async (where: Where) =>
    await house.perform(house.asApplicant(1), 'confirm-location', { group, where })
  const at = (latitude: number, longitude: number, accuracyMeters = 12.5): Where => ({
    latitude,
    longitude,
    accuracyMeters,
  })
  const kept = async () =>
    await house.db
      .selectFrom('groups')
      .select(['verdict', 'verdictState', 'verdictAccuracyMeters', 'verdictAt'])
      .where('id', '=', group)
      .executeTakeFirstOrThrow()

  it('[L1] keeps the verdict, the state and the accuracy of a fix, and no coordinates', async () => {
    expect(granted(await confirm(at(32.5149123, -117.0382456)))).toEqual({
      group,
      verdict: 'in',
      state: 'BCN',
    })
    expect(await kept()).toEqual({
      verdict: 'in',
      verdictState: 'BCN',
      verdictAccuracyMeters: 13,
      verdictAt: house.world.now(),
    })
    const bytes = await bytesOf(house, group)
    expect(['32.51', '117.03'].filter((text) => bytes.includes(Buffer.from(text)))).toEqual([])
  })

  it('[L2] is in doubt a little outside, and out far outside, refusing neither', async () => {
    expect(granted(await confirm(at(18.92, -99.23))).verdict).toBe('doubt')
    expect(granted(await confirm(at(14.9, -92.26)))).toMatchObject({ verdict: 'out', state: 'CHP' })
    expect((await kept()).verdict).toBe('out')
  })

  it('[L3] refuses an accuracy worse than 50 km, and keeps what stood', async () => {
    await confirm(at(32.5149, -117.0382))
    expect(namesOf(await confirm(at(32.5149, -117.0382, 50_001)))).toEqual(['no-fix'])
    expect((await kept()).verdict).toBe('in')
  })

  it('[L4] takes a stated municipality, and seals it', async () => {
    const decision = await confirm({ state: 'SON', municipality: 'Municipio Ejemplo' })
    expect(granted(decision)).toEqual({ group, verdict: 'stated', state: 'SON' })
    expect((await bytesOf(house, group)).includes(Buffer.from('Municipio Ejemplo'))).toBe(false)
    const south = await confirm({ state: 'CHP', municipality: 'Municipio Ejemplo' })
    expect(granted(south).verdict).toBe('out')
  })

  it('keeps the contact beside the municipality', async () => {
    await confirm({ state: 'SON', municipality: 'Municipio Ejemplo' })
    const shown = granted(await house.ask(house.asApplicant(1), 'my-group', { group }))
    expect(shown.contact.phone).toBe('+526640000012')
  })

  it('refuses a state that Mexico does not have', async () => {
    const decision = await confirm({ state: 'XYZ', municipality: 'Municipio Ejemplo' })
    expect(namesOf(decision)).toEqual(['state-unknown'])
  })

  it('[I4] answers another’s group as unknown', async () => {
    const input = { group, where: at(32.5, -117) }
    const decision = await house.perform(house.asApplicant(2), 'confirm-location', input)
    expect(namesOf(decision)).toEqual(['group-unknown'])
  })

  it('[I2] the same key gives the same answer, another place under it is refused', async () => {
    const who = house.asApplicant(1)
    const input = { group, where: at(32.5149, -117.0382) }
    const first = await house.perform(who, 'confirm-location', input, 'where-key-1')
    expect(await house.perform(who, 'confirm-location', input, 'where-key-1')).toEqual(first)
    const elsewhere = { group, where: at(14.9, -92.26) }
    const reused = await house.perform(who, 'confirm-location', elsewhere, 'where-key-1')
    expect(namesOf(reused)).toEqual(['key-reused'])
  })
})
