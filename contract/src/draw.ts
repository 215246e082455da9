// The draw: its custodians, the clock that freezes and runs it, auditors who countersign, and what
// everybody may see. The files themselves lie under /draws (see the draw record).

import { Type } from 'typebox'
import { act, ask } from './act.ts'
import * as S from './shapes.ts'

const staff = ['officer', 'supervisor', 'planner', 'auditor', 'custodian'] as const
const everyone = ['public', 'applicant', ...staff] as const
const custodian = ['custodian'] as const
const clock = ['clock'] as const

const PlainName = Type.String({ pattern: '^[A-Za-z0-9 ._-]{1,60}$' })
/** Seen by auditors alone: who asked for what, and who got what. */
const SealedFile = Type.Enum(['entries.ndjson', 'results.ndjson'])
const Finding = Type.Enum(['holds', 'does-not-hold'])

export const drawActs = {
  'commit-secrets': act({
    summary: 'Commits to the secrets of draws ahead; only their hashes are sent.',
    by: custodian,
    input: S.Shape({
      name: PlainName,
      commitments: S.ListOf(S.Shape({ draw: S.Day, commitment: S.Sha256 }), 90, 1),
    }),
    answer: S.Shape({
      committed: Type.Integer(),
      known: Type.Integer({ description: 'committed before, alike' }),
    }),
    refusals: [
      'day-impossible',
      'draw-repeated',
      'commitment-late',
      'commitment-early',
      'commitment-known',
      'custodian-name-taken',
      'custodian-name-fixed',
    ],
  }),
  'reveal-secret': act({
    summary: 'Reveals the secret of a frozen draw. Nobody sees it before all are in.',
    by: custodian,
    input: S.Shape({ draw: S.Day, secret: S.Sha256 }),
    answer: S.Shape({
      draw: S.Day,
      missing: Type.Integer({ description: 'secrets still missing' }),
    }),
    refusals: [
      'draw-unknown',
      'draw-not-frozen',
      'draw-over',
      'commitment-missing',
      'secret-wrong',
    ],
  }),
  'countersign-draw': act({
    summary: 'An auditor’s public finding on a published draw, after checking all of its files.',
    by: ['auditor'],
    input: S.Shape({
      draw: S.Day,
      name: PlainName,
      drawHash: S.Sha256,
      finding: Finding,
      note: Type.String({ maxLength: 1000 }),
    }),
    answer: S.Shape({ draw: S.Day, finding: Finding }),
    refusals: [
      'draw-unknown',
      'auditor-name-fixed',
      'auditor-name-taken',
      'draw-not-published',
      'draw-hash-wrong',
      'draw-countersigned',
      'note-missing',
    ],
  }),
  'download-sealed': act({
    summary: 'Records that an auditor takes a sealed file of a draw; the route /draws sends it.',
    by: ['auditor'],
    input: S.Shape({ draw: S.Day, file: SealedFile }),
    answer: S.Shape({ draw: S.Day, file: SealedFile, sha256: S.Sha256, bytes: Type.Integer() }),
    refusals: ['draw-unknown', 'file-unknown'],
  }),
  'close-commitments': act({
    summary: 'Closes the commitments of a draw a day before its freeze and publishes them.',
    by: clock,
    input: S.Shape({ draw: S.Day }),
    answer: S.Shape({ draw: S.Day, custodians: Type.Integer() }),
    refusals: ['draw-early', 'draw-known', 'commitments-missing', 'programme-suspended'],
  }),
  'freeze-draw': act({
    summary: 'Freezes the entries and slots of the day’s draw and publishes tickets and slots.',
    by: clock,
    input: S.Shape({ draw: S.Day }),
    answer: S.Shape({ draw: S.Day, tickets: Type.Integer(), slots: Type.Integer() }),
    refusals: [
      'draw-unknown',
      'draw-early',
      'draw-frozen',
      'draw-superseded',
      'programme-suspended',
    ],
  }),
  'run-draw': act({
    summary: 'Draws once all secrets are in, checks the whole draw, publishes it, makes offers.',
    by: clock,
    input: S.Shape({ draw: S.Day }),
    answer: S.Shape({
      draw: S.Day,
      offers: Type.Integer(),
      given: Type.Integer({ description: 'places given' }),
      drawHash: S.Sha256,
    }),
    refusals: ['draw-unknown', 'draw-not-frozen', 'draw-over', 'reveals-missing'],
  }),
  'void-draw': act({
    summary:
      'Ends a draw whose secrets were not in by the next freeze; its slots go into the next.',
    by: clock,
    input: S.Shape({ draw: S.Day }),
    answer: S.Shape({ draw: S.Day, missing: S.ListOf(Type.String(), 60) }),
    refusals: ['draw-unknown', 'draw-not-frozen', 'draw-over', 'draw-early', 'reveals-complete'],
  }),
  'void-broken-draw': act({
    summary:
      'Ends a draw that has its secrets and does not pass its own check, with a public reason.',
    by: ['administration'],
    input: S.Shape({ draw: S.Day, reason: Type.String({ minLength: 10, maxLength: 500 }) }),
    answer: S.Shape({
      draw: S.Day,
      fault: Type.String({ description: 'the first thing that does not hold' }),
    }),
    refusals: [
      'draw-unknown',
      'draw-not-frozen',
      'draw-over',
      'draw-early',
      'reveals-missing',
      'draw-holds',
    ],
  }),
  'release-places': act({
    summary: 'Opens places that wait for no draw: those of the next days, or that nobody asks for.',
    by: clock,
    input: S.Shape({ day: S.Day }),
    answer: S.Shape({ opened: Type.Integer(), urgent: Type.Integer() }),
    refusals: [],
  }),
} as const

