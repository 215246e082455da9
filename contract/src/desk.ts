// What else happens at the desk: whom an officer takes for whom, what is noted, who is called, who
// comes without an appointment, and what was done while there was no network. Acts done then say
// when (`doneAt`); what could not be performed on return is kept as a question (`report-clash`).

import { offlineActs } from '@garita/domain/offline-acts'
import { Type } from 'typebox'
import { act, ask } from './act.ts'
import { composition } from './composition.ts'
import { DeterminationReason, Determined } from './determination.ts'
import * as S from './shapes.ts'

const desk = ['officer', 'supervisor'] as const
const arrival = { group: S.Id, appointment: S.Id }

/** Between the port's opening and its end of day there are at most so many groups. */
const dayLimit = 5000

export const DoneAt = Type.Optional(
  Type.Integer({
    minimum: 0,
    description: 'epoch ms at which it was done without network; today, and not in the future',
  }),
)

export const IdentityVerdict = Type.Enum(['same', 'not-same', 'cannot-tell'])
export const IdentityGround = Type.Enum(['photo', 'document', 'known', 'other'], {
  description: 'what the officer goes by; the score alone is none of them',
})

export const QuestionKind = Type.Enum(
  [
    'partly-here',
    'extra-people',
    'child-alone',
    'not-same-person',
    'double-arrival',
    'cancelled-meanwhile',
    'clash',
  ],
  {
    description:
      'partly-here, extra-people, child-alone, not-same-person hold the group until a supervisor has seen it; the others were found when the network came back',
  },
)

export const deskActs = {
  'confirm-identity': act({
    summary: 'An officer says whether the person is the one who registered, and by what.',
    by: desk,
    input: S.Shape({
      ...arrival,
      member: S.Id,
      verdict: IdentityVerdict,
      ground: IdentityGround,
      words: Type.Optional(S.LongText),
      /** What the desk itself compared while there was no network. */
      shown: Type.Optional(
        S.Shape({ band: S.Band, score: S.Maybe(Type.Number({ minimum: -1, maximum: 1 })) }),
      ),
      doneAt: DoneAt,
    }),
    answer: S.Shape({ identity: S.Id, member: S.Id, verdict: IdentityVerdict }),
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'member-unknown',
      'member-not-arrived',
      'photo-missing',
      'note-missing',
      'done-at-unlikely',
    ],
  }),
  'amend-determination': act({
    summary: 'Decides anew on a traveler, with the reason; what stood before is kept.',
    by: desk,
    input: S.Shape({
      ...arrival,
      member: S.Id,
      outcome: S.Outcome,
      reason: DeterminationReason,
      note: S.LongText,
      seen: S.ListOf(S.Criterion, 7),
    }),
    answer: Determined,
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'member-unknown',
      'member-not-determined',
      'criterion-unknown',
      'identity-missing',
      'identity-not-same',
      'reason-unfit',
      'note-missing',
      'group-held',
    ],
  }),
  'undo-absent': act({
    summary: 'Takes back that a group was marked absent today, so that it can be checked in.',
    by: desk,
    input: S.Shape({ ...arrival, words: Type.Optional(S.LongText) }),
    answer: S.Shape({ appointment: S.Id }),
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'appointment-standing',
      'appointment-displaced',
      'appointment-cancelled',
      'appointment-arrived',
      'appointment-done',
      'slot-full',
    ],
  }),
  note: act({
    summary: 'Leaves words about a group for the next shift.',
    by: desk,
    input: S.Shape({
      ...arrival,
      words: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }),
      doneAt: DoneAt,
    }),
    answer: S.Shape({ note: S.Id }),
    refusals: ['group-unknown', 'appointment-unknown', 'notes-too-many', 'done-at-unlikely'],
  }),
  'break-glass': act({
    summary:
      'Opens a group of another port or day for half an hour; a supervisor sees who and why.',
    by: desk,
    input: S.Shape({
      port: S.PortCode,
      code: S.TypedCode,
      words: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
    }),
    answer: S.Shape({ group: S.Id, appointment: S.Id, until: S.Instant }),
    refusals: ['port-not-mine', 'code-damaged', 'pass-unknown', 'glass-too-often'],
  }),
  'call-group': act({
    summary: 'Calls a group’s number to a lane; the display shows and says it.',
    by: desk,
    input: S.Shape({ ...arrival, lane: Type.Integer({ minimum: 1, maximum: 99 }) }),
    answer: S.Shape({ number: Type.Integer(), lane: Type.Integer() }),
    refusals: ['group-unknown', 'appointment-unknown', 'appointment-not-arrived'],
  }),
  'receive-walk-in': act({
    summary: 'Registers a group in danger that came without an appointment, and checks it in.',
    by: desk,
    input: S.Shape({
      port: S.PortCode,
      slot: S.SlotId,
      language: S.Language,
      members: S.ListOf(S.NewMember, 100),
      contact: S.Contact,
      /** By the place of the member in `members`. */
      said: S.ListOf(
        S.Shape({
          member: Type.Integer({ minimum: 0, maximum: 99 }),
          criteria: S.ListOf(S.StatedCriterion, 5),
          preferToSay: Type.Boolean(),
        }),
        100,
      ),
      reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
    }),
    answer: S.Shape({
      group: S.Id,
      appointment: S.Id,
      slot: S.SlotId,
      members: S.ListOf(S.Id, 20),
      number: Type.Integer({ description: 'for the waiting area' }),
    }),
    refusals: [
      'port-not-mine',
      'slot-unknown',
      'slot-elsewhere',
      'slot-not-today',
      'slot-closed',
      'slot-full',
      'criterion-missing',
      'member-unknown',
      'walk-ins-too-many',
      ...composition,
    ],
  }),
  'report-clash': act({
    summary: 'Keeps an act that was done without network and cannot be performed, as a question.',
    by: desk,
    input: S.Shape({
      port: S.PortCode,
      appointment: S.Id,
      act: Type.Enum([...offlineActs]),
      /** The act’s own input, as JSON. */
      content: Type.String({ maxLength: 8000 }),
      photo: Type.Optional(S.PhotoInText),
      refusals: S.ListOf(Type.String({ maxLength: 60 }), 20, 1),
      doneAt: S.Instant,
    }),
    answer: S.Shape({ question: S.Id, kind: QuestionKind }),
    refusals: ['port-not-mine', 'appointment-unknown', 'done-at-unlikely', 'clashes-too-many'],
  }),
} as const

