import { describe, expect, it } from 'vitest'
import type { AppointmentState } from './appointment.ts'
import type { Arrival } from './arrival.ts'
import type { CountersignFacts, Determination, DetermineFacts } from './determination.ts'
import {
  amend,
  countersign,
  countersignOf,
  determinationReasons,
  determine,
  outcomes,
} from './determination.ts'

const now = Date.UTC(2023, 0, 20, 18)
const appointmentIn = (state: AppointmentState) =>
  ({ id: 'a', group: 'g', slot: 's', code: 'c', version: 1, state }) as const
const said: Omit<Determination, 'at'> = {
  member: 'ana',
  outcome: 'excepted',
  reason: 'criterion-confirmed',
  note: '',
  seen: [],
}
const here: Arrival = { ana: 'present', ben: 'present', eva: 'expected' }
const known: DetermineFacts = {
  appointment: appointmentIn('arrived'),
  arrival: here,
  attested: ['pregnancy', 'threatened'],
  preferToSay: false,
  identity: 'same',
  isHeld: false,
}
const decide = (change: Partial<typeof said>, facts: Partial<DetermineFacts> = {}) =>
  determine({ ...known, ...facts }, { ...said, ...change }, now)
const names = (decision: { ok: boolean; reasons?: readonly { name: string }[] }) =>
  decision.reasons?.map((reason) => reason.name) ?? []

