// Acts that no page performs: the clock’s, the staff administration’s, and sign-in’s own reports.

import { Type } from 'typebox'
import { act } from './act.ts'
import * as S from './shapes.ts'

const Ports = S.ListOf(S.PortCode, 8)

export const programmeActs = {
  'mark-absent': act({
    summary: 'Marks those who did not come, once the grace period of their slot is over.',
    by: ['clock'],
    input: S.Shape({ slot: S.SlotId }),
    answer: S.Shape({ slot: S.SlotId, absent: Type.Integer({ description: 'groups' }) }),
    refusals: ['slot-unknown', 'grace-running'],
  }),
  'end-arrivals': act({
    summary:
      'Ends what a port’s day, and those before it, left open: nobody stays arrived for ever.',
    by: ['clock'],
    input: S.Shape({ port: S.PortCode, day: S.Day }),
    answer: S.Shape({
      port: S.PortCode,
      day: S.Day,
      ended: Type.Integer({ description: 'appointments' }),
      settled: Type.Integer({ description: 'questions that held a group' }),
    }),
    refusals: ['day-running'],
  }),
  'seal-records': act({
    summary: 'Seals the records so far under a Merkle root that includes the seal before.',
    by: ['clock'],
    input: S.Shape({}),
    answer: S.Shape({ seal: Type.Integer(), records: Type.Integer() }),
    refusals: ['records-none'],
  }),
  purge: act({
    summary: 'Removes what may not stay: photos that no act named within 24 hours, spent tries.',
    by: ['clock'],
    input: S.Shape({}),
    answer: S.Shape({ photos: Type.Integer(), tries: Type.Integer() }),
    refusals: [],
  }),
  'expire-offers': act({
    summary: 'Ends offers that nobody answered in time; their places appear again.',
    by: ['clock'],
    input: S.Shape({ by: S.Instant }),
    answer: S.Shape({ expired: Type.Integer({ description: 'offers; at most 500 a time' }) }),
    refusals: [],
  }),
  'expire-requests': act({
    summary: 'Ends requests without a sign of life, and reminds those that will end soon.',
    by: ['clock'],
    input: S.Shape({ day: S.Day }),
    answer: S.Shape({ expired: Type.Integer(), reminded: Type.Integer() }),
    refusals: [],
  }),
  'add-staff': act({
    summary: 'Adds a member of staff with a role and ports.',
    by: ['administration'],
    input: S.Shape({ account: S.Account, role: S.Role, ports: Ports }),
    answer: S.Shape({ account: S.Account }),
    refusals: ['staff-known', 'ports-missing'],
  }),
  'change-staff': act({
    summary:
      'Changes the ports of a member of staff, or notes that they were given new sign-in means.',
    by: ['administration'],
    input: S.Shape({
      account: S.Account,
      ports: Type.Optional(Ports),
      reset: Type.Optional(Type.Literal(true)),
    }),
    answer: S.Shape({ account: S.Account }),
    refusals: ['staff-unknown', 'ports-missing'],
  }),
  'remove-staff': act({
    summary: 'Removes a member of staff; their sessions end at once.',
    by: ['administration'],
    input: S.Shape({ account: S.Account }),
    answer: S.Shape({ account: S.Account }),
    refusals: ['staff-unknown'],
  }),
  'sign-in': act({
    summary: 'Records that an account signed in.',
    by: ['accounts'],
    input: S.Shape({ account: S.Account, session: S.Account }),
    answer: S.Shape({ account: S.Account }),
    refusals: [],
  }),
  'sign-out': act({
    summary: 'Records that an account signed out.',
    by: ['accounts'],
    input: S.Shape({ account: S.Account, session: S.Account }),
    answer: S.Shape({ account: S.Account }),
    refusals: [],
  }),
  'lock-session': act({
    summary: 'Records that a session of staff was locked.',
    by: ['accounts'],
    input: S.Shape({ account: S.Account, session: S.Account }),
    answer: S.Shape({ account: S.Account }),
    refusals: [],
  }),
  'unlock-session': act({
    summary: 'Records that a locked session of staff was unlocked.',
    by: ['accounts'],
    input: S.Shape({ account: S.Account, session: S.Account }),
    answer: S.Shape({ account: S.Account }),
    refusals: [],
  }),
  'fail-sign-in': act({
    summary: 'Records a failed try to sign in; the account is null where none is known.',
    by: ['accounts'],
    input: S.Shape({ account: S.Maybe(S.Account), why: Type.String({ maxLength: 60 }) }),
    answer: S.Shape({}),
    refusals: [],
  }),
} as const
