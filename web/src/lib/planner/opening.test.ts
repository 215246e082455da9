import { portOf } from '@garita/domain/port'
import { rulesAtLaunch } from '@garita/domain/programme'
import { wallTimeOf } from '@garita/domain/time'
import { expect, test } from 'vitest'
import { planOpening, readOpening, readRules, standingAfter, type TypedOpening } from './opening.ts'

const typed: TypedOpening = {
  port: '2402',
  from: '2023-01-16',
  to: '2023-01-22',
  weekdays: ['3', '1'],
  times: [
    { time: '09:00', places: '40' },
    { time: '14:00', places: '20' },
  ],
  kind: 'general',
}
const now = Date.parse('2023-01-10T18:00:00Z')
const elPaso = portOf('2402')
const wallTime = (at = 0) => wallTimeOf(at, 'America/Denver')
const plan = (
  change: Partial<TypedOpening> = {},
  standing: Parameters<typeof planOpening>[2] = [],
) => planOpening(readOpening({ ...typed, ...change }), elPaso, standing, now, rulesAtLaunch)

test('each day of the template is shown with its times and places, and what they come to', () => {
  const planned = plan()
  expect(planned).toMatchObject({ kind: 'plan', slots: 4, places: 120, kept: 0 })
  if (planned.kind !== 'plan') return
  expect(planned.days.map(({ day }) => day)).toEqual(['2023-01-16', '2023-01-18'])
  expect(
    planned.days[0]?.slots.map(({ startsAt, places }) => [wallTime(startsAt), places]),
  ).toEqual([
    ['09:00', 40],
    ['14:00', 20],
  ])
})

test('[S13] what stands already is shown as it stands and not counted as opened', () => {
  const standing = {
    slot: '2402-2023-01-16-0900',
    startsAt: Date.parse('2023-01-16T16:00:00Z'),
    places: 25,
    left: 3,
    waiting: 0,
    urgent: 0,
    kind: 'general',
    open: true,
  } as const
  const planned = plan({}, [standing])
  expect(planned).toMatchObject({ slots: 3, places: 80, kept: 1 })
  expect(planned.kind === 'plan' && planned.days[0]?.slots[0]?.standing).toBe(25)
})

test('[S13] a general slot leaves room for an urgent one at the same time', () => {
  const standing = {
    slot: '2402-2023-01-16-0900',
    startsAt: Date.parse('2023-01-16T16:00:00Z'),
    places: 25,
    left: 3,
    waiting: 0,
    urgent: 0,
    kind: 'general',
    open: true,
  } as const
  expect(plan({ kind: 'urgent' }, [standing])).toMatchObject({ slots: 4, kept: 0 })
})

test('[S11] an hour that the clocks skip in spring is shown as the one that there is', () => {
  const times = [{ time: '02:30', places: '20' }]
  const planned = plan({ from: '2023-03-12', to: '2023-03-12', weekdays: ['7'], times })
  expect(planned.kind === 'plan' && wallTime(planned.days[0]?.slots[0]?.startsAt)).toBe('03:30')
})

test('[S13] what was opened stands when the same is planned again', () => {
  const before = plan()
  const standing = before.kind === 'plan' ? standingAfter(before.days, 'general') : []
  expect(plan({ to: '2023-01-23' }, standing)).toMatchObject({ slots: 2, places: 60, kept: 4 })
})

test('[S7] [S10] what the server would refuse is refused at once, with every reason', () => {
  const times = [{ time: '09:00', places: '19' }]
  const planned = plan({ times, from: '2023-01-20', to: '2023-01-16' })
  expect(planned.kind === 'refused' && planned.reasons.map(({ name }) => name)).toEqual([
    'places-too-few',
    'range-backwards',
  ])
})

test('while something is missing or is no number there is no plan', () => {
  expect(plan({ weekdays: [] })).toEqual({ kind: 'unfinished' })
  expect(plan({ from: '' })).toEqual({ kind: 'unfinished' })
  expect(plan({ times: [] })).toEqual({ kind: 'unfinished' })
  expect(plan({ times: [{ time: '09:00', places: 'many' }] })).toEqual({ kind: 'unfinished' })
})

test('the rules in force are read with their instant as a number', () => {
  const answer = { version: '2', inForceFrom: '2023-02-01T00:00:00.000Z', slotPlacesMinimum: 30 }
  const rules = readRules(answer)
  expect(rules).toMatchObject({
    version: '2',
    inForceFrom: Date.UTC(2023, 1, 1),
    slotPlacesMinimum: 30,
    openRangeDaysLimit: 92,
  })
})
