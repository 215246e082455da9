// A determination: why an officer decided (which reasons go with which outcome stands in the rules,
// X2), and what deciding answers.

import { Type } from 'typebox'
import * as S from './shapes.ts'

export const DeterminationReason = Type.Enum(
  [
    'criterion-confirmed',
    'family-together',
    'humanitarian-need',
    'criterion-not-shown',
    'identity-not-confirmed',
    'public-safety',
    'identity-unsure',
    'medical-care',
    'child-protection',
    'second-interview',
    'other',
  ],
  { description: 'why; which reasons go with which outcome stands in the rules (X2)' },
)

/** What `determine` and `amend-determination` answer. */
export const Determined = S.Shape({
  determination: S.Id,
  member: S.Id,
  outcome: S.Outcome,
  counts: Type.Boolean({ description: 'false while a supervisor’s countersign is awaited' }),
})
