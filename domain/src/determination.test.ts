import { describe, expect, it } from 'vitest'
import type { AppointmentState } from './appointment.ts'
import type { Arrival } from './arrival.ts'
import type { Determination } from './determination.ts'
import { amend, determinationReasons, determine, outcomes } from './determination.ts'

const now = Date.UTC(2023, 0, 20, 18)
const appointmentIn = (state: AppointmentState) =>
  ({ id: 'a', group: 'g', slot: 's', code: 'c', version: 1, state }) as const
const said: Omit<Determination, 'at'> = {
  member: 'ana',
  outcome: 'excepted',
  reason: 'criterion-confirmed',
  note: '',
}
const here: Arrival = { ana: 'present', ben: 'present', eva: 'expected' }
const decide = (
  change: Partial<typeof said>,
  arrival: Arrival = here,
  state: AppointmentState = 'arrived',
) => determine(appointmentIn(state), arrival, { ...said, ...change }, now)
const names = (decision: ReturnType<typeof decide>) =>
  decision.ok ? [] : decision.reasons.map((reason) => reason.name)

describe('determining', () => {
  it('[X1] decides about one member who came', () => {
    expect(decide({ note: ' Seen. ' })).toEqual({
      ok: true,
      value: {
        determination: { ...said, note: 'Seen.', at: now },
        arrival: { ana: 'determined', ben: 'present', eva: 'expected' },
        appointment: appointmentIn('arrived'),
      },
    })
  })

  it('[X1] is refused about who did not come, was decided upon, or is of another group', () => {
    expect(names(decide({ member: 'eva' }))).toEqual(['member-not-arrived'])
    expect(names(decide({ member: 'eve' }))).toEqual(['member-unknown'])
    expect(names(decide({}, { ana: 'determined' }))).toEqual(['member-determined'])
    expect(names(decide({}, { ana: 'determined' }, 'done'))).toEqual(['member-determined'])
    expect(names(decide({}, { ana: 'expected' }, 'standing'))).toEqual([
      'member-not-arrived',
      'appointment-not-arrived',
    ])
  })

  it('[X2] takes a reason from the outcome’s own list, and names the list otherwise', () => {
    for (const outcome of outcomes)
      for (const reason of determinationReasons[outcome])
        expect(decide({ outcome, reason, note: 'Why.' }).ok).toBe(true)
    expect(decide({ outcome: 'referred' })).toEqual({
      ok: false,
      reasons: [{ name: 'reason-unfit', facts: { fitting: determinationReasons.referred } }],
    })
  })

  it('[X2] has no reason that a machine’s comparison could be', () => {
    const all = Object.values(determinationReasons).flat().join(' ')
    expect(all).not.toMatch(/photo|face|match|score|different/)
  })

  it('[X3] says in a note what another reason is', () => {
    expect(names(decide({ reason: 'other', note: '  ' }))).toEqual(['note-missing'])
    expect(decide({ reason: 'other', note: 'Why.' }).ok).toBe(true)
  })

  it('[X4] ends the appointment with the last who came, whoever did not', () => {
    const last = decide({}, { ana: 'present', ben: 'determined', eva: 'expected' })
    expect(last.ok && last.value.appointment.state).toBe('done')
  })
})

describe('amending', () => {
  const before: Determination = { ...said, at: now - 1 }
  const amended = { outcome: 'referred', reason: 'medical-care', note: ' Fever. ' } as const

  it('[X5] decides anew about the same person, with a note that says why', () => {
    expect(amend(before, amended, now)).toEqual({
      ok: true,
      value: { ...amended, note: 'Fever.', member: 'ana', at: now },
    })
    const silent = amend(before, { ...amended, note: ' ' }, now)
    expect(silent).toEqual({ ok: false, reasons: [{ name: 'note-missing' }] })
    const other = amend(before, { ...amended, reason: 'other', note: '' }, now)
    expect(other).toEqual({ ok: false, reasons: [{ name: 'note-missing' }] })
  })

  it('[X2] takes a reason from the outcome’s own list too', () => {
    const unfit = amend(before, { ...amended, reason: 'public-safety' }, now)
    expect(unfit.ok).toBe(false)
  })
})
