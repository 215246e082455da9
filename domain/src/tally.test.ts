import { describe, expect, it } from 'vitest'
import { ports } from './port.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import type { Slot } from './slot.ts'
import { fewerThan10, tallyPlaces } from './tally.ts'
import { instantOf } from './time.ts'

const zone = 'America/Los_Angeles'
const now = instantOf('2023-01-12', '12:00', zone)
let count = 0
const slot = (day: string, time: string, rest: Partial<Slot> = {}): Slot => ({
  id: `s${++count}`,
  port: '2504',
  startsAt: instantOf(day, time, zone),
  places: 40,
  taken: 10,
  kind: 'general',
  waiting: 0,
  urgent: 0,
  drawnAt: 0,
  closedAt: null,
  ...rest,
})
const line = (port: string, day: string, places: number, given: number, open: number) => ({
  port,
  day,
  places,
  given,
  open,
  waiting: 0,
  urgent: 0,
})

describe('what everyone can see', () => {
  it('[Y1] is a line for each port and day of its own calendar', () => {
    const slots = [
      slot('2023-01-13', '23:30'),
      slot('2023-01-13', '09:00', { taken: 40 }),
      slot('2023-01-13', '23:30', { port: '2402' }),
      slot('2023-01-13', '09:00', { port: '9999' }),
    ]
    expect(tallyPlaces(slots, ports, now, rules)).toEqual([
      line('2402', '2023-01-14', 40, 10, 30),
      line('2504', '2023-01-13', 80, 50, 30),
    ])
  })

  it('[Y2] counts as open only what can be picked now', () => {
    const slots = [
      slot('2023-01-12', '09:00'),
      slot('2023-01-13', '09:00', { closedAt: now }),
      slot('2023-01-14', '09:00', { kind: 'urgent' }),
      slot('2023-01-27', '09:00'),
    ]
    const tallies = tallyPlaces(slots, ports, now, rules)
    expect(tallies.map(({ places, given, open }) => [places, given, open])).toEqual(
      Array(4).fill([40, 10, 0]),
    )
  })

  it('[S14] tells places that wait for a draw or are kept for the urgent apart', () => {
    const parts = { waiting: 12, urgent: 5 }
    const slots = [
      slot('2023-01-13', '09:00', parts),
      slot('2023-01-13', '10:00', { ...parts, closedAt: now }),
      slot('2023-01-12', '09:00', parts),
    ]
    expect(tallyPlaces(slots, ports, now, rules)).toEqual([
      { ...line('2504', '2023-01-12', 40, 10, 0) },
      { ...line('2504', '2023-01-13', 80, 20, 13), ...parts },
    ])
  })

  it('[Y3] shows fewer than ten people as just that', () => {
    expect([0, 1, 9, 10, 250].map(fewerThan10)).toEqual([
      0,
      'fewer-than-10',
      'fewer-than-10',
      10,
      250,
    ])
  })
})
