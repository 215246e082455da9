// What a supervisor sees and settles on the day: what holds a group, what needs a second person’s
// word, who opened what, and how the port’s mornings went.

import { Type } from 'typebox'
import { act, ask } from './act.ts'
import { QuestionKind } from './desk.ts'
import { DeterminationReason } from './determination.ts'
import * as S from './shapes.ts'

const supervisor = ['supervisor'] as const
const arrival = { group: S.Id, appointment: S.Id }

export const deskSupervisorActs = {
  countersign: act({
    summary: 'Confirms an officer’s not-excepted, which counts only then, or returns it.',
    by: supervisor,
    input: S.Shape({
      ...arrival,
      determination: S.Id,
      verdict: Type.Enum(['confirmed', 'returned']),
      words: Type.Optional(S.LongText),
    }),
    answer: S.Shape({ determination: S.Id, verdict: Type.Enum(['confirmed', 'returned']) }),
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'determination-unknown',
      'determination-settled',
      'determination-own',
      'note-missing',
    ],
  }),
  'settle-question': act({
    summary: 'Lets a held group go on, or holds it with words; answers what was found on return.',
    by: supervisor,
    input: S.Shape({
      question: S.Id,
      answer: Type.Enum(['go-on', 'hold'], {
        description: 'go-on settles it; hold keeps the group held, with what is awaited',
      }),
      words: Type.Optional(S.LongText),
      extra: Type.Optional(
        Type.Integer({
          minimum: 0,
          description:
            'people beside the group as the supervisor read of them, none where left out: where more came since, they do not go on unseen',
        }),
      ),
    }),
    answer: S.Shape({ question: S.Id, settled: Type.Boolean() }),
    refusals: [
      'question-unknown',
      'question-settled',
      'question-own',
      'question-changed',
      'note-missing',
    ],
  }),
} as const

/** A share of people or groups; counts under ten are not told. */
const Minutes = S.Maybe(Type.Integer({ description: 'minutes; null where fewer than ten' }))
const Spread = S.Shape({ count: S.FewPeople, median: Minutes, ninth: Minutes })

