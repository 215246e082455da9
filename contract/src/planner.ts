// What a planner does: opens places. The rest of planning comes with the draw.

import { Type } from 'typebox'
import { act } from './act.ts'
import * as S from './shapes.ts'

export const plannerActs = {
  'open-places': act({
    summary: 'Opens slots at a port from a weekday template in the port’s own wall clock.',
    by: ['planner'],
    input: S.Shape({
      port: S.PortCode,
      weekdays: S.ListOf(Type.Integer({ minimum: 1, maximum: 7 }), 7, 1),
      times: S.ListOf(
        S.Shape({ time: S.WallTime, places: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }) }),
        96,
        1,
      ),
      from: S.Day,
      to: S.Day,
      kind: Type.Enum(['general', 'urgent']),
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
    ],
  }),
} as const

export const plannerAsks = {} as const
