// What an officer does at the port, in the order of an arrival. Every act names the group and its
// appointment; the door lets an officer reach only groups of their own port and day.

import { Type } from 'typebox'
import { act, ask } from './act.ts'
import { ArrivalMember, ArrivalRow, ArrivalState } from './arrival-shapes.ts'
import { DoneAt, QuestionKind } from './desk.ts'
import { DeterminationReason, Determined } from './determination.ts'
import * as S from './shapes.ts'

const desk = ['officer', 'supervisor'] as const
const arrival = { group: S.Id, appointment: S.Id }

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
      extra: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 20,
          description:
            'people who came now and are not of the group, none where left out; to a group that is here they may come alone, with nobody in `present`',
        }),
      ),
      doneAt: DoneAt,
    }),
    answer: S.Shape({
      appointment: S.Id,
      present: Type.Integer(),
      size: Type.Integer(),
      number: Type.Integer({ description: 'for the waiting area, from 1 each day at a port' }),
      questions: S.ListOf(QuestionKind, 5),
    }),
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
      'done-at-unlikely',
    ],
  }),
  'take-photo': act({
    summary: 'Names the photo taken of a traveler on arrival.',
    by: desk,
    input: S.Shape({ ...arrival, member: S.Id, photo: S.PhotoRef, doneAt: DoneAt }),
    answer: S.Shape({ appointment: S.Id, member: S.Id, photo: S.Id }),
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'member-unknown',
      'member-not-arrived',
      'photo-unknown',
      'photo-incomplete',
      'photo-damaged',
      'done-at-unlikely',
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
      /** Which of the attested criteria the officer saw. */
      seen: Type.Optional(S.ListOf(S.Criterion, 7)),
      doneAt: DoneAt,
    }),
    answer: Determined,
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'member-unknown',
      'member-not-arrived',
      'member-determined',
      'reason-unfit',
      'note-missing',
      'appointment-not-arrived',
      'identity-missing',
      'identity-not-same',
      'group-held',
      'criterion-unknown',
      'done-at-unlikely',
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

export const officerAsks = {
  arrivals: ask({
    summary: 'Today’s arrivals at a port of mine, by start, with counts.',
    by: desk,
    query: S.Shape({
      port: S.PortCode,
      known: Type.Optional(
        Type.String({
          maxLength: 64,
          description: 'the version that one has: then only what moved',
        }),
      ),
      /** The appointment on the screen: `open` then tells whether anything of it moved. */
      open: Type.Optional(S.Id),
    }),
    answer: S.Shape({
      port: S.PortCode,
      day: S.Day,
      now: S.Instant,
      version: Type.String({ maxLength: 64 }),
      unchanged: Type.Boolean({ description: 'as known: `arrivals` and `hours` are empty then' }),
      open: S.Maybe(
        Type.String({
          maxLength: 64,
          description: 'version of the appointment asked about; null for none of this port and day',
        }),
      ),
      oldestWaitAt: S.Maybe(
        Type.Integer({ description: 'check-in of who has waited longest and is not determined' }),
      ),
      questions: Type.Integer({ description: 'that wait for a supervisor at this port' }),
      hours: S.ListOf(
        S.Shape({
          startsAt: S.Instant,
          slot: S.SlotId,
          groups: Type.Integer(),
          expected: Type.Integer({ description: 'people' }),
          here: Type.Integer({ description: 'people' }),
          determined: Type.Integer({ description: 'people' }),
          absent: Type.Integer({ description: 'people' }),
          late: Type.Integer({ description: 'people expected whose start is past' }),
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
      receiveIn: S.Maybe(S.Shape({ slot: S.SlotId, startsAt: S.Instant })),
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
      number: S.Maybe(Type.Integer()),
      lane: S.Maybe(Type.Integer()),
      walkIn: Type.Boolean(),
      today: Type.Boolean({
        description: 'false where it was opened by break-glass: only to read',
      }),
      questions: S.ListOf(
        S.Shape({
          question: S.Id,
          kind: QuestionKind,
          raisedAt: S.Instant,
          holds: Type.Boolean(),
          held: S.Maybe(Type.String()),
        }),
        20,
      ),
      notes: S.ListOf(S.Shape({ words: Type.String(), by: Type.String(), at: S.Instant }), 200),
      history: S.ListOf(
        S.Shape({ at: S.Instant, fields: S.ListOf(Type.String({ maxLength: 60 }), 400) }),
        1000,
      ),
      members: S.ListOf(ArrivalMember, 20),
    }),
    refusals: ['group-unknown', 'appointment-unknown'],
  }),
} as const
