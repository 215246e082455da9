// What a group does to get places, keep them, move them or give them back: requests, offers,
// changes, trouble, appeal.

import { Type } from 'typebox'
import { act, ask } from './act.ts'
import * as S from './shapes.ts'

/** What a group lacks before it may take, ask for or accept places. */
const unfit = [
  'attestation-missing',
  'photos-undecided',
  'location-missing',
  'location-stale',
  'outside-area',
] as const

const slotBarred = [
  'slot-unknown',
  'slot-past',
  'slot-closed',
  'slot-full',
  'slot-beyond-horizon',
  'slot-elsewhere',
  'slot-reserved',
  'slot-awaits-draw',
] as const

const appointmentBarred = [
  'appointment-unknown',
  'appointment-displaced',
  'appointment-cancelled',
  'appointment-arrived',
  'appointment-absent',
  'appointment-done',
] as const

export const Ports = S.ListOf(S.PortCode, 8, 1)

export const placesActs = {
  'make-request': act({
    summary: 'Asks for places at ports in the group’s own order; stands until won or withdrawn.',
    by: ['applicant'],
    input: S.Shape({ group: S.Id, ports: Ports, ruledOut: S.ListOf(S.PortCode, 7) }),
    answer: S.Shape({
      request: S.Id,
      draw: S.Day,
      expiresAt: S.Instant,
    }),
    refusals: [
      'group-unknown',
      'request-standing',
      'offer-open',
      'appointment-standing',
      'port-repeated',
      'port-ruled-out',
      'programme-suspended',
      'traveler-in-other-group',
      ...unfit,
    ],
  }),
  'withdraw-request': act({
    summary: 'Ends a standing request. The registration date stays, and asking again is free.',
    by: ['applicant'],
    input: S.Shape({ group: S.Id, request: S.Id }),
    answer: S.Shape({ request: S.Id }),
    refusals: ['group-unknown', 'request-unknown', 'request-over', 'offer-open'],
  }),
  'keep-request': act({
    summary: 'A sign of life: the request stands for its whole term again.',
    by: ['applicant'],
    input: S.Shape({ group: S.Id, request: S.Id }),
    answer: S.Shape({ request: S.Id, expiresAt: S.Instant }),
    refusals: ['group-unknown', 'request-unknown', 'request-over'],
  }),
  'accept-offer': act({
    summary: 'Takes the places that were offered: makes the appointment, or moves a displaced one.',
    by: ['applicant'],
    input: S.Shape({ group: S.Id, offer: S.Id }),
    answer: S.Shape({ appointment: S.Id, slot: S.SlotId, startsAt: S.Instant }),
    refusals: [
      'group-unknown',
      'offer-unknown',
      'offer-expired',
      'offer-over',
      'appointment-standing',
      'slot-past',
      'slot-closed',
      ...unfit,
    ],
  }),
  'decline-offer': act({
    summary: 'Gives offered places back. The request stands again and costs nothing.',
    by: ['applicant'],
    input: S.Shape({ group: S.Id, offer: S.Id }),
    answer: S.Shape({ offer: S.Id, request: S.Maybe(S.Id) }),
    refusals: ['group-unknown', 'offer-unknown', 'offer-over'],
  }),
  'change-appointment': act({
    summary: 'Moves an appointment to an open slot in one act, never without a place in between.',
    by: ['applicant'],
    input: S.Shape({ group: S.Id, appointment: S.Id, port: S.PortCode, slot: S.SlotId }),
    answer: S.Shape({ appointment: S.Id, slot: S.SlotId, startsAt: S.Instant }),
    refusals: [
      'group-unknown',
      'slot-same',
      'offer-open',
      ...slotBarred,
      ...appointmentBarred.filter((name) => name !== 'appointment-displaced'),
      'location-missing',
      'location-stale',
      'outside-area',
    ],
  }),
  'cancel-appointment': act({
    summary: 'Gives an appointment’s places back. The registration date stays.',
    by: ['applicant'],
    input: S.Shape({ group: S.Id, appointment: S.Id }),
    answer: S.Shape({ appointment: S.Id }),
    refusals: [
      'group-unknown',
      ...appointmentBarred.filter((name) => name !== 'appointment-displaced'),
    ],
  }),
  'report-trouble': act({
    summary: 'Says why a group cannot come as planned; keeps its standing and asks a supervisor.',
    by: ['applicant'],
    input: S.Shape({
      group: S.Id,
      appointment: S.Id,
      kind: S.Trouble,
      words: Type.Optional(S.LongText),
    }),
    answer: S.Shape({ trouble: S.Id, answerBy: S.Instant }),
    refusals: [
      'group-unknown',
      'appointment-unknown',
      'appointment-cancelled',
      'appointment-arrived',
      'appointment-done',
      'trouble-reported',
      'trouble-too-late',
    ],
  }),
  'appeal-location': act({
    summary: 'Puts the verdict on where a group is before a supervisor.',
    by: ['applicant'],
    input: S.Shape({ group: S.Id, words: Type.String({ minLength: 1, maxLength: 2000 }) }),
    answer: S.Shape({ appeal: S.Id, answerBy: S.Instant }),
    refusals: ['group-unknown', 'location-missing', 'location-fine', 'appeal-standing'],
  }),
} as const

