// What a planner does: opens and plans places, proposes and approves rules, suspends the programme.

import { Type } from 'typebox'
import { act, ask } from './act.ts'
import * as S from './shapes.ts'

const planner = ['planner'] as const

const Counted = Type.Integer({ minimum: 0, maximum: 1_000_000_000 })
const Times = S.ListOf(S.Shape({ time: S.WallTime, places: Counted }), 96)
const Kind = Type.Enum(['general', 'urgent'])

/** Rules as typed in a form; `domain/src/programme.ts` says what each means. */
export const ProposedRules = S.Shape({
  horizonDays: Type.Integer({ minimum: 1, maximum: 60 }),
  criteria: S.ListOf(S.Criterion, 7, 1),
  pressing: S.ListOf(
    Type.Enum([
      'illness',
      'disability',
      'pregnancy',
      'no-safe-housing',
      'under-21',
      'over-70',
      'threatened',
      'child-under-5',
    ]),
    8,
  ),
  chances: S.Shape({
    base: Type.Integer({ minimum: 1, maximum: 100 }),
    need: Type.Integer({ minimum: 0, maximum: 100 }),
    wait: Type.Integer({ minimum: 0, maximum: 20 }),
    waitLimit: Type.Integer({ minimum: 0, maximum: 40 }),
  }),
  area: S.Shape({
    states: S.ListOf(Type.String({ pattern: '^[A-Z]{3}$' }), 32),
    wholeStates: S.ListOf(Type.String({ pattern: '^[A-Z]{3}$' }), 32),
    southernLatitude: Type.Number({ minimum: 14, maximum: 33 }),
    doubtKm: Type.Number({ minimum: 0, maximum: 200 }),
    accuracyLimitKm: Type.Number({ minimum: 1, maximum: 200 }),
  }),
  locationValidHours: Type.Integer({ minimum: 1, maximum: 2160 }),
  settledLocationValidDays: Type.Integer({ minimum: 1, maximum: 365 }),
  earlyMinutes: Type.Integer({ minimum: 0, maximum: 720 }),
  graceMinutes: Type.Integer({ minimum: 0, maximum: 720 }),
  offerHours: Type.Integer({ minimum: 1, maximum: 168 }),
  requestDays: Type.Integer({ minimum: 30, maximum: 3650 }),
  troubleAnswerHours: Type.Integer({ minimum: 1, maximum: 168 }),
})

export const plannerActs = {
  'open-places': act({
    summary: 'Opens slots at a port from a weekday template in the port’s own wall clock.',
    by: planner,
    input: S.Shape({
      port: S.PortCode,
      weekdays: S.ListOf(Type.Integer({ minimum: 1, maximum: 7 }), 7, 1),
      times: S.ListOf(S.Shape({ time: S.WallTime, places: Counted }), 96, 1),
      from: S.Day,
      to: S.Day,
      kind: Kind,
      reason: Type.Optional(S.PublicReason),
    }),
    answer: S.Shape({
      opened: Type.Integer({ description: 'slots opened' }),
      places: Type.Integer({ description: 'places in them' }),
      kept: Type.Integer({
        description: 'slots that were there already and were left as they are',
      }),
    }),
    refusals: [
      'places-too-few',
      'places-too-many',
      'day-impossible',
      'range-backwards',
      'range-too-long',
      'range-past',
      'template-empty',
      'time-repeated',
      'programme-suspended',
    ],
  }),
  'plan-places': act({
    summary: 'Plans places over dates: weekday templates, exceptions for single days, holidays.',
    by: planner,
    input: S.Shape({
      port: S.PortCode,
      from: S.Day,
      to: S.Day,
      templates: S.ListOf(
        S.Shape({
          weekdays: S.ListOf(Type.Integer({ minimum: 1, maximum: 7 }), 7, 1),
          kind: Kind,
          times: Times,
        }),
        28,
      ),
      exceptions: S.ListOf(
        S.Shape(
          {
            day: S.Day,
            slots: S.ListOf(S.Shape({ kind: Kind, time: S.WallTime, places: Counted }), 192),
          },
          'what this one day has instead of its weekday’s template',
        ),
        92,
      ),
      holidays: S.ListOf(S.Day, 92),
      reason: S.PublicReason,
    }),
    answer: S.Shape({
      opened: Type.Integer(),
      places: Type.Integer(),
      kept: Type.Integer({ description: 'slots that were there already, left as they are' }),
      differing: Type.Integer({ description: 'of these, with other places than planned' }),
      unplanned: Type.Integer({ description: 'slots in the range that the plan does not have' }),
    }),
    refusals: [
      'places-too-few',
      'places-too-many',
      'day-impossible',
      'day-repeated',
      'day-outside-range',
      'range-backwards',
      'range-too-long',
      'range-past',
      'template-empty',
      'weekday-repeated',
      'time-repeated',
      'programme-suspended',
    ],
  }),
  'propose-rules': act({
    summary: 'Proposes other rules from a date on. Another planner approves them or not.',
    by: planner,
    input: S.Shape({
      version: Type.String({ pattern: '^[A-Za-z0-9 ._-]{1,60}$' }),
      inForceFrom: S.Day,
      rules: ProposedRules,
      reason: S.PublicReason,
    }),
    answer: S.Shape({ proposal: S.Id }),
    refusals: [
      'proposal-open',
      'version-taken',
      'in-force-too-soon',
      'day-impossible',
      'rules-unchanged',
      'chances-too-many',
      'state-unknown',
    ],
  }),
  'approve-rules': act({
    summary: 'Approves or rejects rules that another planner proposed.',
    by: planner,
    input: S.Shape({ proposal: S.Id, decision: Type.Enum(['approved', 'rejected']) }),
    answer: S.Shape({ version: Type.String(), decision: Type.Enum(['approved', 'rejected']) }),
    refusals: ['proposal-unknown', 'proposal-decided', 'planner-same', 'in-force-too-soon'],
  }),
  'propose-suspension': act({
    summary: 'Proposes to suspend the programme from a day on. Another planner does it.',
    by: planner,
    input: S.Shape({ fromDay: S.Day, reason: S.PublicReason }),
    answer: S.Shape({ suspension: S.Id }),
    refusals: ['day-impossible', 'range-past', 'programme-suspended', 'suspension-open'],
  }),
  'suspend-programme': act({
    summary: 'Does what another planner proposed: closes places from that day on and tells each.',
    by: planner,
    input: S.Shape({
      suspension: S.Id,
      /** What suspension-effects showed; where it is off by more than one in a hundred it refuses. */
      groups: Type.Integer({ minimum: 0 }),
    }),
    answer: S.Shape({
      slots: Type.Integer(),
      appointments: Type.Integer(),
      offers: Type.Integer(),
      requests: Type.Integer(),
    }),
    refusals: [
      'suspension-unknown',
      'suspension-over',
      'planner-same',
      'effects-changed',
      'slot-in-draw',
    ],
  }),
  'resume-programme': act({
    summary: 'Ends a suspension, or takes back one that was proposed; tells those who wait.',
    by: planner,
    input: S.Shape({ suspension: S.Id, reason: S.PublicReason }),
    answer: S.Shape({ suspension: S.Id, told: Type.Integer() }),
    refusals: ['suspension-unknown', 'suspension-over'],
  }),
} as const

