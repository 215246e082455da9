import { describe, expect, it } from 'vitest'
import type { Appointment } from './appointment.ts'
import { type ChangeFacts, changeAppointment } from './change.ts'
import { portOf } from './port.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import type { Slot } from './slot.ts'
import { hoursMs, instantOf } from './time.ts'

const zone = 'America/Los_Angeles'
const now = instantOf('2023-01-18', '09:00', zone)
const port = portOf('2504')
if (!port) throw new Error('no port')

const slot = (id: string, day: string, over: Partial<Slot> = {}): Slot => ({
  id,
  port: '2504',
  startsAt: instantOf(day, '09:00', zone),
  places: 20,
  taken: 12,
  waiting: 0,
  urgent: 0,
  drawnAt: 0,
  kind: 'general',
  closedAt: null,
  ...over,
})
const appointment: Appointment = {
  id: 'a',
  group: 'g',
  slot: 'from',
  code: 'CODE',
  version: 1,
  state: 'standing',
}
const facts = (over: Partial<ChangeFacts> = {}): ChangeFacts => ({
  appointment,
  size: 4,
  members: 4,
  from: slot('from', '2023-01-24'),
  to: slot('to', '2023-01-26'),
  port,
  isNamed: false,
  ...over,
})
const names = (over: Partial<ChangeFacts>) => {
  const decision = changeAppointment(facts(over), now, rules)
  return decision.ok ? [] : decision.reasons.map((reason) => reason.name)
}

describe('changing an appointment', () => {
  it('[B9] moves it to an open slot as a new version and gives the old places back', () => {
    expect(changeAppointment(facts(), now, rules)).toMatchObject({
      ok: true,
      value: {
        appointment: { slot: 'to', state: 'standing', version: 2, code: 'CODE' },
        slots: [
          { id: 'from', taken: 8, waiting: 0 },
          { id: 'to', taken: 16 },
        ],
      },
    })
  })

  it('[B10] lets the old places wait for the draw while a request names their port', () => {
    const decision = changeAppointment(facts({ isNamed: true }), now, rules)
    expect(decision).toMatchObject({ ok: true, value: { slots: [{ taken: 8, waiting: 4 }, {}] } })
  })

  it('[B9] takes places for a displaced group without giving any back', () => {
    const displaced = { ...appointment, state: 'displaced' } as const
    const from = slot('from', '2023-01-24', { taken: 0, closedAt: now })
    const decision = changeAppointment(facts({ appointment: displaced, from }), now, rules)
    expect(decision).toMatchObject({
      ok: true,
      value: { appointment: { state: 'standing' }, slots: [{ taken: 0 }, { taken: 16 }] },
    })
    // Back into its own slot, once that has room again.
    const reopened = slot('from', '2023-01-24', { taken: 3 })
    const back = { appointment: displaced, from: reopened, to: reopened }
    expect(changeAppointment(facts(back), now, rules)).toMatchObject({
      ok: true,
      value: { appointment: { slot: 'from', version: 1 }, slots: [{ taken: 7 }] },
    })
  })

  it('[B9] is no change in the same slot', () => {
    expect(names({ to: slot('from', '2023-01-24') })).toEqual(['slot-same'])
  })

  it('[S1] [S15] needs open places for all, as picking does', () => {
    expect(names({ to: slot('to', '2023-01-26', { taken: 17 }) })).toEqual(['slot-full'])
    expect(names({ to: slot('to', '2023-01-26', { waiting: 8 }) })).toEqual(['slot-awaits-draw'])
    expect(names({ to: slot('to', '2023-01-26', { urgent: 8 }) })).toEqual(['slot-reserved'])
    expect(names({ to: slot('to', '2023-01-26', { startsAt: now - hoursMs(1) }) })).toEqual([
      'slot-past',
    ])
  })

  it.each(['cancelled', 'arrived', 'absent', 'done'] as const)(
    '[B2] is refused to an appointment that is %s',
    (state) => {
      expect(names({ appointment: { ...appointment, state } })).toEqual([`appointment-${state}`])
    },
  )
})
