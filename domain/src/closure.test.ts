import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Closure, type ClosureFacts, type Held, nextPorts, proposeClosure } from './closure.ts'
import { ports } from './port.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import type { Slot } from './slot.ts'
import { addDays, dayOf, hoursMs, instantOf } from './time.ts'

const zone = 'America/Los_Angeles'
const now = instantOf('2023-01-10', '10:00', zone)
const zoneOf = new Map(ports.map((port) => [port.code, port.zone]))

/** An open slot; its id says port, day and time. */
const slot = (id: string, over: Partial<Slot> = {}): Slot => {
  const port = id.slice(0, 4)
  const time = `${id.slice(16, 18) || '09'}:00`
  return {
    id,
    port,
    startsAt: instantOf(id.slice(5, 15), time, zoneOf.get(port) ?? 'UTC'),
    ...{ places: 20, taken: 0, waiting: 0, urgent: 0, drawnAt: now },
    kind: 'general',
    closedAt: null,
    ...over,
  }
}
let given = 0
const held = (id: string, over: Partial<Held> = {}): Held => {
  given += 1
  return {
    ...{ what: 'appointment', id, group: `g-${id}`, size: 4, slot: home.id },
    ...{ givenAt: given, registeredAt: given, ports: [], ruledOut: [] },
    ...{ expiresAt: null, hasOffer: false },
    ...over,
  }
}
const home = slot('2504-2023-01-16-0900', { places: 40, taken: 12 })
const facts = (over: Partial<ClosureFacts> = {}): ClosureFacts => ({
  port: '2504',
  asked: [{ slot: home.id, places: 0 }],
  slots: [home],
  held: [],
  frozen: new Map(),
  isNamed: true,
  ...over,
})
const proposed = (over: Partial<ClosureFacts> = {}): Closure => {
  const decision = proposeClosure(facts(over), now, rules)
  if (!decision.ok) throw new Error(decision.reasons.map(({ name }) => name).join(' '))
  return decision.value
}
const ways = (closure: Closure) => closure.moves.map(({ id, how, to }) => [id, how, to])
const names = (over: Partial<ClosureFacts>) => {
  const decision = proposeClosure(facts(over), now, rules)
  return decision.ok ? [] : decision.reasons.map(({ name }) => name)
}

