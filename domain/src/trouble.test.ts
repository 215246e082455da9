import { describe, expect, it } from 'vitest'
import type { Appointment, AppointmentState } from './appointment.ts'
import { rulesAtLaunch as rules } from './programme.ts'
import type { Slot } from './slot.ts'
import { daysMs, hoursMs, minutesMs } from './time.ts'
import { answerBy, appealLocation, reportTrouble, seatTroubled } from './trouble.ts'

const now = Date.UTC(2023, 0, 10, 18)

const slot = (over: Partial<Slot> = {}): Slot => ({
  id: '2504-2023-01-12-0900',
  port: '2504',
  startsAt: Date.UTC(2023, 0, 12, 17),
  places: 20,
  taken: 4,
  waiting: 0,
  urgent: 0,
  drawnAt: 0,
  kind: 'general',
  closedAt: null,
  ...over,
})
const appointment = (state: AppointmentState = 'standing'): Appointment => ({
  id: 'a',
  group: 'g',
  slot: '2504-2023-01-12-0900',
  code: 'CODE',
  version: 1,
  state,
})
const namesOf = (decision: { ok: boolean; reasons?: readonly { name: string }[] }) =>
  decision.reasons?.map((reason) => reason.name) ?? []

describe('reporting trouble', () => {
  const report = (state: AppointmentState, at = now, isOpen = false) =>
    reportTrouble({ appointment: appointment(state), slot: slot(), isOpen }, at, rules)

  it('[U1] trouble is reported of what stands, was displaced or was marked absent, and of nothing else', () => {
    for (const state of ['standing', 'displaced', 'absent'] as const)
      expect(report(state).ok).toBe(true)
    for (const state of ['cancelled', 'arrived', 'done'] as const)
      expect(namesOf(report(state))).toEqual([`appointment-${state}`])
  })

  it('[U3] until fourteen days after the start', () => {
    const until = slot().startsAt + daysMs(14)
    expect(report('absent', until - 1).ok).toBe(true)
    const late = report('absent', until)
    expect(late).toMatchObject({ reasons: [{ name: 'trouble-too-late', facts: { until } }] })
  })

  it('[U4] one at a time, and every reason is said at once', () => {
    expect(namesOf(report('standing', now, true))).toEqual(['trouble-reported'])
    const all = report('done', slot().startsAt + daysMs(20), true)
    expect(namesOf(all)).toEqual(['appointment-done', 'trouble-reported', 'trouble-too-late'])
  })

  it('[U2] is answered within twelve hours, before the start where that is sooner, never within an hour', () => {
    const startsAt = (ms: number) => slot({ startsAt: now + ms })
    const within = (ms: number) => answerBy(startsAt(ms), now, rules) - now
    expect(within(daysMs(2))).toBe(hoursMs(12))
    expect(within(hoursMs(5))).toBe(hoursMs(5))
    expect(within(minutesMs(10))).toBe(hoursMs(1))
    expect(within(-hoursMs(3))).toBe(hoursMs(12))
    expect(answerBy(null, now, rules)).toBe(now + hoursMs(12))
  })
})

describe('seating a group in trouble', () => {
  const to = slot({ id: 'to', port: '2503', startsAt: Date.UTC(2023, 0, 14, 17), taken: 0 })
  const seat = (over: Partial<Parameters<typeof seatTroubled>[0]> = {}) =>
    seatTroubled(
      {
        ...{ appointment: appointment(), size: 3, members: 3, from: slot(), to },
        ...{ isNamed: true, frozen: 0, ruledOut: [], ...over },
      },
      now,
      rules,
    )

  it('[U6] at another port, in urgent places too, while the old places appear', () => {
    const reserved = { ...to, kind: 'urgent' as const, urgent: 20 }
    const seated = seat({ to: reserved })
    expect(seated).toMatchObject({
      ok: true,
      value: {
        appointment: { slot: 'to', version: 2, state: 'standing' },
        slots: [
          // Two days ahead of a port that somebody asks for: for the urgent.
          { id: slot().id, taken: 1, urgent: 3 },
          { id: 'to', taken: 3, urgent: 17 },
        ],
      },
    })
  })

  it('[U6] who was displaced or marked absent is seated as well', () => {
    const displaced = seat({ appointment: appointment('displaced') })
    expect(displaced).toMatchObject({ value: { slots: [{ taken: 4 }, { taken: 3 }] } })
    const absent = seat({ appointment: appointment('absent') })
    expect(absent).toMatchObject({ value: { slots: [{ taken: 1 }, { taken: 3 }] } })
    const here = seat({ appointment: appointment('absent'), to: slot() })
    expect(here).toMatchObject({
      value: { appointment: { version: 1 }, slots: [{ taken: 4 }] },
    })
  })

  it('[U6] never in what is past, closed, full, too far ahead, ruled out or given out by a draw', () => {
    const full = { ...to, taken: 10, waiting: 10 }
    expect(seat({ to: full, frozen: 7 }).ok).toBe(true)
    expect(seat({ to: full, frozen: 8 })).toMatchObject({
      reasons: [{ name: 'slot-full', facts: { placesLeft: 2 } }],
    })
    const wrong = { ...to, startsAt: now, closedAt: now, taken: 20 }
    const names = namesOf(seat({ to: wrong, ruledOut: ['2503'], appointment: appointment('done') }))
    expect(names).toEqual([
      'slot-past',
      'slot-closed',
      'port-ruled-out',
      'slot-full',
      'appointment-done',
    ])
    const far = { ...to, startsAt: now + daysMs(16) }
    expect(namesOf(seat({ to: far }))).toEqual(['slot-beyond-horizon'])
  })
})

describe('appealing against a location', () => {
  const appeal = (verdict: 'in' | 'doubt' | 'out' | 'stated' | 'no-fix', over = {}) =>
    appealLocation({ verdict, confirmedAt: now - 1, settled: false, ...over }, false, now, rules)

  it('[L10] who is out may, who may go on need not, who said nothing yet says it first', () => {
    expect(appeal('out')).toEqual({ ok: true, value: now + hoursMs(12) })
    for (const verdict of ['in', 'doubt', 'stated'] as const)
      expect(namesOf(appeal(verdict))).toEqual(['location-fine'])
    expect(namesOf(appealLocation(null, false, now, rules))).toEqual(['location-missing'])
    expect(namesOf(appeal('no-fix'))).toEqual(['location-missing'])
    const old = { confirmedAt: now - daysMs(8) }
    expect(namesOf(appeal('in', old))).toEqual(['location-missing'])
    expect(appeal('out', old).ok).toBe(true)
  })

  it('[L11] one appeal at a time', () => {
    const out = { verdict: 'out', confirmedAt: now, settled: true } as const
    expect(namesOf(appealLocation(out, true, now, rules))).toEqual(['appeal-standing'])
  })
})
