import type { InputOf } from '@garita/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { granted, type House, namesOf, openHouse } from '../../../test/house.ts'

type Input = InputOf<'plan-places'>

const slotAt = (time: string, places: number) => ({ kind: 'general' as const, time, places })

describe('plan-places', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(async () => await house.close())

  const input = (over: Partial<Input> = {}): Input => ({
    port: '2402',
    from: '2023-01-16',
    to: '2023-01-22',
    templates: [
      {
        weekdays: [1, 2, 3, 4, 5],
        kind: 'general',
        times: [
          { time: '09:00', places: 40 },
          { time: '13:00', places: 20 },
        ],
      },
      { weekdays: [1], kind: 'urgent', times: [{ time: '09:00', places: 20 }] },
    ],
    exceptions: [{ day: '2023-01-21', slots: [slotAt('10:00', 30)] }],
    holidays: ['2023-01-17'],
    reason: 'Plan de ejemplo',
    ...over,
  })
  const plan = async (over: Partial<Input> = {}) =>
    await house.perform(house.asPlanner(), 'plan-places', input(over))

  it('[S19] [S20] opens templates, exceptions and no holiday; again, it keeps and counts what differs', async () => {
    expect(granted(await plan())).toEqual({
      ...{ opened: 10, places: 290 },
      ...{ kept: 0, differing: 0, unplanned: 0 },
    })
    const templates = [
      { weekdays: [1], kind: 'general' as const, times: [{ time: '09:00', places: 60 }] },
    ]
    expect(granted(await plan({ templates, exceptions: [], to: '2023-01-23' }))).toEqual({
      ...{ opened: 1, places: 60 },
      ...{ kept: 1, differing: 1, unplanned: 9 },
    })
    const kept = await house.db
      .selectFrom('slots')
      .select('places')
      .where('id', '=', '2402-2023-01-16-0900')
      .executeTakeFirstOrThrow()
    expect(kept.places).toBe(40)
  })

  it('[S21] everybody sees one line a day, with what the day had before and the reason', async () => {
    const { changes } = granted(
      await house.ask(house.asPublic(), 'place-changes', { port: '2402' as const }),
    )
    const days = changes.map(({ day, kind, before, after }) => [day, kind, before, after])
    expect(days).toEqual([
      ['2023-01-23', 'planned', 0, 60],
      ['2023-01-21', 'planned', 0, 30],
      ['2023-01-20', 'planned', 0, 60],
      ['2023-01-19', 'planned', 0, 60],
      ['2023-01-18', 'planned', 0, 60],
      ['2023-01-16', 'planned', 0, 80],
    ])
    expect(new Set(changes.map((one) => one.reason))).toEqual(new Set(['Plan de ejemplo']))
    const older = { before: String(changes[0]?.id) }
    const rest = granted(await house.ask(house.asPublic(), 'place-changes', older))
    expect(rest.changes).toEqual(changes.slice(1))
  })

  it('[S17] what is beyond the horizon waits for its own draw, what is near does not', async () => {
    granted(await plan({ from: '2023-02-06', to: '2023-02-06', exceptions: [], holidays: [] }))
    const rows = await house.db
      .selectFrom('slots')
      .select(['id', 'waiting', 'urgent', 'drawnAt'])
      .where('id', 'in', ['2402-2023-02-06-0900', '2402-2023-02-06-0900-u', '2402-2023-01-18-0900'])
      .orderBy('id')
      .execute()
    expect(rows.map(({ waiting, urgent, drawnAt }) => [waiting, urgent, drawnAt === null])).toEqual(
      [
        [0, 0, false],
        [40, 0, true],
        [0, 20, false],
      ],
    )
  })

  it.each<[string, Partial<Input>]>([
    ['places-too-few', { exceptions: [{ day: '2023-01-21', slots: [slotAt('10:00', 19)] }] }],
    ['places-too-many', { exceptions: [{ day: '2023-01-21', slots: [slotAt('10:00', 200_001)] }] }],
    ['day-impossible', { from: '2023-02-31', to: '2023-03-02', exceptions: [], holidays: [] }],
    ['day-repeated', { holidays: ['2023-01-21'] }],
    ['day-outside-range', { holidays: ['2023-01-15'] }],
    ['range-backwards', { from: '2023-01-22', to: '2023-01-21', exceptions: [], holidays: [] }],
    ['range-too-long', { to: '2023-12-17' }],
    ['range-past', { from: '2023-01-09' }],
    ['template-empty', { templates: [], exceptions: [] }],
    [
      'weekday-repeated',
      { templates: [...input().templates, { weekdays: [5], kind: 'general', times: [] }] },
    ],
    [
      'time-repeated',
      { exceptions: [{ day: '2023-01-21', slots: [slotAt('10:00', 20), slotAt('10:00', 30)] }] },
    ],
  ])('refuses %s and opens nothing', async (name, over) => {
    const before = await countSlots()
    expect(namesOf(await plan(over))).toEqual([name])
    expect(await countSlots()).toBe(before)
  })

  async function countSlots(): Promise<number> {
    const { count } = await house.db
      .selectFrom('slots')
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  }
})