describe('a closure', () => {
  it('[H8] moves groups to the nearest slots of the port with room, before those who only wait', () => {
    const near = slot('2504-2023-01-16-1000', { taken: 13, waiting: 7 })
    const far = slot('2504-2023-01-17-0900', { urgent: 20 })
    const closure = proposed({ slots: [home, far, near], held: [held('a'), held('b'), held('c')] })
    expect(ways(closure)).toEqual([
      ['a', 'moved', near.id],
      ['b', 'moved', far.id],
      ['c', 'moved', far.id],
    ])
    expect(closure.seated).toMatchObject([
      { id: far.id, taken: 8, urgent: 12 },
      { id: near.id, taken: 17, waiting: 3 },
    ])
    expect(closure.changed[0]?.after).toMatchObject({ taken: 0, places: 40, closedAt: now })
  })

  it('[H8] never into the past, a closed slot, beyond the horizon, or sooner than a day before its time', () => {
    const over = [
      slot('2504-2023-01-10-0900'),
      slot('2504-2023-01-10-1800'),
      slot('2504-2023-01-11-0900'),
      slot('2504-2023-01-25-0900'),
      slot('2504-2023-01-17-0900', { closedAt: now }),
    ]
    expect(ways(proposed({ slots: [home, ...over], held: [held('a')] }))).toEqual([
      ['a', 'displaced', null],
    ])
    // Who stands there today may be moved to a later hour of today.
    const today = slot('2504-2023-01-10-1200', { taken: 4 })
    const late = slot('2504-2023-01-10-1800')
    const closure = proposed({
      asked: [{ slot: today.id, places: 0 }],
      slots: [today, late],
      held: [held('a', { slot: today.id })],
    })
    expect(ways(closure)).toEqual([['a', 'moved', late.id]])
  })

  it('[H9] else offers the group’s next port, in its own order and never one ruled out', () => {
    const brownsville = slot('2301-2023-01-18-0900')
    const calexico = slot('2503-2023-01-18-0900', { places: 24 })
    const slots = [home, brownsville, calexico]
    const closure = proposed({
      slots,
      held: [
        held('a', { ports: ['2504', '2301', '2503'] }),
        held('b', { ports: ['2504', '2301', '2503'], ruledOut: ['2301'], size: 20 }),
        held('c', { ports: ['2504', '2503'], ruledOut: ['2301'], size: 5 }),
        held('d', { ports: ['2504'] }),
      ],
    })
    expect(ways(closure)).toEqual([
      ['a', 'offered', brownsville.id],
      ['b', 'offered', calexico.id],
      ['c', 'displaced', null],
      ['d', 'displaced', null],
    ])
  })

  it('[H9] without a request the ports near this one are offered, those beyond 300 km are not', () => {
    // Calexico is 145 km from San Ysidro, Nogales 590; from Hidalgo it is 84 to Brownsville.
    expect(nextPorts({ ports: [], ruledOut: [] }, '2504')).toEqual(['2503'])
    expect(nextPorts({ ports: [], ruledOut: ['2503'] }, '2504')).toEqual([])
    expect(nextPorts({ ports: [], ruledOut: [] }, '2305')).toEqual(['2301', '2304'])
  })

  it('[H9] what is offered elsewhere leaves two days to answer and to travel', () => {
    const soon = slot('2503-2023-01-12-0900')
    expect(ways(proposed({ slots: [home, soon], held: [held('a')] }))).toEqual([
      ['a', 'displaced', null],
    ])
    const later = slot('2503-2023-01-12-1000')
    expect(ways(proposed({ slots: [home, later], held: [held('a')] }))).toEqual([
      ['a', 'offered', later.id],
    ])
    // A group has one offer at most.
    const other = held('a', { hasOffer: true })
    expect(ways(proposed({ slots: [home, later], held: [other] }))).toEqual([
      ['a', 'displaced', null],
    ])
  })

  it('[H6] a slot made smaller keeps those who came first, whole, and what is left over appears', () => {
    const small = slot(home.id, { places: 40, taken: 33, waiting: 3 })
    const one = held('first', { size: 10, givenAt: 1 })
    const two = held('second', { size: 9, givenAt: 2 })
    const last = held('third', { size: 14, givenAt: 3 })
    const closure = proposed({
      asked: [{ slot: home.id, places: 20 }],
      slots: [small],
      held: [one, two, last],
    })
    expect(ways(closure)).toEqual([['third', 'displaced', null]])
    expect(closure.changed[0]?.after).toMatchObject({
      ...{ places: 20, taken: 19, waiting: 1, closedAt: null },
    })
    // Where what nobody holds is enough, nobody is hit.
    const easy = proposed({
      asked: [{ slot: home.id, places: 34 }],
      slots: [small],
      held: [one, two, last],
    })
    expect(easy).toMatchObject({ moves: [], changed: [{ after: { places: 34, waiting: 1 } }] })
  })

  it('[H7] promises come before offers, then the earlier start, then who registered first', () => {
    const later = slot('2504-2023-01-16-1100', { taken: 8 })
    const room = slot('2504-2023-01-18-0900', { places: 20 })
    const expiresAt = now + hoursMs(20)
    const closure = proposed({
      asked: [home.id, later.id].map((id) => ({ slot: id, places: 0 })),
      slots: [home, later, room],
      held: [
        held('offer', { what: 'offer', expiresAt, registeredAt: 1 }),
        held('later', { slot: later.id, registeredAt: 2, size: 8 }),
        held('younger', { registeredAt: 9, size: 8 }),
        held('older', { registeredAt: 3 }),
      ],
    })
    expect(ways(closure)).toEqual([
      ['older', 'moved', room.id],
      ['younger', 'moved', room.id],
      ['later', 'moved', room.id],
      ['offer', 'ended', null],
    ])
  })

  it('[H10] an open offer moves at its port where it can still be answered, else goes back', () => {
    const offer = (expiresAt: number) => held('o', { what: 'offer', expiresAt, ports: ['2503'] })
    const room = slot('2504-2023-01-17-0900')
    const elsewhere = slot('2503-2023-01-17-0900')
    const slots = [home, room, elsewhere]
    const way = (expiresAt: number) => ways(proposed({ slots, held: [offer(expiresAt)] }))
    expect(way(now + hoursMs(20))).toEqual([['o', 'moved', room.id]])
    expect(way(room.startsAt)).toEqual([['o', 'ended', null]])
    expect(way(now)).toEqual([['o', 'ended', null]])
  })

  it('[H11] who arrived or was received stays counted', () => {
    const closure = proposed({ held: [held('a')] })
    expect(closure.changed[0]?.after).toMatchObject({ taken: 8, closedAt: now })
    const smaller = proposed({
      asked: [{ slot: home.id, places: 20 }],
      slots: [{ ...home, taken: 34 }],
      held: [held('a')],
    })
    expect(smaller.changed[0]?.after).toMatchObject({ taken: 30, places: 30 })
  })

  it('[H9] a group that ruled this port out is not moved within it', () => {
    const near = slot('2504-2023-01-16-1000')
    const closure = proposed({ slots: [home, near], held: [held('a', { ruledOut: ['2504'] })] })
    expect(ways(closure)).toEqual([['a', 'displaced', null]])
  })

  it.each<[string, Partial<ClosureFacts>]>([
    ['slot-unknown', { slots: [] }],
    ['slot-elsewhere', { port: '2503' }],
    ['slot-repeated', { asked: [1, 2].map(() => ({ slot: home.id, places: 0 })) }],
    ['slot-past', { slots: [{ ...home, startsAt: now }] }],
    ['slot-closed', { slots: [{ ...home, closedAt: now }] }],
    ['slot-in-draw', { frozen: new Map([[home.id, 3]]) }],
    ['places-too-few', { asked: [{ slot: home.id, places: 19 }] }],
  ])('[H5] is refused as %s', (name, over) => {
    expect(names(over)).toEqual([name])
  })
})