export const plannerAsks = {
  calendar: ask({
    summary: 'Every slot of a port between two days, both included, as planners see them.',
    by: ['planner', 'supervisor'],
    query: S.Shape({ port: S.PortCode, from: S.Day, to: S.Day }),
    answer: S.Shape({
      now: S.Instant,
      today: S.Day,
      slots: S.ListOf(
        S.Shape({
          slot: S.SlotId,
          day: S.Day,
          time: S.WallTime,
          startsAt: S.Instant,
          kind: Kind,
          places: S.Places,
          taken: S.Places,
          waiting: S.Places,
          urgent: S.Places,
          groups: Type.Integer({ description: 'groups with an appointment or open offer there' }),
          closedAt: S.Maybe(S.Instant),
          inDraw: Type.Boolean({ description: 'frozen in a draw that is not published yet' }),
        }),
        5000,
      ),
      changes: S.ListOf(
        S.Shape({
          at: S.Instant,
          day: S.Day,
          slot: S.Maybe(S.SlotId),
          kind: Type.Enum(['opened', 'planned', 'changed', 'closed', 'reopened']),
          before: Type.Integer(),
          after: Type.Integer(),
          reason: Type.String(),
        }),
        500,
      ),
    }),
    refusals: ['port-not-mine', 'day-impossible', 'range-backwards', 'range-too-long'],
  }),
  'rule-proposals': ask({
    summary: 'Proposed rules with their reason and what became of them, the newest first.',
    by: planner,
    query: S.Shape({}),
    answer: S.Shape({
      proposals: S.ListOf(
        S.Shape({
          proposal: S.Id,
          version: Type.String(),
          inForceFrom: S.Instant,
          reason: Type.String(),
          mine: Type.Boolean(),
          proposedAt: S.Instant,
          decision: S.Maybe(Type.Enum(['approved', 'rejected'])),
          decidedAt: S.Maybe(S.Instant),
          rules: ProposedRules,
        }),
        50,
      ),
    }),
    refusals: [],
  }),
  'suspension-effects': ask({
    summary: 'What suspending from a day on would do to appointments, offers and requests.',
    by: planner,
    query: S.Shape({ fromDay: S.Day }),
    answer: S.Shape({
      fromDay: S.Day,
      slots: Type.Integer(),
      appointments: Type.Integer(),
      offers: Type.Integer(),
      requests: Type.Integer(),
      people: Type.Integer(),
      groups: Type.Integer({ description: 'told, in all' }),
      open: S.Maybe(
        S.Shape({
          suspension: S.Id,
          fromDay: S.Day,
          reason: Type.String(),
          mine: Type.Boolean(),
          proposedAt: S.Instant,
          approvedAt: S.Maybe(S.Instant),
        }),
      ),
    }),
    refusals: ['day-impossible'],
  }),
} as const
