import { expect, test } from 'vitest'
import { canMove, type Found, type OpenSlot, obstacleOf, slotsForToday } from './re-seat.ts'

const found = (where: Found['found'], state: string): Found => ({
  found: where,
  group: null,
  appointment: null,
  code: '7KQ4-M2XR-9D0Z',
  port: '2402',
  startsAt: 0,
  state,
  older: false,
  receiveIn: null,
})

test('[B2] what stands in the way is named, and what was given up or received is not moved', () => {
  expect(obstacleOf(found('here-today', 'standing'))).toBeUndefined()
  expect(obstacleOf(found('here-today', 'done'))).toBeUndefined()
  expect(obstacleOf(found('here-today', 'absent'))).toBe('absent')
  expect(obstacleOf(found('another-day', 'standing'))).toBe('day')
  expect(obstacleOf(found('another-port', 'displaced'))).toBe('port')
  expect(obstacleOf(found('another-day', 'done'))).toBe('done')
  expect(obstacleOf(found('another-port', 'cancelled'))).toBe('cancelled')
  expect((['day', 'port', 'absent', 'displaced'] as const).every(canMove)).toBe(true)
  expect((['cancelled', 'done'] as const).some(canMove)).toBe(false)
})

const zone = 'America/Los_Angeles'
const now = Date.parse('2023-01-15T11:10:00-08:00')
const slot = (time: string, left: number, day = '2023-01-15'): OpenSlot => ({
  slot: `2504-${day}-${time.replace(':', '')}`,
  startsAt: Date.parse(`${day}T${time}:00-08:00`),
  places: 40,
  left,
  waiting: 0,
  urgent: 0,
  kind: 'general',
  open: false,
})

test('[B7] slots of today that have places and are not over are offered, the nearest to now first', () => {
  const slots = [
    slot('09:00', 5),
    slot('09:30', 5),
    slot('11:00', 2),
    slot('13:00', 0),
    slot('15:00', 9),
    slot('11:00', 9, '2023-01-16'),
  ]
  const offered = slotsForToday(slots, zone, now, 120).map((one) => one.slot)
  expect(offered).toEqual(['2504-2023-01-15-1100', '2504-2023-01-15-0930', '2504-2023-01-15-1500'])
})

test('[B7] a slot is over when its grace period ends', () => {
  const slots = [slot('09:10', 5)]
  expect(slotsForToday(slots, zone, now, 120)).toEqual([])
  expect(slotsForToday(slots, zone, now - 1, 120)).toHaveLength(1)
})
