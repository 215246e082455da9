import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Port } from './port.ts'
import { portOf } from './port.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import type { Slot, Template } from './slot.ts'
import {
  isOpen,
  lastDayToPick,
  nearestWithRoom,
  openPlaces,
  pickSlot,
  placesLeft,
  takePlaces,
} from './slot.ts'
import { addDays, dayOf, hoursMs, instantOf, wallTimeOf } from './time.ts'

const portNamed = (code: string): Port => {
  const port = portOf(code)
  if (!port) throw new Error(`no port ${code}`)
  return port
}
const sanYsidro = portNamed('2504')
const elPaso = portNamed('2402')
const nogales = portNamed('2604')

const now = instantOf('2023-01-12', '09:00', sanYsidro.zone)
const slotAt = (startsAt: number, rest: Partial<Slot> = {}): Slot => ({
  id: 'a',
  port: '2504',
  startsAt,
  places: 40,
  taken: 0,
  kind: 'general',
  waiting: 0,
  urgent: 0,
  drawnAt: 0,
  closedAt: null,
  ...rest,
})
const tomorrow = now + hoursMs(24)
const names = (slot: Slot, size = 3, port = sanYsidro) => {
  const decision = pickSlot(slot, port, size, now, rules)
  return decision.ok ? [] : decision.reasons.map((reason) => reason.name)
}

describe('picking a slot', () => {
  it('[S1] takes a place for every member', () => {
    const decision = pickSlot(slotAt(tomorrow, { taken: 37 }), sanYsidro, 3, now, rules)
    expect(decision).toEqual({ ok: true, value: slotAt(tomorrow, { taken: 40 }) })
  })

  it('[S1] is refused whole when one member has no place, and says how many are left', () => {
    const decision = pickSlot(slotAt(tomorrow, { taken: 38 }), sanYsidro, 3, now, rules)
    expect(decision).toEqual({
      ok: false,
      reasons: [{ name: 'slot-full', facts: { placesLeft: 2 } }],
    })
  })

  it('[S15] [S16] tells places that wait for a draw or for the urgent from none', () => {
    const room = { places: 20, taken: 8, waiting: 6, urgent: 4 }
    const decided = (size: number) => {
      const decision = pickSlot(slotAt(tomorrow, room), sanYsidro, size, now, rules)
      return decision.ok ? decision.value.taken : decision.reasons
    }
    expect(decided(2)).toBe(10)
    expect(decided(3)).toEqual([{ name: 'slot-awaits-draw', facts: { draw: '2023-01-13' } }])
    expect(decided(9)).toEqual([{ name: 'slot-reserved' }])
    expect(decided(13)).toEqual([{ name: 'slot-full', facts: { placesLeft: 2 } }])
  })

  it('[S15] says which draw a slot beyond today’s waits for', () => {
    const far = slotAt(instantOf('2023-01-26', '09:00', sanYsidro.zone), {
      waiting: 40,
      drawnAt: null,
    })
    const decision = pickSlot(far, sanYsidro, 3, now - hoursMs(1), rules)
    // It is 8:00 at San Ysidro, 11:00 in New York: today's draw has that day.
    expect(decision).toMatchObject({ reasons: [{ facts: { draw: '2023-01-12' } }] })
    const beyond = slotAt(instantOf('2023-01-27', '09:00', sanYsidro.zone), { waiting: 40 })
    expect(names(beyond)).toEqual(['slot-beyond-horizon'])
  })

  it('[S1] never fills a slot beyond its places, whoever comes in whatever order', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 200 }), (wished, places) => {
        let slot = slotAt(tomorrow, { places })
        let given = 0
        for (const size of wished) {
          const decision = pickSlot(slot, sanYsidro, size, now, rules)
          expect(decision.ok).toBe(given + size <= places)
          if (!decision.ok) continue
          slot = decision.value
          given += size
        }
        expect(slot.taken).toBe(given)
        expect(slot.taken + placesLeft(slot)).toBe(places)
      }),
    )
  })

  it('[S1] of nobody, or of half a person, is a fault and no wish', () => {
    expect(() => takePlaces(slotAt(tomorrow), 0)).toThrow(RangeError)
    expect(() => takePlaces(slotAt(tomorrow), 1.5)).toThrow(RangeError)
  })

  it('[S2] is refused from the start on', () => {
    expect(names(slotAt(now + 1))).toEqual([])
    expect(names(slotAt(now))).toEqual(['slot-past'])
    expect(names(slotAt(now - 1))).toEqual(['slot-past'])
  })

  it('[S3] is refused after the slot was closed', () => {
    expect(names(slotAt(tomorrow, { closedAt: now - 1 }))).toEqual(['slot-closed'])
  })

  it('[S4] is possible through the fourteenth day on the wall calendar of the port', () => {
    const last = instantOf('2023-01-26', '23:59', sanYsidro.zone)
    expect(names(slotAt(last))).toEqual([])
    expect(names(slotAt(last + 60_000))).toEqual(['slot-beyond-horizon'])
    expect(lastDayToPick(sanYsidro.zone, now, rules)).toBe('2023-01-26')
  })

  it('[S4] counts calendar days over the change of clocks, at El Paso and at Nogales', () => {
    for (const port of [elPaso, nogales])
      for (const day of ['2023-03-05', '2023-10-29']) {
        const morning = instantOf(day, '08:00', port.zone)
        const at = (n: number, time: string) => instantOf(addDays(day, n), time, port.zone)
        const pick = (startsAt: number) =>
          pickSlot(slotAt(startsAt, { port: port.code }), port, 1, morning, rules).ok
        expect(pick(at(14, '23:30'))).toBe(true)
        expect(pick(at(15, '00:00'))).toBe(false)
      }
  })

  it('[S4] lets the day begin by the port and not by Greenwich', () => {
    const lateEvening = instantOf('2023-01-12', '22:00', sanYsidro.zone)
    const fifteenth = instantOf('2023-01-27', '09:00', sanYsidro.zone)
    expect(dayOf(lateEvening, 'UTC')).toBe('2023-01-13')
    expect(pickSlot(slotAt(fifteenth), sanYsidro, 1, lateEvening, rules).ok).toBe(false)
  })

  it('[S5] is refused at a port that is not the slot’s', () => {
    expect(names(slotAt(tomorrow, { port: '2402' }))).toEqual(['slot-elsewhere'])
  })

  it('[S6] is refused for places that are kept for urgent need', () => {
    expect(names(slotAt(tomorrow, { kind: 'urgent' }))).toEqual(['slot-reserved'])
  })

  it('is refused with every reason at once', () => {
    const worst = { places: 2, port: '2402', kind: 'urgent', closedAt: now } as const
    expect(names(slotAt(now - 1, worst))).toEqual([
      'slot-past',
      'slot-closed',
      'slot-elsewhere',
      'slot-reserved',
      'slot-full',
    ])
  })
})