const DrawState = Type.Enum(['committed', 'frozen', 'published', 'void'])

const DrawLine = {
  draw: S.Day,
  state: DrawState,
  frozenAt: S.Maybe(S.Instant),
  publishedAt: S.Maybe(S.Instant),
  tickets: S.Maybe(Type.Integer()),
  places: S.Maybe(Type.Integer()),
  given: S.Maybe(Type.Integer()),
} as const

export const drawAsks = {
  draws: ask({
    summary: 'The draws, the newest first: ids, states and numbers.',
    by: everyone,
    query: S.Shape({ before: Type.Optional(S.Day) }),
    answer: S.Shape({
      now: S.Instant,
      nextAt: S.Instant,
      draws: S.ListOf(S.Shape(DrawLine), 100),
    }),
    refusals: [],
  }),
  draw: ask({
    summary: 'One draw in numbers: how far each port reached, custodians, countersignatures.',
    by: everyone,
    query: S.Shape({ draw: S.Day }),
    answer: S.Shape({
      ...DrawLine,
      now: S.Instant,
      freezesAt: S.Instant,
      drawHash: S.Maybe(S.Sha256),
      custodians: S.ListOf(S.Shape({ name: Type.String(), revealed: Type.Boolean() }), 60),
      missing: S.ListOf(Type.String(), 60),
      /** Of a draw that was void though its secrets were in: why, in the words of who ended it. */
      voidReason: S.Maybe(Type.String()),
      ports: S.ListOf(
        S.Shape({
          port: S.PortCode,
          places: Type.Integer(),
          given: Type.Integer(),
          closedAt: Type.Integer({ description: 'the rank that closed it, or tickets + 1' }),
        }),
        8,
      ),
      offers: S.ListOf(
        S.Shape({
          port: S.PortCode,
          accepted: S.FewPeople,
          arrived: S.Maybe(S.FewPeople),
        }),
        8,
      ),
      files: S.ListOf(
        S.Shape({ name: Type.String(), bytes: Type.Integer(), sha256: S.Sha256 }),
        10,
      ),
      countersignatures: S.ListOf(
        S.Shape({
          name: Type.String(),
          finding: Finding,
          note: Type.String(),
          signedAt: S.Instant,
        }),
        100,
      ),
    }),
    refusals: ['draw-unknown'],
  }),
  custody: ask({
    summary: 'What a custodian has committed to, and which secrets are due.',
    by: custodian,
    query: S.Shape({}),
    answer: S.Shape({
      name: S.Maybe(Type.String()),
      now: S.Instant,
      committed: S.ListOf(S.Shape({ draw: S.Day, commitment: S.Sha256 }), 200),
      /** The next days for which no commitment is in and it is not too late. */
      open: S.ListOf(S.Day, 60),
      due: S.ListOf(S.Shape({ draw: S.Day, frozenAt: S.Instant, missing: Type.Integer() }), 10),
    }),
    refusals: [],
  }),
} as const
