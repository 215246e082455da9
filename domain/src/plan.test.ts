import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePlan, type Plan, planPlaces } from './plan.ts'
import type { Port } from './port.ts'
import { portOf } from './port.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import { opened } from './room.ts'
import { slotIdOf } from './slot-id.ts'
import { addDays, dayOf, instantOf, type Weekday, wallTimeOf, weekdayOf } from './time.ts'

const portNamed = (code: string): Port => {
  const port = portOf(code)
  if (!port) throw new Error(`no port ${code}`)
  return port
}
const elPaso = portNamed('2402')
const nogales = portNamed('2604')
const now = instantOf('2023-03-01', '09:00', elPaso.zone)

const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const plan = (over: Partial<Plan> = {}): Plan => ({
  from: '2023-03-06',
  to: '2023-03-19',
  templates: [
    { weekdays: [1, 2, 3, 4, 5], kind: 'general', times: [{ time: '09:00', places: 40 }] },
    { weekdays: [1], kind: 'urgent', times: [{ time: '09:00', places: 20 }] },
  ],
  exceptions: [],
  holidays: [],
  ...over,
})

const planned = (over: Partial<Plan> = {}, port = elPaso) => {
  const decision = planPlaces(plan(over), port, now, rules)
  if (!decision.ok) throw new Error(decision.reasons.map(({ name }) => name).join(' '))
  return decision.value
}
const ids = (over: Partial<Plan> = {}, port = elPaso) => planned(over, port).map(slotIdOf)
const names = (over: Partial<Plan>) => {
  const decision = planPlaces(plan(over), elPaso, now, rules)
  return decision.ok ? [] : decision.reasons.map(({ name }) => name)
}

