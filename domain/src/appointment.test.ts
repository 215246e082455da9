import { describe, expect, it } from 'vitest'
import type { Appointment, AppointmentEvent, PickFacts } from './appointment.ts'
import { appointmentStates, canPick, follow, isLive, transitions } from './appointment.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import { daysMs } from './time.ts'

const appointment: Appointment = {
  id: 'a1',
  group: 'g1',
  slot: 's1',
  code: '000000000000',
  version: 1,
  state: 'standing',
}
const events = Object.keys(transitions) as AppointmentEvent[]

describe('an appointment', () => {
  it('[B1] keeps its group from another one while it stands, is displaced, or is being received', () => {
    const live = appointmentStates.filter((state) => isLive({ state }))
    expect(live).toEqual(['standing', 'displaced', 'arrived'])
  })

  it('[B2] goes from state to state as the table says, and no other way', () => {
    for (const event of events)
      for (const state of appointmentStates) {
        const decision = follow({ ...appointment, state }, event)
        const { from, to } = transitions[event]
        if (from.includes(state))
          expect(decision).toEqual({ ok: true, value: { ...appointment, state: to } })
        else expect(decision).toEqual({ ok: false, reasons: [{ name: `appointment-${state}` }] })
      }
  })

  it('[B2] can come to every state, and cancelled is the only one that nothing follows', () => {
    const reached = new Set(events.map((event) => transitions[event].to))
    expect([...reached].sort()).toEqual([...appointmentStates].sort())
    const left = new Set(events.flatMap((event) => transitions[event].from))
    expect(appointmentStates.filter((state) => !left.has(state))).toEqual(['cancelled'])
  })

  it('[B3] has a new version in another slot, and the same in the same', () => {
    const moved = follow(appointment, 'change', 's2')
    expect(moved).toEqual({ ok: true, value: { ...appointment, slot: 's2', version: 2 } })
    const stayed = follow(appointment, 'change', 's1')
    expect(stayed).toEqual({ ok: true, value: appointment })
  })
})

describe('taking places', () => {
  const now = Date.UTC(2023, 0, 12)
  const ready: PickFacts = {
    hasLiveAppointment: false,
    isAttested: true,
    location: { verdict: 'in', confirmedAt: now - 1, settled: false },
    photos: { m1: 'sent', m2: 'at-port' },
  }
  const names = (change: Partial<PickFacts>) => {
    const decision = canPick({ ...ready, ...change }, now, rules)
    return decision.ok ? [] : decision.reasons.map((reason) => reason.name)
  }
  const located = (verdict: 'in' | 'doubt' | 'out' | 'no-fix' | 'stated', age = 1) => ({
    location: { verdict, confirmedAt: now - age, settled: false },
  })

  it('is possible for a group that attested, is located and decided about photos', () => {
    expect(canPick(ready, now, rules)).toEqual({ ok: true, value: true })
  })

  it('[B1] is refused to a group that has an appointment', () => {
    expect(names({ hasLiveAppointment: true })).toEqual(['appointment-standing'])
  })

  it('[B4] is refused before attesting', () => {
    expect(names({ isAttested: false })).toEqual(['attestation-missing'])
  })

  it('[B5] is refused without a location', () => {
    expect(names({ location: null })).toEqual(['location-missing'])
    expect(names(located('no-fix'))).toEqual(['location-missing'])
  })

  it('[L6] is refused outside the area, and not in doubt', () => {
    expect(names(located('out'))).toEqual(['outside-area'])
    expect(names(located('doubt'))).toEqual([])
    expect(names(located('stated'))).toEqual([])
  })

  it('[L7] is refused once the location was confirmed a week ago', () => {
    expect(names(located('in', daysMs(7)))).toEqual(['location-stale'])
    expect(names(located('out', daysMs(7)))).toEqual(['location-stale'])
  })

  it('[B6] needs a photo of each member, or the choice to take it at the port', () => {
    const decision = canPick({ ...ready, photos: { m1: 'sent', m2: null, m3: null } }, now, rules)
    expect(decision).toEqual({
      ok: false,
      reasons: [{ name: 'photos-undecided', facts: { members: 2 } }],
    })
    expect(names({ photos: { m1: 'at-port' } })).toEqual([])
  })

  it('is refused with every reason at once', () => {
    const nothing = { hasLiveAppointment: true, isAttested: false, location: null }
    expect(names({ ...nothing, photos: { m1: null } })).toEqual([
      'appointment-standing',
      'attestation-missing',
      'location-missing',
      'photos-undecided',
    ])
  })
})
