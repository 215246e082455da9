// Why an officer decided: which reasons go with which outcome stands in the rules (X2).

import { Type } from 'typebox'

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
