import { describe, expect, it } from 'vitest'
import type { AppointmentState } from './appointment.ts'
import { appointmentStates } from './appointment.ts'
import type { CheckInFacts } from './arrival.ts'
import { checkIn, isDayOver, markAbsent, timingOf, undoAbsent } from './arrival.ts'
import type { Port } from './port.ts'
import { portOf } from './port.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import { hoursMs, instantOf, minutesMs } from './time.ts'

const portNamed = (code: string): Port => {
  const port = portOf(code)
  if (!port) throw new Error(`no port ${code}`)
  return port
}
const port = portNamed('2504')
const startsAt = instantOf('2023-01-20', '09:00', port.zone)
const slot = { port: '2504', startsAt }
const appointmentIn = (state: AppointmentState) =>
  ({ id: 'a', group: 'g', slot: 's', code: 'c', version: 2, state }) as const

const facts: CheckInFacts = {
  appointment: appointmentIn('standing'),
  slot,
  port,
  arrival: { ana: 'expected', ben: 'expected' },
  present: ['ana', 'ben'],
  extra: 0,
  version: 2,
}
const check = (change: Partial<CheckInFacts>, now = startsAt) =>
  checkIn({ ...facts, ...change }, now, rules)
const names = (change: Partial<CheckInFacts>, now = startsAt) => {
  const decision = check(change, now)
  return decision.ok ? [] : decision.reasons.map((reason) => reason.name)
}

describe('checking in', () => {
  it('[R5] has the members arrive who are present', () => {
    expect(check({ present: ['ben', 'ben'] })).toEqual({
      ok: true,
      value: {
        appointment: appointmentIn('arrived'),
        arrival: { ana: 'expected', ben: 'present' },
        came: ['ben'],
        timing: 'on-time',
        minutes: 0,
      },
    })
  })

  it('[R5] lets members come one after the other, even after the first were determined', () => {
    for (const state of ['arrived', 'done'] as const) {
      const later = check({
        appointment: appointmentIn(state),
        arrival: { ana: 'determined', ben: 'expected' },
      })
      expect(later.ok && later.value.came).toEqual(['ben'])
      expect(later.ok && later.value.arrival).toEqual({ ana: 'determined', ben: 'present' })
      expect(later.ok && later.value.appointment.state).toBe('arrived')
    }
  })

  it('[R5] needs somebody present, and nobody of another group', () => {
    expect(names({ present: [] })).toEqual(['members-not-present'])
    expect(names({ present: ['ana', 'eve'] })).toEqual(['member-unknown'])
    expect(names({ present: ['toString'] })).toEqual(['member-unknown'])
  })

  it('[R1] tells early and late to the officer and refuses neither', () => {
    const timing = (minutes: number) => {
      const decision = check({}, startsAt + minutesMs(minutes))
      return decision.ok ? [decision.value.timing, decision.value.minutes] : decision
    }
    expect(timing(-61)).toEqual(['early', -61])
    expect(timing(-60)).toEqual(['on-time', -60])
    expect(timing(120)).toEqual(['on-time', 120])
    expect(timing(121)).toEqual(['late', 121])
    expect(timingOf(startsAt, startsAt + hoursMs(9), rules)).toBe('late')
  })

  it('[R2] is refused at another port, which it names', () => {
    const decision = check({ port: portNamed('2402') })
    const reason = { name: 'arrival-other-port', facts: { port: '2504' } }
    expect(decision).toEqual({ ok: false, reasons: [reason] })
  })

  it('[R3] is refused on another day by the calendar of the port, which it names', () => {
    const before = instantOf('2023-01-19', '23:59', port.zone)
    const after = instantOf('2023-01-21', '00:00', port.zone)
    const reason = { name: 'arrival-other-day', facts: { day: '2023-01-20' } }
    expect(check({}, before)).toEqual({ ok: false, reasons: [reason] })
    expect(names({}, after)).toEqual(['arrival-other-day'])
    expect(names({}, after - 1)).toEqual([])
  })

  it('[R4] is refused with a pass whose people all came', () => {
    for (const state of ['arrived', 'done'] as const) {
      const arrival = { ana: 'determined', ben: 'present' } as const
      expect(names({ appointment: appointmentIn(state), arrival })).toEqual(['pass-used'])
    }
    const nobody = names({ appointment: appointmentIn('done'), present: [] })
    expect(nobody).toEqual(['members-not-present'])
  })

  it('[R40] tells of people who came to a group that is here, and moves nothing by it', () => {
    const arrival = { ana: 'determined', ben: 'present' } as const
    for (const state of ['arrived', 'done'] as const) {
      const appointment = appointmentIn(state)
      const told = check({ appointment, arrival, present: [], extra: 2 })
      expect(told.ok && told.value).toMatchObject({ appointment, arrival, came: [] })
      // Two lanes that receive the same people are still found out.
      expect(names({ appointment, arrival, extra: 2 })).toEqual(['pass-used'])
    }
    expect(names({ present: [], extra: 2 })).toEqual(['members-not-present'])
  })

  it('[B2] is refused when the appointment is cancelled, displaced or marked absent', () => {
    for (const state of ['cancelled', 'displaced', 'absent'] as const)
      expect(names({ appointment: appointmentIn(state) })).toEqual([`appointment-${state}`])
  })

  it('[B3] is refused with a pass of an older version, and needs none when found by name', () => {
    expect(names({ version: 1 })).toEqual(['pass-outdated'])
    expect(names({ version: null })).toEqual([])
  })

  it('is refused with every reason at once', () => {
    const worst = { appointment: appointmentIn('cancelled'), version: 1, present: [] }
    expect(names({ ...worst, port: portNamed('2402') }, startsAt + hoursMs(48))).toEqual([
      'appointment-cancelled',
      'pass-outdated',
      'arrival-other-port',
      'arrival-other-day',
      'members-not-present',
    ])
  })
})