export const deskSupervisorAsks = {
  questions: ask({
    summary: 'What waits for a supervisor at the desks of these ports today.',
    by: supervisor,
    query: S.Shape({
      known: Type.Optional(
        Type.String({
          maxLength: 64,
          description: 'the version that one has: then only what moved',
        }),
      ),
    }),
    answer: S.Shape({
      now: S.Instant,
      version: Type.String({ maxLength: 64, description: 'of all three lists, for `known`' }),
      unchanged: Type.Boolean({ description: 'as known: the lists are empty then' }),
      questions: S.ListOf(
        S.Shape({
          question: S.Id,
          kind: QuestionKind,
          port: S.PortCode,
          ...arrival,
          code: Type.String(),
          firstPerson: Type.String(),
          size: Type.Integer(),
          present: Type.Integer(),
          extra: Type.Integer({ description: 'people who came beside those of the group' }),
          /** Of whom it is, where it is about one person. */
          name: S.Maybe(Type.String()),
          raisedAt: S.Instant,
          raisedBy: Type.String({ description: 'name of the officer' }),
          mine: Type.Boolean({
            description: 'raised by oneself: what holds a group is settled by another',
          }),
          holds: Type.Boolean(),
          held: S.Maybe(Type.String({ description: 'what a supervisor awaits' })),
          /** Of what was found on return: both times and both officers. */
          doneAt: S.Maybe(S.Instant),
          otherAt: S.Maybe(S.Instant),
          otherBy: S.Maybe(Type.String()),
          act: S.Maybe(Type.String()),
          content: S.Maybe(Type.String({ description: 'what was kept, as JSON' })),
          /** Of the kept act: `GET /api/photos/<id>` shows it until the question is answered. */
          photo: S.Maybe(S.Id),
          why: S.ListOf(Type.String(), 20),
        }),
        500,
      ),
      countersigns: S.ListOf(
        S.Shape({
          ...arrival,
          port: S.PortCode,
          determination: S.Id,
          member: S.Id,
          name: Type.String(),
          firstPerson: Type.String(),
          size: Type.Integer(),
          code: Type.String(),
          outcome: S.Outcome,
          reason: DeterminationReason,
          note: S.Maybe(Type.String()),
          by: Type.String({ description: 'name of the officer' }),
          mine: Type.Boolean({ description: 'one’s own: another supervisor countersigns' }),
          determinedAt: S.Instant,
          attested: S.ListOf(S.Criterion, 7),
          seen: S.ListOf(S.Criterion, 7),
          /** How the others of the group were decided on, so that a family is seen whole. */
          others: S.ListOf(S.Shape({ outcome: S.Maybe(S.Outcome) }), 20),
        }),
        500,
      ),
      glasses: S.ListOf(
        S.Shape({
          by: Type.String(),
          code: Type.String(),
          port: S.PortCode,
          words: Type.String(),
          openedAt: S.Instant,
        }),
        500,
      ),
    }),
    refusals: [],
  }),
  'settled-case': ask({
    summary: 'Who settled a case at these ports, when and how: for who had it open meanwhile.',
    by: supervisor,
    query: S.Shape({
      kind: Type.Enum(['question', 'countersign', 'trouble', 'appeal', 'duplicate']),
      /** Its id; a duplicate's is one of its groups, and `other` the other. */
      case: S.Id,
      other: Type.Optional(S.Id),
    }),
    answer: S.Shape({
      /** Null where it is open, or unknown to this supervisor. */
      settled: S.Maybe(
        S.Shape({
          at: S.Instant,
          by: S.Maybe(Type.String({ description: 'name; null where it settled by itself' })),
          mine: Type.Boolean({ description: 'settled by oneself, in another window' }),
          /** In the word of the act that settles it; rule: by itself; replaced: decided anew. */
          how: Type.Enum([
            'go-on',
            'rule',
            'confirmed',
            'returned',
            'replaced',
            'noted',
            're-seated',
            'in',
            'out',
            'same',
            'different',
          ]),
        }),
      ),
    }),
    refusals: [],
  }),
  'arrival-figures': ask({
    summary:
      'How arrivals went at my ports over some days: steps, waits, no-shows, bands; no names.',
    by: ['supervisor', 'planner'],
    query: S.Shape({ from: S.Day, to: S.Day }),
    answer: S.Shape({
      from: S.Day,
      to: S.Day,
      ports: S.ListOf(
        S.Shape({
          port: S.PortCode,
          groups: S.FewPeople,
          people: S.FewPeople,
          absent: S.FewPeople,
          /** From check-in, in whole minutes: to the photo, the identity, the determination. */
          steps: S.ListOf(
            S.Shape({
              step: Type.Enum(['photo', 'identity', 'determination']),
              ...Spread.properties,
            }),
            3,
          ),
          /** By the hour of the check-in in the port’s zone: minutes until the determination. */
          waits: S.ListOf(S.Shape({ hour: Type.Integer(), ...Spread.properties }), 24),
          /** No-shows by how many days before the place was given. */
          notice: S.ListOf(
            S.Shape({ days: Type.Integer(), groups: S.FewPeople, absent: S.FewPeople }),
            20,
          ),
          bands: S.ListOf(S.Shape({ band: S.Band, count: S.FewPeople }), 4),
        }),
        8,
      ),
    }),
    refusals: ['day-impossible', 'days-reversed', 'days-too-many'],
  }),
} as const

export const criteriaAsks = {
  'criteria-seen': ask({
    summary: 'By month that is over: how often each criterion was attested, and seen. No names.',
    by: ['public'],
    query: S.Shape({}),
    answer: S.Shape({
      months: S.ListOf(
        S.Shape({
          month: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}$' }),
          people: S.FewPeople,
          criteria: S.ListOf(
            S.Shape({
              criterion: S.Criterion,
              attested: S.FewPeople,
              seen: S.FewPeople,
              both: S.FewPeople,
            }),
            7,
          ),
        }),
        120,
      ),
    }),
    refusals: [],
  }),
} as const
