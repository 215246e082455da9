// What an applicant does, in the order of the journey.

import { type Static, Type } from 'typebox'
import { act, ask } from './act.ts'
import { composition } from './composition.ts'
import { AppointmentState, GroupSummary } from './journey.ts'
import * as S from './shapes.ts'

export const applicantActs = {
  'register-group': act({
    summary: 'Registers a group of travelers; its registration date never changes afterwards.',
    by: ['applicant'],
    input: S.Shape({
      language: S.Language,
      members: S.ListOf(S.NewMember, 100),
      contact: S.Contact,
    }),
    answer: S.Shape({ group: S.Id, members: S.ListOf(S.Id, 20) }),
    refusals: [...composition, 'groups-too-many'],
  }),
  'correct-group': act({
    summary: 'Replaces what is known of the group; the registration date stays, with a history.',
    by: ['applicant'],
    input: S.Shape({
      group: S.Id,
      language: S.Language,
      members: S.ListOf(S.CorrectedMember, 100),
      contact: S.Contact,
    }),
    answer: S.Shape({ group: S.Id, members: S.ListOf(S.Id, 20), changes: Type.Integer() }),
    refusals: [
      ...composition,
      'group-unknown',
      'member-unknown',
      'member-repeated',
      'group-too-large-for-slot',
      'group-arrived',
      'group-in-draw',
      'group-exchanged',
    ],
  }),
  attest: act({
    summary: 'Attests which vulnerability criteria each traveler meets.',
    by: ['applicant'],
    input: S.Shape({
      group: S.Id,
      language: S.Language,
      said: S.ListOf(
        S.Shape({
          member: S.Id,
          criteria: S.ListOf(S.StatedCriterion, 5),
          preferToSay: Type.Boolean({ description: 'prefers to say at the port' }),
        }),
        20,
      ),
    }),
    answer: S.Shape({ group: S.Id, qualified: Type.Boolean() }),
    refusals: ['group-unknown', 'member-unknown', 'criterion-missing', 'group-arrived'],
  }),
  'add-photo': act({
    summary: 'Names a photo that was sent for a traveler, or says that the port shall take it.',
    by: ['applicant'],
    input: S.Shape({
      group: S.Id,
      member: S.Id,
      photo: Type.Union([S.PhotoRef, Type.Literal('at-port')]),
    }),
    answer: S.Shape({ group: S.Id, member: S.Id, photo: S.PhotoState }),
    refusals: [
      'group-unknown',
      'member-unknown',
      'group-arrived',
      'photo-unknown',
      'photo-incomplete',
      'photo-damaged',
    ],
  }),
  'confirm-location': act({
    summary: 'Confirms where the group is. The position is judged and forgotten at once.',
    by: ['applicant'],
    input: S.Shape({
      group: S.Id,
      where: Type.Union([
        S.Shape({
          latitude: Type.Number({ minimum: -90, maximum: 90 }),
          longitude: Type.Number({ minimum: -180, maximum: 180 }),
          accuracyMeters: Type.Number({ minimum: 0, maximum: 40_100_000 }),
        }),
        S.Shape({
          state: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 3166-2:MX' }),
          municipality: S.Name,
        }),
      ]),
    }),
    answer: S.Shape({ group: S.Id, verdict: S.Verdict, state: S.Maybe(Type.String()) }),
    refusals: ['group-unknown', 'no-fix', 'state-unknown'],
  }),
  'pick-slot': act({
    summary: 'Takes places for the whole group in one open slot and makes its appointment.',
    by: ['applicant'],
    input: S.Shape({ group: S.Id, port: S.PortCode, slot: S.SlotId }),
    answer: S.Shape({ appointment: S.Id, slot: S.SlotId, startsAt: S.Instant }),
    refusals: [
      'group-unknown',
      'slot-unknown',
      'slot-past',
      'slot-closed',
      'slot-full',
      'slot-beyond-horizon',
      'slot-elsewhere',
      'slot-reserved',
      'slot-awaits-draw',
      'offer-open',
      'programme-suspended',
      'appointment-standing',
      'attestation-missing',
      'photos-undecided',
      'location-missing',
      'location-stale',
      'outside-area',
    ],
  }),
  'recover-group': act({
    summary: 'Takes a group over on another phone by its recovery code and a birth date.',
    by: ['applicant'],
    input: S.Shape({ code: S.TypedCode, birth: S.BirthDate }),
    answer: S.Shape({
      group: S.Id,
      opensAt: S.Instant,
    }),
    refusals: ['recovery-refused', 'code-damaged', 'recovery-tries-too-many'],
  }),
} as const

export const applicantAsks = {
  'my-journey': ask({
    summary: 'Where each group of this account stands and the one next thing to do.',
    by: ['applicant'],
    query: S.Shape({}),
    answer: S.Shape({ now: S.Instant, groups: S.ListOf(GroupSummary, 100) }),
    refusals: [],
  }),
  'my-group': ask({
    summary: 'All that is known of one group, for reading and correcting it.',
    by: ['applicant'],
    query: S.Shape({ group: S.Id }),
    answer: S.Shape({
      group: S.Id,
      registeredAt: S.Instant,
      language: S.Language,
      members: S.ListOf(S.Member, 20),
      contact: S.Contact,
      said: S.ListOf(
        S.Shape({
          member: S.Id,
          criteria: S.ListOf(S.StatedCriterion, 5),
          derived: S.ListOf(S.Criterion, 2),
          preferToSay: Type.Boolean(),
        }),
        20,
      ),
      attestedAt: S.Maybe(S.Instant),
      history: S.ListOf(
        S.Shape({ at: S.Instant, fields: S.ListOf(Type.String({ maxLength: 60 }), 400) }),
        1000,
      ),
    }),
    refusals: ['group-unknown'],
  }),
  'recovery-code': ask({
    summary: 'The code to write down: with it and a birth date another phone takes the group over.',
    by: ['applicant', 'officer', 'supervisor'],
    query: S.Shape({ group: S.Id }),
    answer: S.Shape({ code: Type.String() }),
    refusals: ['group-unknown'],
  }),
  'my-pass': ask({
    summary: 'What the group carries to the port: code, signed token, port, start, members.',
    by: ['applicant'],
    query: S.Shape({ group: S.Id }),
    answer: S.Shape({
      appointment: S.Id,
      code: Type.String(),
      token: Type.String(),
      port: S.PortCode,
      startsAt: S.Instant,
      state: AppointmentState,
      members: S.ListOf(Type.String(), 20),
    }),
    refusals: ['group-unknown', 'appointment-missing'],
  }),
  'photo-advice': ask({
    summary: 'Advice in words on a photo that was sent: never a barrier.',
    by: ['applicant', 'officer', 'supervisor'],
    query: S.Shape({ group: S.Id, photo: S.Id }),
    answer: S.Shape({
      advice: S.ListOf(
        Type.Enum([
          'no-face',
          'several-faces',
          'too-dark',
          'too-bright',
          'blurred',
          'too-small',
          'side-light',
        ]),
        7,
      ),
      looked: Type.Boolean({ description: 'false when the engine could not look at it' }),
    }),
    refusals: ['group-unknown', 'photo-unknown'],
  }),
} as const

export type NewMember = Static<typeof S.NewMember>
export type CorrectedMember = Static<typeof S.CorrectedMember>
export type Member = Static<typeof S.Member>
export type Contact = Static<typeof S.Contact>
export type BirthDate = Static<typeof S.BirthDate>