/** A traveler as the desk reads them, with a network and without. */
export const person = {
  member: S.Id,
  givenNames: Type.String(),
  familyNames: S.Maybe(Type.String()),
  relation: S.Relation,
  sex: Type.String(),
  birth: S.BirthDate,
  age: S.Shape({ youngest: Type.Integer(), oldest: Type.Integer() }),
  nationality: S.Country,
  birthCountry: S.Country,
  languages: S.ListOf(Type.String(), 8),
  needs: S.ListOf(S.Need, 5),
  criteria: S.ListOf(S.Criterion, 7),
  preferToSay: Type.Boolean(),
} as const

/** What the desk needs of one group to go on without a network. */
export const DeskMember = S.Shape({
  ...person,
  sentPhoto: S.Maybe(S.Id),
  present: Type.Boolean(),
  determined: Type.Boolean(),
})

export const deskAsks = {
  'day-list': ask({
    summary: 'Today’s groups at a port, as a desk needs them to go on without a network.',
    by: desk,
    query: S.Shape({ port: S.PortCode }),
    answer: S.Shape({
      port: S.PortCode,
      day: S.Day,
      asOf: S.Instant,
      endsAt: Type.Integer({ description: 'end of the port’s day: the list is wiped then' }),
      version: Type.String({ maxLength: 64 }),
      groups: S.ListOf(
        S.Shape({
          group: S.Id,
          appointment: S.Id,
          code: Type.String(),
          version: Type.Integer({ description: 'of the appointment; older passes do not hold' }),
          slot: S.SlotId,
          startsAt: S.Instant,
          state: Type.String({ description: 'of the appointment' }),
          language: S.Language,
          registeredAt: S.Instant,
          arrivedAt: S.Maybe(S.Instant),
          walkIn: Type.Boolean(),
          number: S.Maybe(Type.Integer()),
          held: Type.Boolean({ description: 'a question holds it' }),
          holding: S.ListOf(QuestionKind, 5),
          members: S.ListOf(DeskMember, 20),
        }),
        dayLimit,
      ),
    }),
    refusals: ['port-not-mine'],
  }),
  'waiting-area': ask({
    summary: 'The numbers called at a port, for a display; numbers alone, no names.',
    by: ['public'],
    query: S.Shape({ port: S.PortCode }),
    answer: S.Shape({
      port: S.PortCode,
      now: S.Instant,
      called: S.ListOf(
        S.Shape({
          number: Type.Integer(),
          lane: Type.Integer(),
          calledAt: S.Instant,
          times: Type.Integer({ description: 'how often it was called' }),
        }),
        50,
      ),
    }),
    refusals: [],
  }),
  'walk-in-slots': ask({
    summary: 'Today’s slots at a port with room for a group that came without an appointment.',
    by: desk,
    query: S.Shape({ port: S.PortCode }),
    answer: S.Shape({
      slots: S.ListOf(
        S.Shape({
          slot: S.SlotId,
          startsAt: S.Instant,
          urgent: Type.Integer({ description: 'reserved places' }),
          free: Type.Integer({ description: 'places a walk-in may take, the reserved first' }),
        }),
        200,
      ),
    }),
    refusals: ['port-not-mine'],
  }),
} as const
