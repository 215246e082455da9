import type { InputOf } from '@garita/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'

type Input = InputOf<'open-places'>

describe('open-places', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  const input = (over: Partial<Input> = {}): Input => ({
    port: '2504',
    weekdays: [1, 2, 3, 4, 5],
    times: [
      { time: '09:00', places: 20 },
      { time: '10:30', places: 30 },
    ],
    from: '2023-01-16',
    to: '2023-01-22',
    kind: 'general',
    ...over,
  })
  const open = async (over: Partial<Input> = {}) =>
    await house.perform(house.asPlanner(), 'open-places', input(over))

  it('opens the template on its weekdays, and keeps what is there when it is opened again', async () => {
    expect(granted(await open())).toEqual({ opened: 10, places: 250, kept: 0 })
    expect(granted(await open({ to: '2023-01-23' }))).toEqual({ opened: 2, places: 50, kept: 10 })
    const slot = await house.db
      .selectFrom('slots')
      .selectAll()
      .where('id', '=', '2504-2023-01-16-1030')
      .executeTakeFirstOrThrow()
    expect(slot).toMatchObject({
      port: '2504',
      day: '2023-01-16',
      startsAt: Date.UTC(2023, 0, 16, 18, 30),
      places: 30,
      taken: 0,
      kind: 'general',
      closedAt: null,
    })
  })

  it('opens the urgent lane beside the general one', async () => {
    const value = granted(await open({ kind: 'urgent', to: '2023-01-16' }))
    expect(value).toEqual({ opened: 2, places: 50, kept: 0 })
    const ids = await house.db
      .selectFrom('slots')
      .select('id')
      .where('kind', '=', 'urgent')
      .execute()
    expect(ids.map((row) => row.id).sort()).toEqual([
      '2504-2023-01-16-0900-u',
      '2504-2023-01-16-1030-u',
    ])
  })

  // The clocks of El Paso skip 02:00–03:00 on 12 March; those of Nogales never change.
  it('[S11] opens one slot for the hour that El Paso skips and two at Nogales', async () => {
    house.setNow(Date.UTC(2023, 2, 1, 18))
    const night = {
      weekdays: [7],
      times: [
        { time: '02:30', places: 20 },
        { time: '03:30', places: 40 },
      ],
      from: '2023-03-12',
      to: '2023-03-12',
    }
    expect(granted(await open({ ...night, port: '2402' }))).toMatchObject({ opened: 1, places: 40 })
    expect(granted(await open({ ...night, port: '2604' }))).toMatchObject({ opened: 2, places: 60 })
    house.setNow(Date.UTC(2023, 0, 10, 18))
  })

  it.each<[string, Partial<Input>]>([
    ['places-too-few', { times: [{ time: '09:00', places: 19 }] }],
    ['places-too-many', { times: [{ time: '09:00', places: 200_001 }] }],
    ['day-impossible', { from: '2023-02-31', to: '2023-03-02' }],
    ['range-backwards', { from: '2023-01-18', to: '2023-01-17' }],
    ['range-too-long', { from: '2023-01-18', to: '2023-12-17' }],
    ['range-past', { from: '2023-01-09' }],
    ['template-empty', { weekdays: [6], to: '2023-01-18' }],
    [
      'time-repeated',
      {
        times: [
          { time: '09:00', places: 20 },
          { time: '09:00', places: 20 },
        ],
      },
    ],
  ])('refuses %s and opens nothing', async (name, over) => {
    const before = await countSlots()
    expect(namesOf(await open(over))).toEqual([name])
    expect(await countSlots()).toBe(before)
  })

  it('is the planner’s alone', async () => {
    const decision = await house.perform(house.asOfficer('2504'), 'open-places', input())
    expect(namesOf(decision)).toEqual(['not-permitted'])
  })

  async function countSlots(): Promise<number> {
    const { count } = await house.db
      .selectFrom('slots')
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  }
})
