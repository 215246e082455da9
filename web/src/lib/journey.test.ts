import { describe, expect, test } from 'vitest'
import { firstWithoutPhoto, headOf, photosDecided, stateName, stepsOf } from './journey.ts'
import type { GroupSummary } from './which-group.ts'

const member = (id: string, photo: 'missing' | 'sent' | 'at-port') => ({
  member: id,
  givenNames: id,
  photo,
  photoId: null,
})
const located = (verdict: 'in' | 'out', stale: boolean): GroupSummary['location'] => ({
  verdict,
  state: 'BCN',
  confirmedAt: 1,
  stale,
  settled: false,
})
const group = (change: Partial<GroupSummary> = {}): GroupSummary => ({
  group: 'g',
  registeredAt: 1,
  opensAt: null,
  size: 2,
  firstPerson: 'Ejemplo 1',
  next: 'attest',
  members: [member('a', 'sent'), member('b', 'missing')],
  attestedAt: null,
  location: null,
  appeal: null,
  request: null,
  offer: null,
  trouble: null,
  appointment: null,
  sharesTraveler: false,
  sharing: 'none',
  ...change,
})
const states = (change: Partial<GroupSummary>) => stepsOf(group(change)).map(({ state }) => state)

describe('headOf', () => {
  test('is the next step where nothing is special', () => {
    expect(headOf(group())).toBe('attest')
    expect(headOf(group({ next: 'confirm-location' }))).toBe('confirm-location')
  })

  test('tells a location that is stale or outside from one that is missing', () => {
    const next = 'confirm-location'
    expect(headOf(group({ next, location: located('in', true) }))).toBe('location-stale')
    expect(headOf(group({ next, location: located('out', false) }))).toBe('location-out')
  })

  test('[V3] a group that is not open yet says only that', () => {
    expect(headOf(group({ opensAt: 5, next: 'pass' }))).toBe('waiting')
  })

  test('an hour that the port cancelled is not shown as one to come to', () => {
    const appointment = {
      appointment: 'x',
      slot: '2504-2023-01-18-0900',
      port: '2504' as const,
      startsAt: 1,
      state: 'displaced' as const,
    }
    expect(headOf(group({ next: 'pass', appointment }))).toBe('displaced')
  })
})

test('an offer is answered first, and a group in the draw is at the step where places are found', () => {
  const offer = {
    offer: 'o',
    because: 'draw' as const,
    draw: '2023-01-11',
    rank: 3,
    slot: '2504-2023-01-25-0900',
    port: '2504' as const,
    startsAt: 1,
    expiresAt: 2,
  }
  expect(headOf(group({ next: 'confirm-location', offer }))).toBe('accept-offer')
  expect(headOf(group({ next: 'await-draw' }))).toBe('await-draw')
  expect(stepsOf(group({ next: 'await-draw' })).at(-1)).toEqual({
    name: 'pick-slot',
    state: 'next',
  })
})

describe('stepsOf', () => {
  test('there is one next step, and what lies behind it is done', () => {
    expect(states({ next: 'add-photo', attestedAt: 1 })).toEqual([
      'done',
      'done',
      'next',
      'todo',
      'todo',
    ])
  })

  test('a stale location is to be confirmed again', () => {
    const members = [member('a', 'at-port')]
    const location = located('in', true)
    expect(states({ next: 'confirm-location', attestedAt: 1, members, location })).toEqual([
      'done',
      'done',
      'done',
      'next',
      'todo',
    ])
  })

  test('[J1] with an appointment everything is done, whatever lapsed since', () => {
    expect(states({ next: 'pass', attestedAt: 1, location: located('in', true) })).toEqual(
      Array.from({ length: 5 }, () => 'done'),
    )
  })
})

test('photos count once decided, also where the port shall take them', () => {
  const members = [member('a', 'at-port'), member('b', 'missing'), member('c', 'sent')]
  expect(photosDecided(group({ members }))).toBe(2)
  expect(firstWithoutPhoto(group({ members }))?.member).toBe('b')
})

test('a state is called by its name, and an unknown one by none', () => {
  expect(stateName('BCN')).toBe('Baja California')
  expect(stateName('XXX')).toBeUndefined()
  expect(stateName(null)).toBeUndefined()
})
