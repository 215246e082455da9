import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawFreezesAt } from './draw.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import {
  addPlaces,
  afterDraw,
  fateOf,
  giveBack,
  opened,
  placesOpen,
  takeAny,
  takeOpen,
} from './room.ts'
import type { Slot } from './slot.ts'
import { instantOf } from './time.ts'

const zone = 'America/Los_Angeles'
const now = instantOf('2023-01-18', '08:00', zone)
const slot = (over: Partial<Slot> = {}): Slot => ({
  id: 's',
  port: '2504',
  startsAt: instantOf('2023-01-25', '09:00', zone),
  places: 40,
  taken: 10,
  waiting: 8,
  urgent: 4,
  drawnAt: now - 1,
  kind: 'general',
  closedAt: null,
  ...over,
})
const on = (day: string) => slot({ startsAt: instantOf(day, '09:00', zone) })
const planned = (day: string, kind: Slot['kind'] = 'general') => ({
  id: 's',
  port: '2504',
  startsAt: instantOf(day, '09:00', zone),
  places: 40,
  kind,
})

/** A slot whose parts fit, of any kind. */
const anyRoom = fc
  .tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60))
  .map(([taken, waiting, urgent, open]) =>
    slot({ places: taken + waiting + urgent + open, taken, waiting, urgent }),
  )

describe('the places of a slot', () => {
  it('[S14] are open where nobody holds them, no draw and no urgent lane waits for them', () => {
    expect(placesOpen(slot())).toBe(18)
    expect(takeOpen(slot(), 18)).toEqual(slot({ taken: 28 }))
    expect(takeOpen(slot(), 19)).toBeNull()
  })

  it('[S14] add up, whatever is taken, given back or added', () => {
    const fate = fc.constantFrom('open' as const, 'waits' as const, 'urgent' as const)
    fc.assert(
      fc.property(anyRoom, fc.nat(80), fate, (room, size, becomes) => {
        const after = [
          takeOpen(room, size),
          takeAny(room, size, 0),
          addPlaces(room, size, becomes),
          size <= room.taken ? giveBack(room, size, becomes) : null,
        ]
        for (const one of after) {
          if (!one) continue
          const parts = [one.taken, one.waiting, one.urgent]
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
          expect(parts.reduce((sum, part) => sum + part) + placesOpen(one)).toBe(one.places)
        }
      }),
    )
  })

  it('[S15] that appear wait for the next draw while a request names their port', () => {
    expect(fateOf(on('2023-01-25'), true, now, rules)).toBe('waits')
    expect(fateOf(on('2023-01-21'), true, now, rules)).toBe('waits')
    expect(fateOf(on('2023-01-25'), false, now, rules)).toBe('open')
  })

  it('[S16] on the next days are for the urgent as long', () => {
    expect(fateOf(on('2023-01-20'), true, now, rules)).toBe('urgent')
    expect(fateOf(on('2023-01-18'), true, now, rules)).toBe('urgent')
    expect(fateOf(on('2023-01-20'), false, now, rules)).toBe('open')
    expect(fateOf(slot({ kind: 'urgent' }), false, now, rules)).toBe('urgent')
  })

  it('[S17] wait for their own draw, whoever asks, until that is over', () => {
    expect(fateOf(slot({ drawnAt: null }), false, now, rules)).toBe('waits')
    const freeze = drawFreezesAt('2023-01-18', rules)
    const day = planned('2023-02-01')
    expect(opened(day, false, freeze - 1, rules)).toMatchObject({
      taken: 0,
      waiting: 40,
      urgent: 0,
      drawnAt: null,
    })
    expect(opened(day, false, freeze, rules)).toMatchObject({ waiting: 0, drawnAt: freeze })
    expect(opened(day, true, freeze, rules)).toMatchObject({ waiting: 40, drawnAt: freeze })
  })

  it('[S16] too near for any draw never wait for one, though their own never came', () => {
    const never = { ...on('2023-01-20'), drawnAt: null }
    expect(fateOf(never, false, now, rules)).toBe('open')
    expect(fateOf(never, true, now, rules)).toBe('urgent')
    expect(fateOf({ ...on('2023-01-21'), drawnAt: null }, false, now, rules)).toBe('waits')
  })

  it('[S6] of an urgent slot are for the urgent from the first', () => {
    const urgent = opened(planned('2023-03-01', 'urgent'), false, now, rules)
    expect(urgent).toMatchObject({ urgent: 40, waiting: 0, drawnAt: now })
  })

  it('[S18] are found for who was promised some: open ones, urgent ones, then waiting ones', () => {
    expect(takeAny(slot(), 18, 0)).toEqual(slot({ taken: 28 }))
    expect(takeAny(slot(), 20, 0)).toEqual(slot({ taken: 30, urgent: 2 }))
    expect(takeAny(slot(), 26, 0)).toEqual(slot({ taken: 36, urgent: 0, waiting: 4 }))
    expect(takeAny(slot(), 31, 0)).toBeNull()
  })

  it('[S18] but never those that a running draw gives out', () => {
    expect(takeAny(slot(), 24, 6)).toEqual(slot({ taken: 34, urgent: 0, waiting: 6 }))
    expect(takeAny(slot(), 25, 6)).toBeNull()
    expect(takeAny(slot(), 18, 8)).not.toBeNull()
  })

  it('[S18] of a closed slot just go when they are given back', () => {
    const closed = slot({ closedAt: now, waiting: 0, urgent: 0 })
    expect(giveBack(closed, 3, 'waits')).toEqual({ ...closed, taken: 7 })
    expect(() => giveBack(slot(), 11, 'open')).toThrow(RangeError)
  })

  it('[D5] that a draw did not give are open', () => {
    const before = slot({ drawnAt: null, taken: 0, waiting: 40, urgent: 0 })
    const after = afterDraw(before, 40, 33, now)
    expect(after).toMatchObject({ taken: 33, waiting: 0, drawnAt: now })
    expect(placesOpen(after)).toBe(7)
    // What appeared while it ran is not of this draw.
    expect(afterDraw(slot({ waiting: 10 }), 8, 8, now)).toMatchObject({ taken: 18, waiting: 2 })
  })
})