describe('an open slot', () => {
  it('is one where a person alone could still go', () => {
    expect(isOpen(slotAt(tomorrow, { taken: 39 }), now, rules)).toBe(true)
    expect(isOpen(slotAt(tomorrow, { taken: 40 }), now, rules)).toBe(false)
    expect(isOpen(slotAt(tomorrow, { port: '9999' }), now, rules)).toBe(false)
  })
})

describe('the nearest slots with room', () => {
  const at = (id: string, hours: number, rest: Partial<Slot> = {}) =>
    slotAt(tomorrow + hoursMs(hours), { id, ...rest })
  const near = at('near', 0, { taken: 40 })

  it('[S12] are those of the port that the whole group fits, by distance in time', () => {
    const slots = [
      near,
      at('later', 3),
      at('full', 1, { taken: 38 }),
      at('closed', 1, { closedAt: now }),
      at('elsewhere', 1, { port: '2402' }),
      at('earlier', -2),
      at('same-hour-b', 2),
      at('same-hour-a', 2),
      at('past', -48),
    ]
    const found = nearestWithRoom(slots, near, 3, now, rules, 3)
    expect(found.map((slot) => slot.id)).toEqual(['earlier', 'same-hour-a', 'same-hour-b'])
    expect(nearestWithRoom(slots, near, 3, now, rules, 9)).toHaveLength(4)
    const reversed = nearestWithRoom(slots.toReversed(), near, 3, now, rules, 3)
    expect(reversed).toEqual(found)
  })

  it('[S12] are none at a port that the programme does not have', () => {
    const nowhere = { ...near, port: '9999' }
    expect(nearestWithRoom([at('a', 1, { port: '9999' })], nowhere, 1, now, rules, 3)).toEqual([])
  })
})

