import type { InputOf } from '@garita/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'
import { findStaff, listStaff } from '../../store/staff.ts'

describe('the acts of staff administration and of sign-in', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  const add = async (over: Partial<InputOf<'add-staff'>> = {}) =>
    await house.perform(house.asAdministration(), 'add-staff', {
      account: 'ana',
      role: 'officer',
      ports: ['2504'],
      ...over,
    })
  const change = async (input: InputOf<'change-staff'>) =>
    await house.perform(house.asAdministration(), 'change-staff', input)
  const remove = async (account: string) =>
    await house.perform(house.asAdministration(), 'remove-staff', { account })

  const factsOf = async (act: string) =>
    (
      await house.db
        .selectFrom('records')
        .select('facts')
        .where('act', '=', act)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
    ).facts

  it('adds, changes and removes, and records each with what changed', async () => {
    expect(granted(await add())).toEqual({ account: 'ana' })
    expect(await findStaff(house.db, 'ana')).toMatchObject({ role: 'officer', ports: ['2504'] })
    granted(await change({ account: 'ana', ports: ['2503', '2402'] }))
    expect(await factsOf('change-staff')).toEqual({
      account: 'ana',
      ports: ['2503', '2402'],
      portsBefore: ['2504'],
    })
    granted(await change({ account: 'ana', reset: true }))
    expect(await factsOf('change-staff')).toEqual({ account: 'ana', reset: true })
    expect(await findStaff(house.db, 'ana')).toMatchObject({ ports: ['2503', '2402'] })
    granted(await remove('ana'))
    expect(await findStaff(house.db, 'ana')).toBeUndefined()
    expect(namesOf(await remove('ana'))).toEqual(['staff-unknown'])
  })

  it('[W2] takes back who had been removed, and refuses who is there', async () => {
    granted(await add({ account: 'beto', role: 'planner', ports: [] }))
    expect(namesOf(await add({ account: 'beto' }))).toEqual(['staff-known'])
    granted(await remove('beto'))
    granted(await add({ account: 'beto', role: 'supervisor', ports: ['2301'] }))
    expect(await listStaff(house.db)).toMatchObject([{ accountId: 'beto', role: 'supervisor' }])
  })

  it('[W1] refuses officers and supervisors without a port', async () => {
    for (const role of ['officer', 'supervisor'] as const) {
      expect(namesOf(await add({ account: 'carla', role, ports: [] }))).toEqual(['ports-missing'])
    }
    granted(await add({ account: 'carla' }))
    expect(namesOf(await change({ account: 'carla', ports: [] }))).toEqual(['ports-missing'])
    expect(namesOf(await change({ account: 'nobody', reset: true }))).toEqual(['staff-unknown'])
  })

  it('is the administration’s alone', async () => {
    const decision = await house.perform(house.asSupervisor('2504'), 'remove-staff', {
      account: 'carla',
    })
    expect(namesOf(decision)).toEqual(['not-permitted'])
  })

  it('records sign-in, sign-out and failed tries, with nobody’s address', async () => {
    const accounts = { kind: 'accounts' as const, account: 'accounts', ports: [] }
    const input = { account: 'carla', session: 'session-1' }
    granted(await house.perform(accounts, 'sign-in', input))
    expect(await factsOf('sign-in')).toEqual(input)
    granted(await house.perform(accounts, 'sign-out', input))
    expect(await factsOf('sign-out')).toEqual(input)
    granted(await house.perform(accounts, 'fail-sign-in', { account: null, why: 'code-wrong' }))
    expect(await factsOf('fail-sign-in')).toEqual({ account: null, why: 'code-wrong' })
  })
})
