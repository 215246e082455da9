import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Port } from './port.ts'
import { portOf } from './port.ts'
import { placesOpen } from './room.ts'
import type { Slot } from './slot.ts'
import { hoursMs, instantOf } from './time.ts'
import { freeForWalkIn, seatWalkIn, takeUrgentFirst } from './walk-in.ts'

const zone = 'America/Los_Angeles'
const now = instantOf('2023-01-18', '12:00', zone)
const port = portOf('2504') as Port
const slot = (over: Partial<Slot> = {}): Slot => ({
  id: 's',
  port: '2504',
  startsAt: instantOf('2023-01-18', '09:00', zone),
  places: 40,
  taken: 10,
  waiting: 8,
  urgent: 4,
  drawnAt: now - 1,
  kind: 'general',
  closedAt: null,
  ...over,
})
const seat = (over: Partial<Slot>, size = 2, frozen = 0) =>
  seatWalkIn({ slot: slot(over), port, size, frozen }, now)
const namesOf = (over: Partial<Slot>, size?: number) => {
  const decision = seat(over, size)
  return decision.ok ? [] : decision.reasons.map((reason) => reason.name)
}

describe('a group without an appointment', () => {
  it('[R12] takes places for the urgent first, then open ones, then those that wait', () => {
    expect(takeUrgentFirst(slot(), 3, 0)).toMatchObject({ taken: 13, urgent: 1, waiting: 8 })
    expect(takeUrgentFirst(slot(), 5, 0)).toMatchObject({ taken: 15, urgent: 0, waiting: 8 })
    expect(takeUrgentFirst(slot(), 24, 0)).toMatchObject({ taken: 34, urgent: 0, waiting: 6 })
  })

  it('[R12] never takes what a running draw gives out', () => {
    expect(takeUrgentFirst(slot(), 22, 8)).toMatchObject({ taken: 32, urgent: 0, waiting: 8 })
    expect(takeUrgentFirst(slot(), 23, 8)).toBeNull()
    expect(freeForWalkIn(slot(), 8)).toBe(22)
  })

  it('[R12] fits exactly where so many places are free, and no slot is ever overfull', () => {
    const part = fc.nat(30)
    fc.assert(
      fc.property(part, part, part, part, fc.integer({ min: 1, max: 20 }), part, (...given) => {
        const [taken, waiting, urgent, open, size, frozen] = given
        const before = slot({ places: taken + waiting + urgent + open, taken, waiting, urgent })
        const after = takeUrgentFirst(before, size, Math.min(frozen, waiting))
        expect(after !== null).toBe(size <= freeForWalkIn(before, Math.min(frozen, waiting)))
        if (!after) return
        expect(after.taken).toBe(taken + size)
        expect(after.waiting).toBeGreaterThanOrEqual(Math.min(frozen, waiting))
        expect(after.urgent).toBeGreaterThanOrEqual(0)
        expect(after.taken + after.waiting + after.urgent + placesOpen(after)).toBe(after.places)
      }),
    )
  })

  it('[R12] is seated in a slot that began hours ago, since it is here', () => {
    expect(seat({ startsAt: now - hoursMs(5) })).toMatchObject({ ok: true, value: { taken: 12 } })
  })

  it('[R12] is told every reason at once', () => {
    const away = { port: '2503', startsAt: instantOf('2023-01-19', '09:00', zone), closedAt: now }
    expect(namesOf(away, 99)).toEqual([
      'slot-elsewhere',
      'slot-not-today',
      'slot-closed',
      'slot-full',
    ])
    expect(namesOf({})).toEqual([])
  })
})