describe('a plan', () => {
  it('[S19] opens each weekday’s templates, the urgent lane beside the general one', () => {
    expect(ids({ to: '2023-03-07' })).toEqual([
      '2402-2023-03-06-0900',
      '2402-2023-03-06-0900-u',
      '2402-2023-03-07-0900',
    ])
    expect(ids()).toHaveLength(12)
  })

  it('[S19] a holiday has nothing, and an exception has its own instead of the weekday’s', () => {
    const slots = [{ kind: 'general' as const, time: '13:00', places: 25 }]
    expect(
      ids({
        to: '2023-03-08',
        holidays: ['2023-03-07'],
        exceptions: [{ day: '2023-03-06', slots }],
      }),
    ).toEqual(['2402-2023-03-06-1300', '2402-2023-03-08-0900'])
    // A Saturday may have what its weekday has not, and a day of nothing is a day of nothing.
    const exceptions = [
      { day: '2023-03-11', slots },
      { day: '2023-03-06', slots: [] },
    ]
    expect(ids({ to: '2023-03-11', exceptions }).at(-1)).toBe('2402-2023-03-11-1300')
    expect(ids({ to: '2023-03-06', exceptions: [], holidays: [] })).toHaveLength(2)
  })

  // The clocks of El Paso skip 02:00–03:00 on 12 March 2023; those of Nogales never change.
  it('[S11] opens one slot for the hour that El Paso skips, and two at Nogales', () => {
    const night: Partial<Plan> = {
      from: '2023-03-12',
      to: '2023-03-12',
      templates: [
        {
          weekdays: [7],
          kind: 'general',
          times: [
            { time: '02:30', places: 20 },
            { time: '03:30', places: 40 },
          ],
        },
      ],
    }
    expect(planned(night).map(({ places }) => places)).toEqual([40])
    expect(planned(night, nogales).map(({ places }) => places)).toEqual([20, 40])
  })

  it('[S11] every slot starts when the port’s own clock shows a time of the plan, on both days that change', () => {
    const times = fc.uniqueArray(
      fc.record({ hour: fc.nat({ max: 23 }), minute: fc.constantFrom(0, 15, 30, 45) }),
      { minLength: 1, maxLength: 12, selector: ({ hour, minute }) => hour * 60 + minute },
    )
    const around = fc.constantFrom('2023-03-10', '2023-11-03')
    fc.assert(
      fc.property(times, around, fc.constantFrom(elPaso, nogales), (list, from, port) => {
        const said = list.map(({ hour, minute }) => ({
          time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
          places: 20,
        }))
        const decision = planPlaces(
          {
            ...{ from, to: addDays(from, 4), exceptions: [], holidays: [] },
            templates: [{ weekdays: everyDay, kind: 'general', times: said }],
          },
          port,
          now,
          rules,
        )
        if (!decision.ok) throw new Error('refused')
        const slots = decision.value
        const starts = slots.map((slot) => slot.startsAt)
        expect(new Set(starts).size).toBe(starts.length)
        expect([...starts].sort((a, b) => a - b)).toEqual(starts)
        const skipped = slots.filter(
          ({ startsAt }) => !said.some(({ time }) => time === wallTimeOf(startsAt, port.zone)),
        )
        // Only in the hour after the one that was skipped, and never at Nogales.
        for (const slot of skipped) {
          expect(dayOf(slot.startsAt, port.zone)).toBe('2023-03-12')
          expect(wallTimeOf(slot.startsAt, port.zone)).toMatch(/^03:/)
        }
        if (port === nogales) expect(slots).toHaveLength(5 * said.length)
      }),
    )
  })

  it('[S19] each planned day is in the range, of a weekday with a template, and no holiday', () => {
    const day = fc.nat({ max: 13 }).map((count) => addDays('2023-03-06', count))
    fc.assert(
      fc.property(fc.uniqueArray(day, { maxLength: 10 }), (holidays) => {
        const decision = planPlaces(plan({ holidays }), elPaso, now, rules)
        const slots = decision.ok ? decision.value : []
        for (const { startsAt } of slots) {
          const at = dayOf(startsAt, elPaso.zone)
          expect(holidays).not.toContain(at)
          expect(at >= '2023-03-06' && at <= '2023-03-19').toBe(true)
          expect(weekdayOf(at)).toBeLessThanOrEqual(5)
        }
      }),
    )
  })

  it('leaves out starts that passed today', () => {
    expect(ids({ from: '2023-03-01', to: '2023-03-02' })).toEqual(['2402-2023-03-02-0900'])
  })

  it.each<[string, Partial<Plan>]>([
    ['places-too-few', { exceptions: [{ day: '2023-03-06', slots: [slotOf(19)] }] }],
    ['places-too-many', { exceptions: [{ day: '2023-03-06', slots: [slotOf(200_001)] }] }],
    ['day-impossible', { to: '2023-02-30' }],
    ['day-repeated', { holidays: ['2023-03-06', '2023-03-06'] }],
    ['day-outside-range', { holidays: ['2023-03-20'] }],
    ['range-backwards', { from: '2023-03-20' }],
    ['range-too-long', { to: '2023-06-20' }],
    ['range-past', { from: '2023-02-28' }],
    ['template-empty', { templates: [] }],
    [
      'weekday-repeated',
      { templates: [...plan().templates, { weekdays: [5], kind: 'general', times: [] }] },
    ],
    ['time-repeated', { exceptions: [{ day: '2023-03-06', slots: [slotOf(20), slotOf(30)] }] }],
  ])('[S19] is refused as %s', (name, over) => {
    expect(names(over)).toEqual([name])
  })

  it('[S20] tells what is kept, what differs, and what the plan does not have', () => {
    const there = planned({ to: '2023-03-08' }).map((slot) =>
      opened({ ...slot, id: slotIdOf(slot) }, false, now, rules),
    )
    const [first, ...rest] = there
    if (!first) throw new Error('nothing planned')
    const other = planned({ to: '2023-03-07', holidays: ['2023-03-07'] })
    const changed = [{ ...first, places: 60 }, ...rest]
    expect(comparePlan(other, changed, now)).toEqual({ kept: 2, differing: 1, unplanned: 2 })
    // What passed or was closed is nobody's plan any more.
    const over = changed.map((slot) => ({ ...slot, closedAt: now }))
    expect(comparePlan(other, over, now)).toMatchObject({ unplanned: 0 })
  })
})

function slotOf(places: number) {
  return { kind: 'general' as const, time: '10:00', places }
}