describe('whatever is closed', () => {
  const day = fc.nat({ max: 16 }).map((count) => addDays('2023-01-10', count))
  const someSlot = fc.record({
    port: fc.constantFrom('2504', '2503', '2604'),
    day,
    hour: fc.integer({ min: 8, max: 18 }),
    free: fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 }), fc.nat({ max: 20 })),
    isClosed: fc.boolean(),
    frozen: fc.nat({ max: 5 }),
  })
  const someGroup = fc.record({
    size: fc.integer({ min: 1, max: 20 }),
    what: fc.constantFrom('appointment' as const, 'offer' as const),
    ports: fc.subarray(['2504', '2503', '2604']),
    ruledOut: fc.subarray(['2504', '2503', '2604']),
    hours: fc.integer({ min: -5, max: 40 }),
    at: fc.nat({ max: 1000 }),
  })
  const shape = fc.record({
    rooms: fc.uniqueArray(someSlot, {
      maxLength: 25,
      selector: (one) => `${one.port}${one.day}${one.hour}`,
    }),
    groups: fc.array(someGroup, { minLength: 1, maxLength: 30 }),
    stays: fc.constantFrom(0, 20, 35),
  })

  it('[H8] [H9] no group is split, no slot overfull, nobody seated where it may not be; and again the same', () => {
    fc.assert(
      fc.property(shape, ({ rooms, groups, stays }) => {
        const holding = groups.map(({ hours, at, ...one }, place) =>
          held(`${place}`, {
            ...one,
            ...{ givenAt: at, registeredAt: at, hasOffer: false },
            expiresAt: one.what === 'offer' ? now + hoursMs(hours) : null,
          }),
        )
        const taken = holding.reduce((sum, one) => sum + one.size, 0)
        const closing = { ...home, taken, places: taken + 7, waiting: 2 }
        const others = rooms
          .map((one) => {
            const [open, waiting, urgent] = one.free
            return slot(`${one.port}-${one.day}-${String(one.hour).padStart(2, '0')}00`, {
              ...{ waiting, urgent, places: 20 + open + waiting + urgent, taken: 20 },
              closedAt: one.isClosed ? now : null,
            })
          })
          .filter((one) => one.id !== home.id)
        const frozen = new Map(
          others.map((one, place) => [one.id, Math.min(one.waiting, rooms[place]?.frozen ?? 0)]),
        )
        const all = facts({
          asked: [{ slot: home.id, places: stays }],
          slots: [closing, ...others],
          held: holding,
          frozen,
        })
        const decision = proposeClosure(all, now, rules)
        if (!decision.ok) throw new Error('refused')
        const { moves, seated, changed } = decision.value
        check(moves, [closing, ...others], seated, frozen, holding)
        const after = changed[0]?.after
        const hit = moves.reduce((sum, one) => sum + one.size, 0)
        expect(after?.taken).toBe(taken - hit)
        if (stays > 0) expect(after?.taken).toBeLessThanOrEqual(stays)
        else expect(moves).toHaveLength(holding.length)
        expect(proposeClosure(all, now, rules)).toEqual(decision)
      }),
    )
  })

  function check(
    moves: Closure['moves'],
    slots: readonly Slot[],
    seated: readonly Slot[],
    frozen: ReadonlyMap<string, number>,
    holding: readonly Held[],
  ) {
    const slotOf = (id: string) => find(slots, id)
    for (const move of moves) checkMove(move, find(holding, move.id), slotOf)
    expect(new Set(moves.map(({ id }) => id)).size).toBe(moves.length)
    const sizes = Map.groupBy(moves, ({ to }) => to ?? '')
    sizes.delete('')
    expect(seated.map(({ id }) => id).sort()).toEqual([...sizes.keys()].sort())
    for (const after of seated) {
      const into = (sizes.get(after.id) ?? []).reduce((sum, one) => sum + one.size, 0)
      expect(after.taken).toBe(slotOf(after.id).taken + into)
      expect(after.taken + after.waiting + after.urgent).toBeLessThanOrEqual(after.places)
      expect(after.waiting).toBeGreaterThanOrEqual(frozen.get(after.id) ?? 0)
    }
  }

  function checkMove(
    { to: id, how, size }: Closure['moves'][number],
    one: Held,
    slotOf: (id: string) => Slot,
  ) {
    expect(size).toBe(one.size)
    expect(id === null).toBe(how === 'displaced' || how === 'ended')
    if (id === null) return
    const to = slotOf(id)
    expect(one.ruledOut).not.toContain(to.port)
    expect(to.closedAt).toBeNull()
    expect(to.startsAt).toBeGreaterThan(now)
    expect(dayOf(to.startsAt, zoneOf.get(to.port) ?? '') <= '2023-01-24').toBe(true)
    expect(to.port === '2504').toBe(how === 'moved')
  }

  function find<One extends { readonly id: string }>(list: readonly One[], id: string): One {
    const one = list.find((some) => some.id === id)
    if (!one) throw new Error(`there is no ${id}`)
    return one
  }
})
