// The shapes that several acts and asks share. Every object refuses unknown fields, every string
// and array has a maximum. Types alone reach the phone; the schemas stay on the server.

import { type TProperties, type TSchema, Type } from 'typebox'

/** An object that refuses unknown fields. */
export function Shape<P extends TProperties>(properties: P, description?: string) {
  const options = { additionalProperties: false as const }
  return Type.Object(properties, description ? { ...options, description } : options)
}

export function ListOf<T extends TSchema>(of: T, maxItems: number, minItems = 0) {
  return Type.Array(of, { minItems, maxItems })
}

export const Maybe = <T extends TSchema>(of: T) => Type.Union([of, Type.Null()])

/** A version 4 or 7 UUID in lower case, made by the server. */
export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'an id made by the server (UUID, lower case)',
})

/** `<port>-<day>-<HHMM>`, ending in `-u` in the urgent lane: `2504-2023-01-18-0900`. */
export const SlotId = Type.String({
  pattern: '^[0-9]{4}-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{4}(-u)?$',
  description: 'port, day and wall time of the slot at the port, -u for the urgent lane',
})

export const PortCode = Type.Enum(
  ['2301', '2303', '2305', '2304', '2402', '2604', '2503', '2504'],
  { description: 'the code of one of the eight ports of entry' },
)

export const Day = Type.String({
  // Centuries on whose every day calendars can be worked with: the day after 9999-12-31 has no form.
  pattern: '^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
  description: 'a calendar day YYYY-MM-DD at the port',
})

export const WallTime = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  description: 'a time HH:MM on the port’s own clock',
})

/** Instants travel as epoch milliseconds, as the rules keep them. */
export const Instant = Type.Integer({
  minimum: 0,
  maximum: 8_640_000_000_000_000,
  description: 'milliseconds since 1970-01-01T00:00:00Z',
})

/** The id of an account, made by the server at its first sign-in. */
export const Account = Type.String({ minLength: 1, maxLength: 64 })

/** What a member of staff is. Officers and supervisors are bound to ports. */
export const Role = Type.Enum(['officer', 'supervisor', 'planner', 'auditor', 'custodian'])

export const Language = Type.Enum(['es', 'en'], { description: 'the language of the page' })

export const Places = Type.Integer({ minimum: 0, maximum: 200_000, description: 'places' })

/** ISO 3166-1 alpha-2. */
export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })

/** BCP 47 language tag of a language that a traveler speaks, as `es`, `ht`, `mam`, `zh-Hans`. */
export const SpokenLanguage = Type.String({
  pattern: '^[a-z]{2,3}(-[A-Za-z]{2,8})?$',
  maxLength: 12,
  description: 'BCP 47 tag of a spoken language',
})

/** A written name as in the document, in any script. Not blank: 1–100 characters. */
export const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })

export const ShortText = Type.String({ maxLength: 200 })
export const LongText = Type.String({ maxLength: 2000 })

/** A birth date is a day, a month or a year; unknown parts count in the person’s favour. */
export const BirthDate = Shape(
  {
    year: Type.Integer({ minimum: 1800, maximum: 2200 }),
    month: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
    day: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
    approximate: Type.Boolean({ description: 'the person is not sure of it' }),
  },
  'a year, a year and month, or a whole date',
)

export const Criterion = Type.Enum(
  ['illness', 'disability', 'pregnancy', 'no-safe-housing', 'under-21', 'over-70', 'threatened'],
  { description: 'one of the seven vulnerability criteria' },
)

/** The criteria a person can state; the two of age follow from the birth date. */
export const StatedCriterion = Type.Enum([
  'illness',
  'disability',
  'pregnancy',
  'no-safe-housing',
  'threatened',
])

export const Relation = Type.Enum(
  ['self', 'spouse', 'child', 'parent', 'sibling', 'grandparent', 'grandchild', 'other'],
  { description: 'to the first person of the group, who is `self`' },
)

export const Need = Type.Enum(
  ['wheelchair', 'interpreter', 'sign-language', 'medical', 'reading'],
  {
    description: 'what the port prepares for; every slot serves it',
  },
)

