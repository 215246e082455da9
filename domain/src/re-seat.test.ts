import { describe, expect, it } from 'vitest'
import type { Appointment } from './appointment.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import { type ReSeatFacts, reSeat } from './re-seat.ts'
import type { Slot } from './slot.ts'
import { hoursMs, instantOf } from './time.ts'

const zone = 'America/Los_Angeles'
const now = instantOf('2023-01-18', '09:30', zone)

const slot = (over: Partial<Slot>): Slot => ({
  id: 'to',
  port: '2504',
  startsAt: instantOf('2023-01-18', '11:00', zone),
  places: 20,
  taken: 10,
  kind: 'general',
  waiting: 0,
  urgent: 0,
  drawnAt: 0,
  closedAt: null,
  ...over,
})

const from = slot({ id: 'from', startsAt: instantOf('2023-01-17', '09:00', zone), taken: 7 })

const appointment = (state: Appointment['state']): Appointment => ({
  id: 'a',
  group: 'g',
  slot: 'from',
  code: 'CODE',
  version: 1,
  state,
})

const facts = (over: Partial<ReSeatFacts> = {}): ReSeatFacts => ({
  appointment: appointment('absent'),
  size: 4,
  members: 4,
  from,
  to: slot({}),
  isNamed: false,
  frozen: 0,
  ports: ['2504'],
  ...over,
})

const value = (over: Partial<ReSeatFacts>) => {
  const decision = reSeat(facts(over), now, rules)
  return decision.ok ? decision.value : decision.reasons
}

const names = (over: Partial<ReSeatFacts>, at = now) => {
  const decision = reSeat(facts(over), at, rules)
  return decision.ok ? [] : decision.reasons.map((reason) => reason.name)
}

describe('re-seating', () => {
  it('[B8] gives the old places back, takes new ones and makes a new version', () => {
    const decision = reSeat(facts(), now, rules)
    expect(decision).toMatchObject({
      ok: true,
      value: {
        appointment: { slot: 'to', state: 'standing', version: 2 },
        slots: [
          { id: 'from', taken: 3 },
          { id: 'to', taken: 14 },
        ],
      },
    })
  })

  it('[B8] seats an absent group in its own full slot again', () => {
    const full = slot({ id: 'from', taken: 20 })
    const decision = reSeat(facts({ from: full, to: full }), now, rules)
    expect(decision).toMatchObject({
      ok: true,
      value: { appointment: { state: 'standing', version: 1 }, slots: [{ taken: 20 }] },
    })
  })

  it('[B8] [S1] takes places for all who are in the group now, and frees those that it held', () => {
    const grown = reSeat(facts({ members: 6 }), now, rules)
    expect(grown).toMatchObject({ ok: true, value: { slots: [{ taken: 3 }, { taken: 16 }] } })
    expect(names({ members: 11 })).toEqual(['slot-full'])
    const own = slot({ id: 'from', taken: 10 })
    const stays = reSeat(facts({ from: own, to: own, members: 3 }), now, rules)
    // The pass says how many: another number is another version.
    expect(stays).toMatchObject({
      ok: true,
      value: { appointment: { version: 2 }, slots: [{ taken: 9 }] },
    })
  })

  it('[B8] a displaced group holds no places that could be given back', () => {
    const decision = reSeat(facts({ appointment: appointment('displaced') }), now, rules)
    expect(decision).toMatchObject({ ok: true, value: { slots: [{ taken: 7 }, { taken: 14 }] } })
  })

  it('[B8] an appointment that was given up holds no places either, and is refused', () => {
    const given = facts({
      appointment: appointment('cancelled'),
      from: slot({ id: 'from', taken: 0 }),
    })
    const decision = reSeat(given, now, rules)
    expect(decision).toMatchObject({ ok: false, reasons: [{ name: 'appointment-cancelled' }] })
  })

  it('[B7] a slot that began serves until its count closes', () => {
    const startsAt = now - hoursMs(1)
    expect(names({ to: slot({ startsAt }) })).toEqual([])
    expect(names({ to: slot({ startsAt: now - hoursMs(2) }) })).toEqual(['slot-past'])
  })

  it('[B7] another port, another day, a closed or a full slot is refused, all at once', () => {
    expect(names({ ports: ['2503'] })).toEqual(['slot-elsewhere'])
    expect(names({ to: slot({ startsAt: now + hoursMs(24) }) })).toEqual(['slot-not-today'])
    expect(names({ to: slot({ closedAt: now }) })).toEqual(['slot-closed'])
    expect(names({ to: slot({ taken: 17 }), ports: [] })).toEqual(['slot-elsewhere', 'slot-full'])
  })

  it.each(['cancelled', 'arrived', 'done'] as const)(
    '[B2] an appointment that is %s is not re-seated',
    (state) => {
      expect(names({ appointment: appointment(state) })).toEqual([`appointment-${state}`])
    },
  )

  it('[S18] takes urgent and waiting places too, but none that a running draw gives out', () => {
    const to = slot({ taken: 12, urgent: 2, waiting: 6 })
    expect(value({ to })).toMatchObject({ slots: [{}, { taken: 16, urgent: 0, waiting: 4 }] })
    expect(value({ to, frozen: 5 })).toEqual([{ name: 'slot-full', facts: { placesLeft: 3 } }])
  })

  it('[B8] [S15] lets the old places wait for a draw, or keeps them for the urgent', () => {
    const far = slot({ id: 'from', startsAt: instantOf('2023-01-25', '09:00', zone), taken: 7 })
    const standing = appointment('standing')
    const moved = (isNamed: boolean) => value({ appointment: standing, from: far, isNamed })
    expect(moved(true)).toMatchObject({ slots: [{ taken: 3, waiting: 4 }, {}] })
    expect(moved(false)).toMatchObject({ slots: [{ taken: 3, waiting: 0 }, {}] })
  })

  it('[B8] in its own slot gives back or takes the difference alone', () => {
    const here = slot({ id: 'from', taken: 17, urgent: 3 })
    const own = { appointment: appointment('standing'), from: here, to: here }
    expect(value({ ...own, members: 6 })).toMatchObject({ slots: [{ taken: 19, urgent: 1 }] })
    expect(value({ ...own, members: 3, isNamed: true })).toMatchObject({
      slots: [{ taken: 16, urgent: 4 }],
    })
  })
})