describe('opening places', () => {
  const weekdays = [1, 2, 3, 4, 5] as const
  const template: Template = {
    weekdays,
    times: [
      { time: '13:00', places: 20 },
      { time: '09:00', places: 40 },
    ],
  }
  const open = (change: Partial<Template>, from = '2023-01-16', to = '2023-01-20', port = elPaso) =>
    openPlaces({ ...template, ...change }, port, from, to, now, rules)
  const refusals = (decision: ReturnType<typeof open>) =>
    decision.ok ? [] : decision.reasons.map((reason) => reason.name)

  it('[S11] opens each start on each weekday, in order, by the wall clock of the port', () => {
    const decision = open({}, '2023-01-20', '2023-01-23')
    expect(decision).toEqual({
      ok: true,
      value: [
        ['2023-01-20', '09:00', 40],
        ['2023-01-20', '13:00', 20],
        ['2023-01-23', '09:00', 40],
        ['2023-01-23', '13:00', 20],
      ].map(([day, time, places]) => ({
        port: '2402',
        startsAt: instantOf(String(day), String(time), elPaso.zone),
        places,
        kind: 'general',
      })),
    })
  })

  it('[S11] keeps the wall clock over both changes of clocks, at El Paso and at Nogales', () => {
    for (const port of [elPaso, nogales])
      for (const [from, to] of [
        ['2023-03-10', '2023-03-14'],
        ['2023-11-03', '2023-11-07'],
      ]) {
        const decision = open({ weekdays: [1, 2, 3, 4, 5, 6, 7] }, from, to, port)
        if (!decision.ok) throw new Error('refused')
        const walls = decision.value.map((slot) => wallTimeOf(slot.startsAt, port.zone))
        expect(walls).toEqual(Array(5).fill(['09:00', '13:00']).flat())
      }
  })

  it('[S11] opens one slot, the larger, where a skipped hour falls on the next', () => {
    const times = ['02:30', '03:30'].map((time, i) => ({ time, places: 60 - 20 * i }))
    const at = (port: Port) => open({ weekdays: [7], times }, '2023-03-12', '2023-03-12', port)
    const merged = at(elPaso)
    expect(merged.ok && merged.value.map((slot) => slot.places)).toEqual([60])
    const both = at(nogales)
    expect(both.ok && both.value.map((slot) => slot.places)).toEqual([60, 40])
  })

  it('leaves out what already passed today', () => {
    const decision = openPlaces(
      { weekdays: [4], times: [...template.times, { time: '08:00', places: 20 }] },
      sanYsidro,
      '2023-01-12',
      '2023-01-12',
      now,
      rules,
    )
    const starts = decision.ok ? decision.value.map((slot) => slot.startsAt) : []
    expect(starts).toEqual([instantOf('2023-01-12', '13:00', sanYsidro.zone)])
  })

  it('[S7] refuses a slot smaller than the largest group', () => {
    const decision = open({ times: [{ time: '09:00', places: 19 }] })
    expect(decision).toEqual({
      ok: false,
      reasons: [{ name: 'places-too-few', facts: { minimum: 20, times: ['09:00'] } }],
    })
    expect(refusals(open({ times: [{ time: '09:00', places: Number.NaN }] }))).toEqual([
      'places-too-few',
    ])
    expect(open({ times: [{ time: '09:00', places: 20 }] }).ok).toBe(true)
  })

  it('[S8] refuses a slot of more than 200,000 places', () => {
    expect(open({ times: [{ time: '09:00', places: 200_000 }] }).ok).toBe(true)
    const decision = open({ times: [{ time: '09:00', places: 200_001 }] })
    expect(refusals(decision)).toEqual(['places-too-many'])
  })

  it('[S9] refuses a range of more than 92 days', () => {
    expect(open({}, '2023-02-01', addDays('2023-02-01', 91)).ok).toBe(true)
    expect(refusals(open({}, '2023-02-01', addDays('2023-02-01', 92)))).toEqual(['range-too-long'])
  })

  it('[S10] refuses a range that runs backwards or begins in the past', () => {
    expect(refusals(open({}, '2023-02-02', '2023-02-01'))).toEqual(['range-backwards'])
    expect(refusals(open({}, '2023-01-11', '2023-01-20'))).toEqual(['range-past'])
    expect(refusals(open({}, '2023-02-31', '2023-03-01'))).toEqual(['day-impossible'])
  })

  it('[S11] refuses a start named twice, and a template that opens nothing', () => {
    const twice = [...template.times, { time: '09:00', places: 30 }]
    expect(refusals(open({ times: twice }))).toEqual(['time-repeated'])
    expect(refusals(open({ times: [] }))).toEqual(['template-empty'])
    expect(refusals(open({ weekdays: [] }))).toEqual(['template-empty'])
    expect(refusals(open({ weekdays: [7] }))).toEqual(['template-empty'])
  })

  it('says every reason at once', () => {
    const times = [1, 300_000, 20].map((places) => ({ time: '09:00', places }))
    expect(refusals(open({ times, weekdays: [] }, '2022-12-01', '2022-11-01'))).toEqual([
      'places-too-few',
      'places-too-many',
      'time-repeated',
      'template-empty',
      'range-backwards',
      'range-past',
    ])
  })
})