const memberProperties = {
  relation: Relation,
  givenNames: Name,
  familyNames: Type.Optional(Name),
  birth: BirthDate,
  sex: Type.Enum(['female', 'male', 'other']),
  nationality: Country,
  birthCountry: Country,
  languages: ListOf(SpokenLanguage, 8, 1),
  needs: ListOf(Need, 5),
  birthCity: Type.Optional(ShortText),
  residenceCountry: Type.Optional(Country),
  heightCm: Type.Optional(Type.Integer({ minimum: 20, maximum: 260 })),
  weightKg: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })),
  eyeColour: Type.Optional(
    Type.Enum(['brown', 'black', 'blue', 'green', 'hazel', 'grey', 'other']),
  ),
  document: Type.Optional(
    Shape({
      kind: Type.Enum(['passport', 'identity-card', 'birth-certificate', 'other']),
      number: Name,
    }),
  ),
  maritalStatus: Type.Optional(Type.Enum(['single', 'married', 'union', 'divorced', 'widowed'])),
  occupation: Type.Optional(ShortText),
}

/** A traveler as typed. What the port does not need is optional. */
export const NewMember = Shape(memberProperties)

/** A traveler in a correction: with `id` one who is there already, without it one who is new. */
export const CorrectedMember = Shape({ id: Type.Optional(Id), ...memberProperties })

export const Member = Shape({ id: Id, ...memberProperties })

/** How and where the group can be reached; all of it is encrypted at rest. */
export const Contact = Shape({
  email: Type.Optional(Type.String({ maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' })),
  phone: Type.Optional(Type.String({ pattern: '^\\+[1-9][0-9]{6,14}$', description: 'E.164' })),
  staying: Type.Optional(ShortText),
  usAddress: Type.Optional(ShortText),
  travelHistory: Type.Optional(LongText),
  emergency: Type.Optional(ShortText),
})

export const Verdict = Type.Enum(['in', 'doubt', 'out', 'stated'], {
  description:
    'where the group is: inside the area, near its edge, outside, or a stated municipality',
})

export const PhotoState = Type.Enum(['missing', 'sent', 'at-port'], {
  description: '`at-port`: to be taken on arrival, an equal choice',
})

export const Band = Type.Enum(['same', 'unsure', 'different', 'cannot-compare'], {
  description: 'evidence for an officer, never a verdict',
})

export const Outcome = Type.Enum(['excepted', 'not-excepted', 'referred'])

/**
 * A photo that could not be sent in parts: some 330 kB, where a desk takes 100. Together with all else
 * it stays below what one call may carry.
 */
export const PhotoInText = Type.String({
  maxLength: 450_000,
  pattern: '^[A-Za-z0-9+/]+={0,2}$',
  description: 'bytes of a photo in base64',
})

/** What photo an act names: its id, and the SHA-256 of all its bytes in lower-case hexadecimal. */
export const PhotoRef = Shape({
  id: Id,
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})

/** A pass’s or appointment’s code as a person types it: spaces, hyphens and lower case are fine. */
export const TypedCode = Type.String({ minLength: 4, maxLength: 40 })

/** SHA-256, or another 32 bytes, in lower-case hexadecimal. */
export const Sha256 = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: '32 bytes in lower-case hexadecimal',
})

/** A group’s random name in one draw: 16 bytes. */
export const Ticket = Type.String({
  pattern: '^[0-9a-f]{32}$',
  description: '16 random bytes in lower-case hexadecimal',
})

/** What keeps a group from coming as planned; none of it costs anything. */
export const Trouble = Type.Enum(['late', 'ill', 'no-signal', 'threatened', 'dangerous-port'])

/** Why places or rules change, in words that everybody reads: never about a person. */
export const PublicReason = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })

/** A figure about people: whole, or only that it is from 1 to 9. */
export const FewPeople = Type.Union([Type.Integer(), Type.Literal('fewer-than-10')])

/** A group’s part of a draw, for `npm run verify-draw -- … --entry <file>` and *check my ticket*. */
export const Entry = Shape({
  version: Type.Literal(1),
  draw: Day,
  entry: Type.String({ maxLength: 400, description: 'the line of entries.ndjson' }),
  index: Type.Integer({ minimum: 0, description: 'its place among the entries, from 0' }),
  path: ListOf(Sha256, 40),
  ranking: Type.String({ maxLength: 200, description: 'the line of ranking.ndjson' }),
  rankingPath: ListOf(Sha256, 40),
})
