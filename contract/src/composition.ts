// The refusals of a group as it was typed, whoever registers it.

export const composition = [
  'members-none',
  'members-too-many',
  'first-person-missing',
  'birth-date-future',
  'birth-date-too-old',
  'birth-date-impossible',
  'name-empty',
  'name-too-long',
  'country-unknown',
  'contact-missing',
] as const
