// What an officer does at the port, in the order of an arrival. Every act names the group and its
// appointment; the door lets an officer reach only groups of their own port and day.

import { Type } from 'typebox'
import { act, ask } from './act.ts'
import * as S from './shapes.ts'

const desk = ['officer', 'supervisor'] as const
const arrival = { group: S.Id, appointment: S.Id }

export const DeterminationReason = Type.Enum(
  [
    'criterion-confirmed',
    'family-together',
    'humanitarian-need',
    'criterion-not-shown',
    'identity-not-confirmed',
    'public-safety',
    'identity-unsure',
    'medical-care',
    'child-protection',
    'second-interview',
    'other',
  ],
  { description: 'why; which reasons go with which outcome stands in the rules (X2)' },
)

export const officerActs = {
  'check-in': act({
    summary: 'Records which travelers of a group have arrived; can be repeated as others come.',
    by: desk,
    input: S.Shape({
      ...arrival,
      port: S.PortCode,
      present: S.ListOf(S.Id, 20),
      version: Type.Optional(
        Type.Integer({ minimum: 1, description: 'on the pass, where one was scanned' }),
      ),
    }),
    answer: S.Shape({ appointment: S.Id, present: Type.Integer(), size: Type.Integer() }),
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'member-unknown',
      'members-not-present',
      'pass-used',
      'pass-outdated',
      'arrival-other-port',
      'arrival-other-day',
      'appointment-cancelled',
      'appointment-absent',
      'appointment-displaced',
    ],
  }),
  'take-photo': act({
    summary: 'Names the photo taken of a traveler on arrival.',
    by: desk,
    input: S.Shape({ ...arrival, member: S.Id, photo: S.PhotoRef }),
    answer: S.Shape({ appointment: S.Id, member: S.Id, photo: S.Id }),
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'member-unknown',
      'member-not-arrived',
      'photo-unknown',
      'photo-incomplete',
      'photo-damaged',
    ],
  }),
  compare: act({
    summary: 'Compares the photo taken with the photo sent: evidence for the officer, no verdict.',
    by: desk,
    input: S.Shape({ ...arrival, member: S.Id }),
    answer: S.Shape({
      comparison: S.Id,
      member: S.Id,
      band: S.Band,
      score: S.Maybe(Type.Number({ minimum: -1, maximum: 1 })),
      reason: S.Maybe(Type.String({ maxLength: 60 })),
      flags: S.ListOf(Type.String({ maxLength: 40 }), 14),
    }),
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'member-unknown',
      'member-not-arrived',
      'photo-missing',
    ],
  }),
  determine: act({
    summary: 'Records an officer’s decision on one traveler.',
    by: desk,
    input: S.Shape({
      ...arrival,
      member: S.Id,
      outcome: S.Outcome,
      reason: DeterminationReason,
      note: Type.Optional(S.LongText),
    }),
    answer: S.Shape({ determination: S.Id, member: S.Id, outcome: S.Outcome }),
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'member-unknown',
      'member-not-arrived',
      'member-determined',
      'reason-unfit',
      'note-missing',
      'appointment-not-arrived',
    ],
  }),
  're-seat': act({
    summary:
      'Moves a group, opened by its pass’s code, to a slot of today at this port, with a reason.',
    by: desk,
    input: S.Shape({ code: S.TypedCode, slot: S.SlotId, reason: S.Name }),
    answer: S.Shape({ group: S.Id, appointment: S.Id, slot: S.SlotId, startsAt: S.Instant }),
    refusals: [
      'code-damaged',
      'pass-unknown',
      'slot-unknown',
      'slot-past',
      'slot-closed',
      'slot-full',
      'slot-elsewhere',
      'slot-not-today',
      'appointment-cancelled',
      'appointment-arrived',
      'appointment-done',
    ],
  }),
} as const

export const ArrivalState = Type.Enum(
  ['expected', 'here', 'partly-here', 'late', 'absent', 'determined'],
  {
    description: 'where an arrival stands on the day',
  },
)

const ArrivalRow = S.Shape({
  group: S.Id,
  appointment: S.Id,
  code: Type.String(),
  startsAt: S.Instant,
  size: Type.Integer(),
  present: Type.Integer(),
  state: ArrivalState,
  firstPerson: Type.String(),
  names: S.ListOf(Type.String(), 20),
  language: S.Language,
  arrivedAt: S.Maybe(S.Instant),
})

const ArrivalMember = S.Shape({
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
  photo: S.PhotoState,
  sentPhoto: S.Maybe(S.Id),
  takenPhoto: S.Maybe(S.Id),
  present: Type.Boolean(),
  comparison: S.Maybe(
    S.Shape({
      band: S.Band,
      score: S.Maybe(Type.Number()),
      reason: S.Maybe(Type.String()),
      flags: S.ListOf(Type.String(), 14),
      comparedAt: S.Instant,
    }),
  ),
  determination: S.Maybe(
    S.Shape({
      outcome: S.Outcome,
      reason: DeterminationReason,
      note: S.Maybe(Type.String()),
      determinedAt: S.Instant,
    }),
  ),
})

export const officerAsks = {
  arrivals: ask({
    summary: 'Today’s arrivals at a port of mine, by start, with counts.',
    by: desk,
    query: S.Shape({ port: S.PortCode }),
    answer: S.Shape({
      port: S.PortCode,
      day: S.Day,
      now: S.Instant,
      hours: S.ListOf(
        S.Shape({
          startsAt: S.Instant,
          slot: S.SlotId,
          groups: Type.Integer(),
          expected: Type.Integer({ description: 'people' }),
          here: Type.Integer({ description: 'people' }),
          determined: Type.Integer({ description: 'people' }),
          absent: Type.Integer({ description: 'people' }),
        }),
        200,
      ),
      arrivals: S.ListOf(ArrivalRow, 5000),
    }),
    refusals: ['port-not-mine'],
  }),
  'find-arrival': ask({
    summary: 'Finds by a pass’s token or code. Elsewhere or another day: only port and start.',
    by: desk,
    query: S.Shape({
      port: S.PortCode,
      pass: Type.String({ minLength: 4, maxLength: 600, description: 'token or code' }),
    }),
    answer: S.Shape({
      found: Type.Enum(['here-today', 'another-day', 'another-port']),
      group: S.Maybe(S.Id),
      appointment: S.Maybe(S.Id),
      code: Type.String(),
      port: S.PortCode,
      startsAt: S.Instant,
      state: Type.String(),
      older: Type.Boolean({ description: 'the token is of an earlier version of the appointment' }),
    }),
    refusals: ['port-not-mine', 'code-damaged', 'pass-unknown', 'pass-damaged'],
  }),
  arrival: ask({
    summary: 'One group on one screen: travelers, photos, criteria, comparisons, determinations.',
    by: desk,
    query: S.Shape({ group: S.Id, appointment: S.Id }),
    answer: S.Shape({
      group: S.Id,
      appointment: S.Id,
      code: Type.String(),
      slot: S.SlotId,
      startsAt: S.Instant,
      state: ArrivalState,
      registeredAt: S.Instant,
      language: S.Language,
      sharesTraveler: Type.Boolean(),
      history: S.ListOf(
        S.Shape({ at: S.Instant, fields: S.ListOf(Type.String({ maxLength: 60 }), 400) }),
        1000,
      ),
      members: S.ListOf(ArrivalMember, 20),
    }),
    refusals: ['group-unknown', 'appointment-unknown'],
  }),
} as const
