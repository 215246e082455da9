// Where a group stands: what its home shows, and the one next thing to do.

import { Type } from 'typebox'
import * as S from './shapes.ts'

/** One thing at a time: the next step of the journey. */
export const Step = Type.Enum(
  [
    'attest',
    'add-photo',
    'confirm-location',
    'pick-slot',
    'await-draw',
    'accept-offer',
    'pass',
    'arrived',
    'done',
  ],
  { description: 'the one next thing to do' },
)

export const AppointmentState = Type.Enum(
  ['standing', 'displaced', 'cancelled', 'arrived', 'absent', 'done'],
  { description: 'where the appointment stands' },
)

export const GroupSummary = S.Shape({
  group: S.Id,
  registeredAt: S.Instant,
  opensAt: S.Maybe(S.Instant),
  size: Type.Integer({ minimum: 1, maximum: 20 }),
  firstPerson: Type.String({ description: 'given names of the first person' }),
  next: Step,
  members: S.ListOf(
    S.Shape({
      member: S.Id,
      givenNames: Type.String(),
      photo: S.PhotoState,
      photoId: S.Maybe(S.Id),
    }),
    20,
  ),
  attestedAt: S.Maybe(S.Instant),
  location: S.Maybe(
    S.Shape({
      verdict: S.Verdict,
      state: S.Maybe(Type.String()),
      confirmedAt: S.Instant,
      stale: Type.Boolean(),
      settled: Type.Boolean({ description: 'a supervisor gave this verdict' }),
    }),
  ),
  appeal: S.Maybe(
    S.Shape({
      appeal: S.Id,
      state: Type.Enum(['open', 'settled']),
      madeAt: S.Instant,
      answerBy: S.Instant,
      verdict: S.Maybe(Type.Enum(['in', 'out'])),
      answer: S.Maybe(Type.String({ description: 'the supervisor’s words' })),
    }),
  ),
  request: S.Maybe(
    S.Shape({
      request: S.Id,
      state: Type.Enum(['standing', 'offered']),
      ports: S.ListOf(S.PortCode, 8),
      ruledOut: S.ListOf(S.PortCode, 8),
      madeAt: S.Instant,
      expiresAt: S.Instant,
      expiresSoon: Type.Boolean(),
    }),
  ),
  offer: S.Maybe(
    S.Shape({
      offer: S.Id,
      because: Type.Enum(['draw', 'closure']),
      draw: S.Maybe(S.Day),
      rank: S.Maybe(Type.Integer()),
      slot: S.SlotId,
      port: S.PortCode,
      startsAt: S.Instant,
      expiresAt: S.Instant,
    }),
  ),
  trouble: S.Maybe(
    S.Shape({
      trouble: S.Id,
      kind: S.Trouble,
      state: Type.Enum(['open', 'settled']),
      reportedAt: S.Instant,
      answerBy: S.Instant,
      answer: S.Maybe(Type.Enum(['noted', 're-seated'])),
      words: S.Maybe(Type.String({ description: 'the supervisor’s words' })),
    }),
  ),
  appointment: S.Maybe(
    S.Shape({
      appointment: S.Id,
      slot: S.SlotId,
      port: S.PortCode,
      startsAt: S.Instant,
      state: AppointmentState,
    }),
  ),
  sharesTraveler: Type.Boolean({ description: 'a traveler seems to be in another group too' }),
  sharing: Type.Enum(['none', 'open', 'ended'], {
    description:
      'open: the groups take turns in draws until a supervisor decides; ended: another group of the same person goes on',
  }),
})