describe('determining', () => {
  it('[X1] decides about one member who came', () => {
    expect(decide({ note: ' Seen. ', seen: ['threatened', 'threatened'] })).toEqual({
      ok: true,
      value: {
        determination: { ...said, note: 'Seen.', seen: ['threatened'], at: now },
        counts: true,
        arrival: { ana: 'determined', ben: 'present', eva: 'expected' },
        appointment: appointmentIn('arrived'),
      },
    })
  })

  it('[X1] is refused about who did not come, was decided upon, or is of another group', () => {
    const standing = appointmentIn('standing')
    expect(names(decide({ member: 'eva' }))).toEqual(['member-not-arrived'])
    expect(names(decide({ member: 'eve' }))).toEqual(['member-unknown'])
    expect(names(decide({ member: 'toString' }))).toEqual(['member-unknown'])
    for (const state of ['determined', 'awaited'] as const)
      for (const appointment of [appointmentIn('arrived'), appointmentIn('done')]) {
        const again = decide({}, { arrival: { ana: state }, appointment })
        expect(names(again)).toEqual(['member-determined'])
      }
    expect(names(decide({}, { arrival: { ana: 'expected' }, appointment: standing }))).toEqual([
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
    const last = decide({}, { arrival: { ana: 'present', ben: 'determined', eva: 'expected' } })
    expect(last.ok && last.value.appointment.state).toBe('done')
  })

  it('[X6] excepts nobody whom an officer has not taken for somebody, or for somebody else', () => {
    expect(names(decide({}, { identity: null }))).toEqual(['identity-missing'])
    expect(names(decide({}, { identity: 'not-same' }))).toEqual(['identity-not-same'])
    expect(decide({}, { identity: 'cannot-tell' }).ok).toBe(true)
    for (const identity of [null, 'not-same'] as const) {
      const referred = { outcome: 'referred', reason: 'identity-unsure' } as const
      expect(decide(referred, { identity }).ok).toBe(true)
      const not = { outcome: 'not-excepted', reason: 'identity-not-confirmed' } as const
      expect(decide(not, { identity }).ok).toBe(true)
    }
  })

  it('[X7] sees only what was attested, but of who would rather say it at the port', () => {
    expect(decide({ seen: ['pregnancy', 'threatened'] }).ok).toBe(true)
    expect(names(decide({ seen: ['pregnancy', 'illness'] }))).toEqual(['criterion-unknown'])
    expect(decide({ seen: ['illness'] }, { attested: [], preferToSay: true }).ok).toBe(true)
  })

  it('[R9] is refused while a question holds the group, with every other reason', () => {
    expect(names(decide({}, { isHeld: true }))).toEqual(['group-held'])
    const all = decide({ reason: 'other', seen: ['illness'] }, { isHeld: true, identity: null })
    expect(names(all)).toEqual([
      'note-missing',
      'criterion-unknown',
      'identity-missing',
      'group-held',
    ])
  })

  it('[X8] a not-excepted awaits a supervisor, and the appointment with it', () => {
    const only: Arrival = { ana: 'present' }
    const not = { outcome: 'not-excepted', reason: 'public-safety' } as const
    expect(decide(not, { arrival: only })).toMatchObject({
      value: {
        counts: false,
        arrival: { ana: 'awaited' },
        appointment: { state: 'arrived' },
      },
    })
    expect(outcomes.map(countersignOf)).toEqual(['not-needed', 'awaited', 'not-needed'])
  })
})

describe('countersigning', () => {
  const facts: CountersignFacts = {
    appointment: appointmentIn('arrived'),
    arrival: { ana: 'awaited', ben: 'determined' },
    member: 'ana',
    countersign: 'awaited',
    isReplaced: false,
    isOwn: false,
    isDayOver: false,
  }

  it('[X8] once confirmed it counts, and ends the appointment with the last who came', () => {
    expect(countersign(facts, { verdict: 'confirmed', words: '' })).toEqual({
      ok: true,
      value: {
        verdict: 'confirmed',
        words: '',
        arrival: { ana: 'determined', ben: 'determined' },
        appointment: appointmentIn('done'),
      },
    })
    const others = { ...facts, arrival: { ana: 'awaited', ben: 'present' } } as const
    const decision = countersign(others, { verdict: 'confirmed', words: '' })
    expect(decision.ok && decision.value.appointment.state).toBe('arrived')
  })

  it('[X8] returned with words, the person is to be determined anew', () => {
    const silent = countersign(facts, { verdict: 'returned', words: ' ' })
    expect(names(silent)).toEqual(['note-missing'])
    expect(countersign(facts, { verdict: 'returned', words: ' Why? ' })).toMatchObject({
      value: { words: 'Why?', arrival: { ana: 'present' }, appointment: { state: 'arrived' } },
    })
  })

  it('[R21] of an appointment that ended with its day opens nothing again', () => {
    const ended = { ...facts, isDayOver: true, appointment: appointmentIn('done') }
    const returned = { verdict: 'returned', words: 'Why?' } as const
    expect(countersign(ended, returned)).toMatchObject({
      value: { arrival: { ana: 'present' }, appointment: { state: 'done' } },
    })
    const others = { ...ended, arrival: { ana: 'awaited', ben: 'present' } } as const
    expect(countersign(others, { verdict: 'confirmed', words: '' })).toMatchObject({
      value: { arrival: { ana: 'determined' }, appointment: { state: 'done' } },
    })
    // Where the clock has not come by yet, the last one ends it.
    const left = { ...facts, isDayOver: true }
    expect(countersign(left, { verdict: 'confirmed', words: '' })).toMatchObject({
      value: { appointment: { state: 'done' } },
    })
    // On its own day it is opened again, for the person to be determined anew.
    expect(countersign({ ...ended, isDayOver: false }, returned)).toMatchObject({
      value: { appointment: { state: 'arrived' } },
    })
  })

  it('[X8] once, not of what was replaced, and not by who decided', () => {
    const said = { verdict: 'confirmed', words: '' } as const
    for (const state of ['not-needed', 'confirmed', 'returned'] as const)
      expect(names(countersign({ ...facts, countersign: state }, said))).toEqual([
        'determination-settled',
      ])
    expect(names(countersign({ ...facts, isReplaced: true }, said))).toEqual([
      'determination-settled',
    ])
    expect(names(countersign({ ...facts, isOwn: true }, said))).toEqual(['determination-own'])
  })
})

describe('amending', () => {
  const amended = { outcome: 'referred', reason: 'medical-care', note: ' Fever. ' } as const
  const decided: DetermineFacts = {
    ...known,
    arrival: { ana: 'determined' },
    appointment: appointmentIn('done'),
  }
  const again = (change: Partial<typeof said>, facts: Partial<DetermineFacts> = {}) =>
    amend({ ...decided, ...facts }, { ...said, ...change }, now)

  it('[X5] decides anew about the same person, with a note that says why', () => {
    expect(again(amended)).toEqual({
      ok: true,
      value: {
        determination: { ...said, ...amended, note: 'Fever.', at: now },
        counts: true,
        arrival: { ana: 'determined' },
        appointment: appointmentIn('done'),
      },
    })
    expect(names(again({ ...amended, note: ' ' }))).toEqual(['note-missing'])
    expect(names(again({ ...amended, reason: 'other', note: '' }))).toEqual(['note-missing'])
  })

  it('[R9] excepts nobody while a supervisor has to see the group; anything else goes on', () => {
    expect(names(again({ note: 'Why.' }, { isHeld: true }))).toEqual(['group-held'])
    expect(again({ note: 'Why.' }, { isHeld: false }).ok).toBe(true)
    expect(again(amended, { isHeld: true }).ok).toBe(true)
  })

  it('[X9] of who was decided upon alone, whether it counts already or not', () => {
    expect(names(again({ ...amended, member: 'eve' }))).toEqual(['member-unknown'])
    for (const state of ['expected', 'present'] as const)
      expect(names(again(amended, { arrival: { ana: state } }))).toEqual(['member-not-determined'])
    const awaited = again(amended, {
      arrival: { ana: 'awaited' },
      appointment: appointmentIn('arrived'),
    })
    expect(awaited.ok && awaited.value.appointment.state).toBe('done')
  })

  it('[X9] to not-excepted awaits a supervisor, and the appointment is not done any more', () => {
    const not = { outcome: 'not-excepted', reason: 'public-safety', note: 'Why.' } as const
    expect(again(not)).toMatchObject({
      value: { counts: false, arrival: { ana: 'awaited' }, appointment: { state: 'arrived' } },
    })
  })

  it('[X9] is held to the same as a first decision', () => {
    expect(names(again({ ...amended, reason: 'public-safety' }))).toEqual(['reason-unfit'])
    expect(names(again({ ...amended, seen: ['illness'] }))).toEqual(['criterion-unknown'])
    expect(names(again({ note: 'Why.' }, { identity: null }))).toEqual(['identity-missing'])
    expect(names(again({ note: 'Why.' }, { identity: 'not-same' }))).toEqual(['identity-not-same'])
  })
})
