import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PortsWish, Room, SlotWish } from './allocation.ts'
import { allocate, openDrawing } from './allocation.ts'
import { portOf } from './port.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import type { Slot } from './slot.ts'
import { pickSlot } from './slot.ts'

const room = (id: string, port: string, places: number, taken = 0): Room => ({
  id,
  port,
  places,
  taken,
})
const wish = (id: string, size: number, ...ports: string[]): PortsWish => ({ id, size, ports })
const outcome = (allocation: ReturnType<typeof allocate>) =>
  Object.fromEntries(allocation.given.map(({ id, slot }) => [id, slot]))

const codes = ['2301', '2402', '2504']
const anyRooms = fc
  .array(
    fc.record({
      port: fc.constantFrom(...codes),
      places: fc.integer({ min: 0, max: 30 }),
      taken: fc.integer({ min: 0, max: 10 }),
    }),
    { maxLength: 8 },
  )
  .map((rooms) =>
    rooms.map((one, i) => ({ ...one, id: `s${i}`, taken: Math.min(one.taken, one.places) })),
  )
const anyWishes = fc
  .array(
    fc.record({
      size: fc.integer({ min: 1, max: 20 }),
      ports: fc.uniqueArray(fc.constantFrom(...codes, '9999'), { maxLength: 4 }),
    }),
    { maxLength: 40 },
  )
  .map((wishes) => wishes.map((one, i) => ({ ...one, id: `w${i}` })))

describe('drawing', () => {
  it('[D1] gives the first slot with room at the first port of the group’s own order', () => {
    const slots = [room('a', '2504', 20, 18), room('b', '2504', 20), room('c', '2402', 20)]
    const drawn = allocate([wish('x', 3, '2504', '2402'), wish('y', 3, '2402')], slots, true)
    expect(outcome(drawn)).toEqual({ x: 'b', y: 'c' })
    expect(drawn.slots.map((slot) => slot.taken)).toEqual([18, 3, 3])
  })

  it('[D2] closes a port for every later family once one did not fit', () => {
    const slots = [room('a', '2504', 20), room('b', '2402', 20)]
    const ranked = [
      wish('first', 19, '2504'),
      wish('closes', 2, '2504', '2402'),
      wish('single', 1, '2504'),
      wish('goes-on', 1, '2504', '2402'),
    ]
    const drawn = allocate(ranked, slots, true)
    expect(outcome(drawn)).toEqual({ first: 'a', closes: 'b', single: null, 'goes-on': 'b' })
    expect([...drawn.closedAt]).toEqual([
      ['2402', 5],
      ['2504', 2],
    ])
  })

  it('[D3] passes over a port where the family could never have fitted, which closes nothing', () => {
    const slots = [room('a', '2504', 20, 18), room('b', '2504', 3)]
    const drawn = allocate(
      [wish('large', 4, '9999', '2504'), wish('small', 3, '2504')],
      slots,
      true,
    )
    expect(outcome(drawn)).toEqual({ large: null, small: 'b' })
    expect(drawn.closedAt.get('2504')).toBe(3)
  })

  it('[S1] never fills a slot beyond its places and never splits a group', () => {
    fc.assert(
      fc.property(anyWishes, anyRooms, fc.boolean(), (ranked, slots, closing) => {
        const drawn = allocate(ranked, slots, closing)
        expect(drawn.given.map(({ id }) => id)).toEqual(ranked.map(({ id }) => id))
        drawn.slots.forEach((after, i) => {
          const given = ranked
            .filter((_, rank) => drawn.given[rank]?.slot === after.id)
            .reduce((sum, one) => sum + one.size, 0)
          expect(after.taken).toBe((slots[i]?.taken ?? 0) + given)
          expect(after.taken).toBeLessThanOrEqual(after.places)
        })
      }),
    )
  })

  it('[D4] lets every group know its result from its rank and where each port closed', () => {
    fc.assert(
      fc.property(anyWishes, anyRooms, (ranked, slots) => {
        const drawn = allocate(ranked, slots, true)
        ranked.forEach((one, index) => {
          const known = one.ports.find(
            (code) =>
              slots.some((slot) => slot.port === code && slot.places - slot.taken >= one.size) &&
              (drawn.closedAt.get(code) ?? 0) > index + 1,
          )
          const got = slots.find((slot) => slot.id === drawn.given[index]?.slot)
          expect(got?.port).toBe(known)
        })
      }),
    )
  })

  it('gives the same places for the same wishes and leaves its arguments as they were', () => {
    fc.assert(
      fc.property(anyWishes, anyRooms, (ranked, slots) => {
        const before = structuredClone({ ranked, slots })
        expect(allocate(ranked, slots, true)).toEqual(allocate(ranked, slots, true))
        expect({ ranked, slots }).toEqual(before)
      }),
    )
  })
})

describe('drawing one after the other', () => {
  it('[D2] gives the same as drawing all at once', () => {
    fc.assert(
      fc.property(anyWishes, anyRooms, (ranked, rooms) => {
        const slots = rooms.map((one) => ({ ...one, taken: 0 }))
        const atOnce = allocate(ranked, slots, true)
        const drawing = openDrawing(slots)
        const given = ranked.map(({ id, size, ports }) => ({ id, slot: drawing.give(size, ports) }))
        expect(given).toEqual(atOnce.given)
        expect(drawing.given()).toEqual(atOnce.slots.map(({ taken }) => taken))
        expect([...drawing.closedAt()]).toEqual([...atOnce.closedAt])
      }),
    )
  })
})

describe('picking', () => {
  it('[D2] closes nothing: a smaller family that comes later still finds its place', () => {
    const ranked: SlotWish[] = [
      { id: 'large', size: 21, slot: 'a' },
      { id: 'small', size: 2, slot: 'a' },
      { id: 'lost', size: 2, slot: 'gone' },
    ]
    const picked = allocate(ranked, [room('a', '2504', 20)], false)
    expect(outcome(picked)).toEqual({ large: null, small: 'a', lost: null })
    expect(picked.closedAt.get('2504')).toBe(4)
  })

  it('[S1] together gives the same as one after the other', () => {
    const port = portOf('2504')
    if (!port) throw new Error('no port')
    const now = Date.UTC(2023, 0, 12, 17)
    const picks = fc.array(
      fc.record({ slot: fc.constantFrom('a', 'b'), size: fc.integer({ min: 1, max: 20 }) }),
    )
    fc.assert(
      fc.property(picks, fc.integer({ min: 0, max: 100 }), (wishes, places) => {
        const slots = ['a', 'b'].map((id): Slot => {
          const whole = { ...room(id, '2504', places), startsAt: now + 1, closedAt: null }
          return { ...whole, kind: 'general', waiting: 0, urgent: 0, drawnAt: 0 }
        })
        const current = new Map(slots.map((slot) => [slot.id, slot]))
        const oneByOne = wishes.map((one) => {
          const slot = current.get(one.slot)
          if (!slot) throw new Error('no slot')
          const decision = pickSlot(slot, port, one.size, now, rules)
          if (decision.ok) current.set(slot.id, decision.value)
          return decision.ok ? one.slot : null
        })
        const ranked = wishes.map((one, i) => ({ ...one, id: String(i) }))
        const together = allocate(ranked, slots, false)
        expect(together.given.map(({ slot }) => slot)).toEqual(oneByOne)
        expect(together.slots).toEqual([...current.values()])
      }),
    )
  })
})
