// What a supervisor does: closing and changing places without breaking a promise, and settling
// what only a person can settle.

import { Type } from 'typebox'
import { act, ask } from './act.ts'
import * as S from './shapes.ts'

const supervisor = ['supervisor'] as const
const shapers = ['supervisor', 'planner'] as const

/** Of each kind, in one answer. */
const casesAtMost = 5000

const SlotsKept = S.ListOf(
  S.Shape({
    slot: S.SlotId,
    places: Type.Integer({
      minimum: 0,
      maximum: 200_000,
      description: 'places that stay; 0 closes the slot',
    }),
  }),
  400,
  1,
)

/** SHA-256 of what a proposal would do, so that the act does exactly that or nothing. */
const Proposal = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'what propose-closure gave',
})

export const supervisorActs = {
  'change-places': act({
    summary: 'Changes how many places slots have. Below what is taken it is a closure.',
    by: shapers,
    input: S.Shape({ port: S.PortCode, slots: SlotsKept, reason: S.PublicReason }),
    answer: S.Shape({
      changed: Type.Integer(),
      places: Type.Integer({ description: 'difference' }),
    }),
    refusals: [
      'port-not-mine',
      'slot-unknown',
      'slot-elsewhere',
      'slot-repeated',
      'slot-past',
      'slot-closed',
      'slot-in-draw',
      'places-taken',
      'places-too-few',
      'places-too-many',
    ],
  }),
  'close-places': act({
    summary: 'Does exactly what propose-closure answered, all or nothing, and tells each group.',
    by: shapers,
    input: S.Shape({
      port: S.PortCode,
      slots: SlotsKept,
      reason: S.PublicReason,
      proposal: Proposal,
    }),
    answer: S.Shape({
      closed: Type.Integer({ description: 'slots closed or made smaller' }),
      moved: Type.Integer({ description: 'groups moved to another slot of this port' }),
      offered: Type.Integer({ description: 'groups offered places at another port' }),
      displaced: Type.Integer({ description: 'groups for whom there was no room yet' }),
      ended: Type.Integer({ description: 'open offers that went with the slots' }),
    }),
    refusals: [
      'port-not-mine',
      'slot-unknown',
      'slot-elsewhere',
      'slot-repeated',
      'slot-past',
      'slot-closed',
      'slot-in-draw',
      'places-too-few',
      'proposal-outdated',
    ],
  }),
  'reopen-places': act({
    summary: 'Opens closed slots again; their places wait for the next draw where groups ask.',
    by: shapers,
    input: S.Shape({
      port: S.PortCode,
      slots: S.ListOf(S.SlotId, 400, 1),
      reason: S.PublicReason,
    }),
    answer: S.Shape({ reopened: Type.Integer(), places: Type.Integer() }),
    refusals: [
      'port-not-mine',
      'slot-unknown',
      'slot-elsewhere',
      'slot-repeated',
      'slot-past',
      'slot-open',
      'programme-suspended',
    ],
  }),
  'settle-trouble': act({
    summary:
      'Answers a group in trouble: noted, or moved to a slot with room, at any of its ports.',
    by: supervisor,
    input: S.Shape({
      trouble: S.Id,
      answer: Type.Enum(['noted', 're-seated']),
      slot: Type.Optional(S.SlotId),
      words: Type.Optional(S.LongText),
    }),
    answer: S.Shape({ trouble: S.Id, slot: S.Maybe(S.SlotId), startsAt: S.Maybe(S.Instant) }),
    refusals: [
      'trouble-unknown',
      'trouble-settled',
      'slot-missing',
      'slot-unknown',
      'slot-past',
      'slot-closed',
      'slot-full',
      'slot-beyond-horizon',
      'port-ruled-out',
      'appointment-arrived',
      'appointment-cancelled',
      'appointment-done',
    ],
  }),
  'settle-location': act({
    summary: 'A supervisor’s verdict on where a group is; it stands for thirty days.',
    by: supervisor,
    input: S.Shape({
      appeal: S.Id,
      verdict: Type.Enum(['in', 'out']),
      words: Type.Optional(S.LongText),
    }),
    answer: S.Shape({ appeal: S.Id, verdict: Type.Enum(['in', 'out']) }),
    refusals: ['appeal-unknown', 'appeal-settled'],
  }),
  'settle-duplicate': act({
    summary: 'Says whether two groups share a person; of the same person one group goes on.',
    by: supervisor,
    input: S.Shape({
      groups: S.ListOf(S.Id, 2, 2),
      verdict: Type.Enum(['same', 'different']),
      keep: Type.Optional(S.Id),
    }),
    answer: S.Shape({ verdict: Type.Enum(['same', 'different']), ended: S.Maybe(S.Id) }),
    refusals: ['pair-unknown', 'pair-settled', 'keep-missing', 'keep-unknown'],
  }),
} as const