const Chances = S.Shape(
  {
    chances: Type.Integer({ minimum: 1, maximum: 1000 }),
    base: Type.Integer(),
    need: Type.Integer({ description: 'for pressing need; 0 where none is attested' }),
    wait: Type.Integer({ description: 'for whole 30-day periods since registration' }),
    periods: Type.Integer({ description: 'whole 30-day periods counted' }),
  },
  'how many lots the ticket gets, and why',
)

export const placesAsks = {
  'my-draws': ask({
    summary:
      'The group’s ticket in the next draw, its past draws, and what they mean for tomorrow.',
    by: ['applicant'],
    query: S.Shape({ group: S.Id }),
    answer: S.Shape({
      next: S.Maybe(
        S.Shape({
          draw: S.Day,
          state: Type.Enum(['committed', 'frozen'], { description: 'frozen: entries are closed' }),
          drawsAt: S.Instant,
          ticket: S.Ticket,
          ...Chances.properties,
          turn: Type.Boolean({
            description: 'false when another group that shares a traveler has this draw’s ticket',
          }),
        }),
      ),
      past: S.ListOf(
        S.Shape({
          draw: S.Day,
          state: Type.Enum(['published', 'void']),
          ticket: S.Ticket,
          chances: Type.Integer(),
          size: Type.Integer(),
          ports: Ports,
          tickets: Type.Integer({ description: 'tickets in that draw' }),
          rank: S.Maybe(Type.Integer({ description: 'from 1; null for a void draw' })),
          reached: S.ListOf(
            S.Shape({
              port: S.PortCode,
              closedAt: Type.Integer({ description: 'the rank that closed it' }),
              fits: Type.Boolean({ description: 'it had a slot large enough for the group' }),
            }),
            8,
          ),
          port: S.Maybe(S.PortCode),
        }),
        30,
      ),
      odds: S.Maybe(
        S.Shape({
          draws: Type.Integer({ description: 'recent draws that the odds are worked out from' }),
          perDraw: Type.Number({ minimum: 0, maximum: 1 }),
          daysHalf: S.Maybe(
            Type.Integer({ description: 'half of such groups wait at most so long' }),
          ),
          daysNine: S.Maybe(Type.Integer({ description: 'nine of ten wait at most so long' })),
        }),
      ),
    }),
    refusals: ['group-unknown'],
  }),
  'my-proof': ask({
    summary: 'What a group needs to check its own ticket in a draw with the public files.',
    by: ['applicant'],
    query: S.Shape({ group: S.Id, draw: S.Day }),
    answer: S.Entry,
    refusals: ['group-unknown', 'draw-unknown', 'ticket-unknown'],
  }),
} as const