describe('marking as absent', () => {
  const endsAt = startsAt + minutesMs(120)

  it('[R6] waits until the grace period is over', () => {
    expect(markAbsent(appointmentIn('standing'), slot, endsAt - 1, rules)).toEqual({
      ok: false,
      reasons: [{ name: 'grace-running', facts: { endsAt } }],
    })
    expect(markAbsent(appointmentIn('standing'), slot, endsAt, rules)).toEqual({
      ok: true,
      value: appointmentIn('absent'),
    })
  })

  it('[R6] marks nobody of whom somebody came', () => {
    for (const state of appointmentStates.filter((one) => one !== 'standing'))
      expect(markAbsent(appointmentIn(state), slot, endsAt, rules)).toEqual({
        ok: false,
        reasons: [{ name: `appointment-${state}` }],
      })
  })
})

describe('taking an absence back', () => {
  it.each(appointmentStates)('[R13] from %s', (state) => {
    const decision = undoAbsent(appointmentIn(state))
    if (state === 'absent') expect(decision).toEqual({ ok: true, value: appointmentIn('standing') })
    else expect(decision.ok || decision.reasons[0].name).toBe(`appointment-${state}`)
  })
})

describe('the end of a day', () => {
  it('[R21] is over at midnight by the calendar of its port, and not before', () => {
    const midnight = instantOf('2023-01-13', '00:00', port.zone)
    expect(isDayOver('2023-01-12', port, midnight - 1)).toBe(false)
    expect(isDayOver('2023-01-12', port, midnight)).toBe(true)
    expect(isDayOver('2023-01-13', port, midnight)).toBe(false)
    // At Brownsville it was over two hours before.
    expect(isDayOver('2023-01-12', portNamed('2301'), midnight - hoursMs(2))).toBe(true)
    expect(isDayOver('2023-01-12', portNamed('2301'), midnight - hoursMs(2) - 1)).toBe(false)
  })
})
