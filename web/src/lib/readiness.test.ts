import { expect, test } from 'vitest'
import { askingOf, lacksOf, pageAfterLocation } from './readiness.ts'
import type { GroupSummary } from './which-group.ts'

const appointment = (
  state: 'standing' | 'displaced' | 'cancelled',
): GroupSummary['appointment'] => ({
  appointment: 'a',
  slot: '2504-2023-01-18-0900',
  port: '2504',
  startsAt: 1,
  state,
})
const request: GroupSummary['request'] = {
  request: 'r',
  state: 'standing',
  ports: ['2504'],
  ruledOut: [],
  madeAt: 1,
  expiresAt: 2,
  expiresSoon: false,
}
const ready: GroupSummary = {
  group: 'g',
  registeredAt: 1,
  opensAt: null,
  size: 1,
  firstPerson: 'Ejemplo 1',
  next: 'pick-slot',
  members: [{ member: 'm', givenNames: 'Ejemplo 1', photo: 'at-port', photoId: null }],
  attestedAt: 1,
  location: { verdict: 'doubt', state: 'MOR', confirmedAt: 1, stale: false, settled: false },
  appeal: null,
  request: null,
  offer: null,
  trouble: null,
  appointment: null,
  sharesTraveler: false,
  sharing: 'none',
}
const location = (change: object): GroupSummary['location'] =>
  ready.location && { ...ready.location, ...change }

test('a group that has done everything lacks nothing', () => {
  expect(lacksOf(ready)).toEqual([])
})

test('what is missing comes in the order of the journey', () => {
  const members = ready.members.map((one) => ({ ...one, photo: 'missing' as const }))
  expect(lacksOf({ ...ready, attestedAt: null, members, location: null })).toEqual([
    'attest',
    'add-photo',
    'confirm-location',
  ])
})

test.each([{ stale: true }, { verdict: 'out' }])(
  'a location like %o is to be confirmed',
  (change) => {
    expect(lacksOf({ ...ready, location: location(change) })).toEqual(['confirm-location'])
  },
)

test('who lost an appointment may ask again, who has one may not', () => {
  expect(askingOf(ready)).toBe('free')
  expect(askingOf({ ...ready, request })).toBe('asked')
  expect(askingOf({ ...ready, appointment: appointment('standing') })).toBe('placed')
  expect(askingOf({ ...ready, appointment: appointment('displaced') })).toBe('free')
  expect(askingOf({ ...ready, appointment: appointment('cancelled') })).toBe('free')
})

test('after the location the way goes back to where it came from, and nowhere else', () => {
  expect(pageAfterLocation(ready, 'accept-offer')).toBe('accept-offer')
  expect(pageAfterLocation(ready, '//elsewhere')).toBe('pick-slot')
  expect(pageAfterLocation({ ...ready, request }, null)).toBe('journey')
  expect(pageAfterLocation({ ...ready, appointment: appointment('displaced') }, null)).toBe(
    'change-appointment',
  )
})
