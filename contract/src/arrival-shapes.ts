// An arrival as the desk sees it: a line in the day's list, and a traveler of a group.

import { Type } from 'typebox'
import { IdentityGround, IdentityVerdict, person } from './desk.ts'
import { DeterminationReason } from './determination.ts'
import * as S from './shapes.ts'

export const ArrivalState = Type.Enum(
  ['expected', 'here', 'partly-here', 'late', 'absent', 'determined'],
  {
    description: 'where an arrival stands on the day',
  },
)

export const ArrivalRow = S.Shape({
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
  number: S.Maybe(Type.Integer()),
  lane: S.Maybe(Type.Integer()),
  held: Type.Boolean({ description: 'a question to a supervisor holds it' }),
  walkIn: Type.Boolean(),
  needs: S.ListOf(S.Need, 5),
})

export const ArrivalMember = S.Shape({
  ...person,
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
      seen: S.ListOf(S.Criterion, 7),
      countersign: Type.Enum(['not-needed', 'awaited', 'confirmed']),
    }),
  ),
  identity: S.Maybe(
    S.Shape({
      verdict: IdentityVerdict,
      ground: IdentityGround,
      words: S.Maybe(Type.String()),
      confirmedAt: S.Instant,
      by: Type.String({ description: 'name of the officer' }),
    }),
  ),
  /** Determinations that others replaced, the oldest first. */
  before: S.ListOf(
    S.Shape({
      outcome: S.Outcome,
      reason: DeterminationReason,
      note: S.Maybe(Type.String()),
      determinedAt: S.Instant,
      returned: Type.Boolean({ description: 'a supervisor did not countersign it' }),
      /** The supervisor's words, where it was returned. */
      answer: S.Maybe(Type.String()),
    }),
    20,
  ),
})
