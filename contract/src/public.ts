// What anybody may see and do without signing in, and who runs the programme’s own acts.

import { Type } from 'typebox'
import { act, ask } from './act.ts'
import * as S from './shapes.ts'

const staff = ['officer', 'supervisor', 'planner', 'auditor', 'custodian'] as const
const signedIn = ['applicant', ...staff] as const
const everyone = ['public', ...signedIn] as const

export const publicActs = {
  'check-appointment': act({
    summary: 'Says yes or no, and nothing else: does a code with a traveler’s birth date stand?',
    by: everyone,
    input: S.Shape({
      code: S.TypedCode,
      birth: S.BirthDate,
      proof: Type.Optional(
        Type.String({
          maxLength: 2000,
          description: 'an ALTCHA solution, asked for after ten tries',
        }),
      ),
    }),
    answer: S.Shape({ stands: Type.Boolean() }),
    refusals: ['proof-needed'],
  }),
} as const

export const publicAsks = {
  'who-am-i': ask({
    summary: 'Who is signed in: an applicant, or a member of staff with role and ports.',
    by: signedIn,
    query: S.Shape({}),
    answer: S.Shape({
      account: S.Account,
      kind: Type.Enum(['applicant', 'staff']),
      role: Type.Optional(S.Role),
      ports: Type.Optional(S.ListOf(S.PortCode, 8)),
    }),
    refusals: [],
  }),
  'open-places': ask({
    summary: 'Open and given places by port and day; with a port, each of its slots.',
    by: everyone,
    query: S.Shape({ port: Type.Optional(S.PortCode) }),
    answer: S.Shape({
      asOf: S.Instant,
      rules: Type.String(),
      days: S.ListOf(
        S.Shape({
          port: S.PortCode,
          day: S.Day,
          places: S.Places,
          given: S.Places,
          open: Type.Integer({ description: 'places that can be picked now' }),
          waiting: Type.Integer({ description: 'places that wait for the next draw' }),
          urgent: Type.Integer({ description: 'places kept for the urgent' }),
        }),
        400,
      ),
      slots: S.ListOf(
        S.Shape({
          slot: S.SlotId,
          startsAt: S.Instant,
          places: S.Places,
          left: Type.Integer({
            description: 'places that can be picked, drawn or kept: not taken',
          }),
          waiting: Type.Integer({ description: 'of these, places that wait for the next draw' }),
          urgent: Type.Integer({ description: 'of these, places kept for the urgent' }),
          kind: Type.Enum(['general', 'urgent']),
          open: Type.Boolean(),
        }),
        4000,
      ),
    }),
    refusals: [],
  }),
  rules: ask({
    summary: 'The rules in force.',
    by: everyone,
    query: S.Shape({}),
    answer: Type.Object(
      { version: Type.String(), inForceFrom: Type.String() },
      { additionalProperties: true },
    ),
    refusals: [],
  }),
  'rules-history': ask({
    summary: 'Every version of the rules, in force or coming, with what changed and why.',
    by: everyone,
    query: S.Shape({}),
    answer: S.Shape({
      versions: S.ListOf(
        S.Shape({
          version: Type.String(),
          inForceFrom: S.Instant,
          reason: Type.String(),
          changes: S.ListOf(
            S.Shape({
              rule: Type.String({ description: 'the name of the rule, as `chances.need`' }),
              before: Type.String({ maxLength: 2000, description: 'as JSON' }),
              after: Type.String({ maxLength: 2000 }),
            }),
            60,
          ),
        }),
        200,
      ),
    }),
    refusals: [],
  }),
  'place-changes': ask({
    summary: 'The public log of places: what was opened, changed, closed, reopened, and why.',
    by: everyone,
    query: S.Shape({
      port: Type.Optional(S.PortCode),
      before: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
    }),
    answer: S.Shape({
      changes: S.ListOf(
        S.Shape({
          id: Type.Integer(),
          at: S.Instant,
          port: S.PortCode,
          day: S.Day,
          slot: S.Maybe(S.SlotId),
          kind: Type.Enum(['opened', 'planned', 'changed', 'closed', 'reopened']),
          before: Type.Integer(),
          after: Type.Integer(),
          reason: Type.String(),
        }),
        200,
      ),
    }),
    refusals: [],
  }),
  programme: ask({
    summary: 'Whether the programme runs, is suspended, or will be, from when and why.',
    by: everyone,
    query: S.Shape({}),
    answer: S.Shape({
      now: S.Instant,
      suspended: S.Maybe(S.Shape({ fromDay: S.Day, reason: Type.String(), decidedAt: S.Instant })),
    }),
    refusals: [],
  }),
  figures: ask({
    summary: 'Weekly figures by port: places, tickets, given, accepted, arrived, absent.',
    by: everyone,
    query: S.Shape({}),
    answer: S.Shape({
      asOf: S.Instant,
      weeks: S.ListOf(
        S.Shape({
          /** The Monday that it begins on, at the port. */
          week: S.Day,
          port: S.PortCode,
          places: Type.Integer(),
          given: Type.Integer({ description: 'places that groups had or were offered' }),
          /** [Y5] From here on groups are counted, not places: a ticket, an offer is a group’s. */
          tickets: S.FewPeople,
          offered: S.FewPeople,
          accepted: S.FewPeople,
          picked: S.FewPeople,
          arrived: S.FewPeople,
          absent: S.FewPeople,
          cancelled: S.FewPeople,
        }),
        4000,
      ),
    }),
    refusals: [],
  }),
  'pass-keys': ask({
    summary: 'The public keys that passes are signed with, as a JSON Web Key Set.',
    by: everyone,
    query: S.Shape({}),
    answer: S.Shape({
      keys: S.ListOf(
        S.Shape({
          kid: Type.String(),
          kty: Type.String(),
          crv: Type.String(),
          x: Type.String(),
          y: Type.String(),
          use: Type.String(),
          alg: Type.String(),
        }),
        100,
      ),
    }),
    refusals: [],
  }),
  challenge: ask({
    summary: 'A proof-of-work challenge (ALTCHA), good once and for ten minutes.',
    by: everyone,
    query: S.Shape({}),
    answer: Type.Object({}, { additionalProperties: true }),
    refusals: [],
  }),
} as const