const CaseGroup = {
  size: Type.Integer(),
  language: S.Language,
  registeredAt: S.Instant,
  firstPerson: Type.String(),
} as const

export const supervisorAsks = {
  'propose-closure': ask({
    summary: 'Which groups a closure would hit, and where each could go. Changes nothing.',
    by: shapers,
    query: S.Shape({
      port: S.PortCode,
      slots: Type.String({
        maxLength: 12_000,
        pattern: '^[0-9u=,-]+$',
        description: 'slot ids parted by commas, each with =<places> where some places stay',
      }),
    }),
    answer: S.Shape({
      proposal: Proposal,
      asOf: S.Instant,
      moves: S.ListOf(
        S.Shape({
          /** Of the appointment or offer; nobody is named. */
          what: Type.Enum(['appointment', 'offer']),
          id: S.Id,
          size: Type.Integer(),
          from: S.SlotId,
          to: S.Maybe(S.SlotId),
          startsAt: S.Maybe(S.Instant),
          how: Type.Enum(['moved', 'offered', 'displaced', 'ended'], {
            description:
              'moved at the same port; offered at the next port; displaced: no room yet; ended: an open offer goes back into its request',
          }),
        }),
        20_000,
      ),
      groups: Type.Integer(),
      people: Type.Integer(),
    }),
    refusals: [
      'port-not-mine',
      'slot-unknown',
      'slot-elsewhere',
      'slot-repeated',
      'slot-past',
      'slot-closed',
      'slot-in-draw',
      'places-too-few',
      'slots-unreadable',
    ],
  }),
  cases: ask({
    summary: 'What waits for a supervisor at these ports: trouble, appeals, shared travelers.',
    by: supervisor,
    query: S.Shape({
      upTo: Type.Optional(
        Type.String({
          pattern: '^[1-9][0-9]{0,3}$',
          description: 'cases of each kind; 200 where left out, at most 5,000',
        }),
      ),
    }),
    answer: S.Shape({
      now: S.Instant,
      troubles: S.ListOf(
        S.Shape({
          trouble: S.Id,
          kind: S.Trouble,
          words: Type.String(),
          port: S.PortCode,
          code: Type.String(),
          slot: S.SlotId,
          startsAt: S.Instant,
          state: Type.String({ description: 'of the appointment' }),
          ruledOut: S.ListOf(S.PortCode, 8),
          reportedAt: S.Instant,
          answerBy: S.Instant,
          ...CaseGroup,
        }),
        casesAtMost,
      ),
      appeals: S.ListOf(
        S.Shape({
          appeal: S.Id,
          words: Type.String(),
          port: S.PortCode,
          verdict: S.Maybe(S.Verdict),
          state: S.Maybe(Type.String()),
          municipality: S.Maybe(Type.String()),
          madeAt: S.Instant,
          answerBy: S.Instant,
          ...CaseGroup,
        }),
        casesAtMost,
      ),
      duplicates: S.ListOf(
        S.Shape({
          groups: S.ListOf(
            S.Shape({
              group: S.Id,
              ...CaseGroup,
              request: Type.Boolean(),
              appointment: Type.Boolean(),
              arrived: Type.Boolean(),
              members: S.ListOf(
                S.Shape({
                  name: Type.String(),
                  birth: S.BirthDate,
                  country: S.Country,
                  shared: Type.Boolean(),
                }),
                20,
              ),
            }),
            2,
          ),
          foundAt: S.Instant,
        }),
        casesAtMost,
      ),
      /** How many more of each kind wait than are listed. */
      more: S.Shape({
        troubles: Type.Integer(),
        appeals: Type.Integer(),
        duplicates: Type.Integer(),
      }),
    }),
    refusals: [],
  }),
} as const
