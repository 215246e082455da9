import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Asked, changePlaces, reopenPlaces, type ShapeFacts } from './capacity.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import { placesOpen } from './room.ts'
import type { Slot } from './slot.ts'
import { instantOf } from './time.ts'

const zone = 'America/Los_Angeles'
const now = instantOf('2023-01-10', '10:00', zone)
const slot = (over: Partial<Slot> = {}): Slot => ({
  id: 'a',
  port: '2504',
  startsAt: instantOf('2023-01-16', '09:00', zone),
  ...{ places: 60, taken: 30, waiting: 10, urgent: 5, drawnAt: now },
  kind: 'general',
  closedAt: null,
  ...over,
})
const facts = (slots: readonly Slot[], over: Partial<ShapeFacts> = {}): ShapeFacts => ({
  port: '2504',
  slots,
  frozen: new Map(),
  isNamed: true,
  ...over,
})
const change = (places: number, over: Partial<Slot> = {}, more: Partial<ShapeFacts> = {}) =>
  changePlaces([{ slot: 'a', places }], facts([slot(over)], more), now, rules)
const names = (decision: { ok: boolean; reasons?: readonly { name: string }[] }) =>
  decision.reasons?.map(({ name }) => name) ?? []

describe('changing places', () => {
  it('[H2] places that are added wait for the next draw, are for the urgent, or are open', () => {
    const room = (over: Partial<Slot>, more: Partial<ShapeFacts> = {}) => {
      const decision = change(80, over, more)
      const after = decision.ok ? decision.value[0]?.after : undefined
      return after && [after.waiting, after.urgent, placesOpen(after)]
    }
    expect(room({})).toEqual([30, 5, 15])
    expect(room({ startsAt: instantOf('2023-01-11', '09:00', zone) })).toEqual([10, 25, 15])
    expect(room({}, { isNamed: false })).toEqual([10, 5, 35])
    const ahead = { drawnAt: null, waiting: 30, urgent: 0 }
    expect(room(ahead, { isNamed: false })).toEqual([50, 0, 0])
  })

  it('[H2] fewer places come out of open ones, then of the urgent, then of those that wait', () => {
    const room = (places: number) => {
      const decision = change(places)
      const after = decision.ok ? decision.value[0]?.after : undefined
      return after && [after.waiting, after.urgent, placesOpen(after)]
    }
    expect(room(50)).toEqual([10, 5, 5])
    expect(room(42)).toEqual([10, 2, 0])
    expect(room(33)).toEqual([3, 0, 0])
    expect(room(30)).toEqual([0, 0, 0])
  })

  it('[H3] places that groups hold are not taken this way; the reason says how many they hold', () => {
    expect(change(29)).toEqual({
      ok: false,
      reasons: [{ name: 'places-taken', facts: { slots: [{ slot: 'a', taken: 30 }] } }],
    })
  })

  it('[H5] places that a frozen draw gives out stay', () => {
    const frozen = new Map([['a', 8]])
    expect(names(change(38, {}, { frozen }))).toEqual([])
    expect(names(change(37, {}, { frozen }))).toEqual(['slot-in-draw'])
  })

  it.each<[string, Asked[], Partial<Slot>]>([
    ['slot-unknown', [{ slot: 'b', places: 60 }], {}],
    ['slot-elsewhere', [{ slot: 'a', places: 60 }], { port: '2503' }],
    ['slot-repeated', [1, 2].map(() => ({ slot: 'a', places: 60 })), {}],
    ['slot-past', [{ slot: 'a', places: 60 }], { startsAt: now }],
    ['slot-closed', [{ slot: 'a', places: 60 }], { closedAt: now }],
    ['places-too-few', [{ slot: 'a', places: 19 }], { taken: 0 }],
    ['places-too-many', [{ slot: 'a', places: 200_001 }], {}],
  ])('[H1] is refused as %s', (name, asked, over) => {
    expect(names(changePlaces(asked, facts([slot(over)]), now, rules))).toEqual([name])
  })

  it('[S1] never loses a place that somebody holds, waits for or is promised by a draw', () => {
    const part = fc.nat({ max: 60 })
    fc.assert(
      fc.property(
        part,
        part,
        part,
        part,
        fc.integer({ min: 20, max: 300 }),
        (t, w, u, o, asked) => {
          const before = slot({ places: t + w + u + o, taken: t, waiting: w, urgent: u })
          const frozen = new Map([['a', Math.min(w, 7)]])
          const decision = changePlaces(
            [{ slot: 'a', places: asked }],
            facts([before], { frozen }),
            now,
            rules,
          )
          const after = decision.ok ? decision.value[0]?.after : before
          if (!after) throw new Error('no slot')
          expect(after.taken).toBe(t)
          expect(after.waiting).toBeGreaterThanOrEqual(Math.min(w, 7))
          expect(after.taken + after.waiting + after.urgent).toBeLessThanOrEqual(after.places)
          if (decision.ok) expect(after.places).toBe(asked)
        },
      ),
    )
  })
})

describe('reopening', () => {
  const closed = (over: Partial<Slot> = {}) =>
    slot({ closedAt: now, taken: 4, waiting: 0, urgent: 0, ...over })
  const reopen = (one: Slot, isNamed = true) =>
    reopenPlaces(['a'], facts([one], { isNamed }), now, rules)

  it('[H4] what nobody holds waits for the next draw while groups ask, else it is open', () => {
    expect(reopen(closed())).toMatchObject({
      ok: true,
      value: [{ after: { closedAt: null, places: 60, taken: 4, waiting: 56 } }],
    })
    expect(reopen(closed(), false)).toMatchObject({ ok: true, value: [{ after: { waiting: 0 } }] })
  })

  it('[H4] a slot that missed its own draw while it was closed does not wait for it', () => {
    const missed = closed({ drawnAt: null })
    expect(reopen(missed, false)).toMatchObject({
      ok: true,
      value: [{ after: { drawnAt: now, waiting: 0 } }],
    })
    const ahead = closed({ drawnAt: null, startsAt: instantOf('2023-02-16', '09:00', zone) })
    expect(reopen(ahead, false)).toMatchObject({
      ok: true,
      value: [{ after: { drawnAt: null, waiting: 56 } }],
    })
  })

  it('[H4] is refused for a slot that is open', () => {
    expect(names(reopen(slot()))).toEqual(['slot-open'])
  })
})
