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
        }),
        400,
      ),
      slots: S.ListOf(
        S.Shape({
          slot: S.SlotId,
          startsAt: S.Instant,
          places: S.Places,
          left: S.Places,
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
