import { expect, test } from 'vitest'
import {
  type Arrival,
  criteriaToSee,
  emptyPlan,
  isOrdinary,
  lacksNote,
  type Member,
  mayExcept,
  nextToDecide,
  noPhotoNote,
  turned,
  willAsk,
  withReason,
} from './plan.ts'

const same: NonNullable<Member['comparison']> = {
  band: 'same',
  score: 0.86,
  reason: null,
  flags: [],
  comparedAt: 1,
}
const said = (verdict: 'same' | 'not-same' | 'cannot-tell'): NonNullable<Member['identity']> => {
  return { verdict, ground: 'photo', words: null, confirmedAt: 1, by: 'Ejemplo' }
}

const member: Member = {
  member: 'm-1',
  givenNames: 'Ejemplo 1',
  familyNames: null,
  relation: 'self',
  sex: 'female',
  birth: { year: 1990, approximate: false },
  age: { youngest: 32, oldest: 33 },
  nationality: 'HN',
  birthCountry: 'HN',
  languages: ['es'],
  needs: [],
  criteria: ['pregnancy', 'threatened'],
  preferToSay: false,
  photo: 'sent',
  sentPhoto: 'p-1',
  takenPhoto: 'p-2',
  present: true,
  comparison: same,
  determination: null,
  identity: null,
  before: [],
}

const arrival: Arrival = {
  group: 'g',
  appointment: 'a',
  code: '7KQ4-M2XR-9D0Z',
  slot: '2504-2023-01-15-0900',
  startsAt: 0,
  state: 'here',
  registeredAt: 0,
  language: 'es',
  sharesTraveler: false,
  number: 1,
  lane: null,
  walkIn: false,
  today: true,
  questions: [],
  notes: [],
  history: [],
  members: [member],
}

const question = (holds: boolean): Arrival['questions'][number] => {
  return { question: 'q', kind: holds ? 'partly-here' : 'clash', raisedAt: 0, holds, held: null }
}

test('the ordinary case is one key: same by both photos, nothing against it, a criterion attested', () => {
  expect(isOrdinary(arrival, member)).toBe(true)
  expect(isOrdinary(arrival, { ...member, identity: said('same') })).toBe(true)
  expect(isOrdinary({ ...arrival, questions: [question(false)] }, member)).toBe(true)
})

test('anything unusual takes the ordinary key away', () => {
  const unusual: Partial<Member>[] = [
    { comparison: null },
    { comparison: { ...same, band: 'unsure' } },
    { comparison: { ...same, band: 'different' } },
    { comparison: { ...same, band: 'cannot-compare' } },
    { comparison: { ...same, flags: ['too-dark'] } },
    { comparison: { ...same, flags: ['several-faces'] } },
    { identity: said('not-same') },
    { identity: said('cannot-tell') },
    { criteria: [] },
    { present: false },
  ]
  for (const change of unusual) expect(isOrdinary(arrival, { ...member, ...change })).toBe(false)
  expect(isOrdinary({ ...arrival, questions: [question(true)] }, member)).toBe(false)
  expect(isOrdinary({ ...arrival, today: false }, member)).toBe(false)
})

test('confirming a criterion marks the attested as seen, every other reason marks none', () => {
  const confirmed = withReason(emptyPlan, 'criterion-confirmed', member)
  expect(confirmed.seen).toEqual(['pregnancy', 'threatened'])
  expect(withReason(confirmed, 'family-together', member).seen).toEqual([])
  const without = turned(confirmed, 'pregnancy')
  expect(without.seen).toEqual(['threatened'])
  expect(withReason(without, 'criterion-confirmed', member).seen).toEqual(['threatened'])
  expect(turned(without, 'pregnancy').seen).toEqual(['pregnancy', 'threatened'])
})

test('[X7] who would rather say it here may show any criterion', () => {
  expect(criteriaToSee(member)).toEqual(['pregnancy', 'threatened'])
  expect(criteriaToSee({ ...member, criteria: [], preferToSay: true })).toHaveLength(7)
})

test('[X3] another reason needs words, [X5] and so does every decision made anew', () => {
  const plan = { ...emptyPlan, reason: 'criterion-confirmed' as const }
  expect(lacksNote(plan, false)).toBe(false)
  expect(lacksNote(plan, true)).toBe(true)
  expect(lacksNote({ ...plan, reason: 'other', note: ' ' }, false)).toBe(true)
  expect(lacksNote({ ...plan, reason: 'other', note: 'words' }, true)).toBe(false)
})

test('[X6] nobody is excepted unnamed or as somebody else', () => {
  const may = (identity: Member['identity']) => mayExcept({ identity })
  expect([may(null), may(said('not-same'))]).toEqual([false, false])
  expect([may(said('same')), may(said('cannot-tell'))]).toEqual([true, true])
})

test('[R9] [R10] a check-in says before what it will ask of a supervisor', () => {
  const adult = { age: { youngest: 30, oldest: 30 } }
  const child = { age: { youngest: 9, oldest: 9 } }
  const perhaps = { age: { youngest: 17, oldest: 18 } }
  expect(willAsk({ here: [adult, child], size: 2, extra: 0 })).toEqual([])
  expect(willAsk({ here: [adult], size: 2, extra: 0 })).toEqual(['missing'])
  expect(willAsk({ here: [adult, child], size: 2, extra: 1 })).toEqual(['extra'])
  expect(willAsk({ here: [adult], size: 2, extra: 1 })).toEqual(['exchanged'])
  expect(willAsk({ here: [child], size: 2, extra: 0 })).toEqual(['missing', 'child-alone'])
  expect(willAsk({ here: [perhaps], size: 1, extra: 0 })).toEqual([])
})

test('the next person is the first who is here and not decided on', () => {
  const away = { ...member, member: 'm-0', present: false }
  expect(nextToDecide([away, member])?.member).toBe('m-1')
  expect(nextToDecide([away])).toBeUndefined()
})

test('of a group without an appointment nobody is said to have chosen the port for the photo', () => {
  expect(noPhotoNote({ photo: 'at-port' }, true)).toBe('photo-walk-in-note')
  expect(noPhotoNote({ photo: 'at-port' }, false)).toBe('photo-at-port-note')
  expect(noPhotoNote({ photo: 'missing' }, false)).toBe('photo-missing-note')
})
