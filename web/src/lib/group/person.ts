// One traveler as typed, and how that becomes what the act takes. Everything typed is text, kept as it is typed.

import type { CorrectedMember, Member, NewMember } from '@garita/contract/applicant'
import { type DateParts, emptyDate, partsOf, readDate } from '../form/partial-date.ts'
import type { FieldProblem } from '../problem.ts'

export type PersonTyped = {
  /** Of a traveler whom the server knows already. */
  id?: string
  relation: string
  givenNames: string
  familyNames: string
  birth: DateParts
  /** Holds `approximate` where the box is ticked. */
  birthNotes: string[]
  sex: string
  nationality: string
  birthCountry: string
  languages: string[]
  needs: string[]
  birthCity: string
  residenceCountry: string
  height: string
  weight: string
  eyeColour: string
  documentKind: string
  documentNumber: string
  maritalStatus: string
  occupation: string
}

/** The choices of the contract, in the order in which they are offered. */
export const choices = {
  sex: ['female', 'male', 'other'],
  relation: ['spouse', 'child', 'parent', 'sibling', 'grandparent', 'grandchild', 'other'],
  needs: ['wheelchair', 'interpreter', 'sign-language', 'medical', 'reading'],
  eyeColour: ['brown', 'black', 'blue', 'green', 'hazel', 'grey', 'other'],
  documentKind: ['passport', 'identity-card', 'birth-certificate', 'other'],
  maritalStatus: ['single', 'married', 'union', 'divorced', 'widowed'],
} as const

/** Someone of whom nothing is known; a family mostly shares nationality and languages with its first person. */
export function newPerson(first?: PersonTyped): PersonTyped {
  return {
    relation: first ? '' : 'self',
    givenNames: '',
    familyNames: '',
    birth: emptyDate(),
    birthNotes: [],
    sex: '',
    nationality: first?.nationality ?? '',
    birthCountry: '',
    languages: [...(first?.languages ?? [])],
    needs: [],
    birthCity: '',
    residenceCountry: '',
    height: '',
    weight: '',
    eyeColour: '',
    documentKind: '',
    documentNumber: '',
    maritalStatus: '',
    occupation: '',
  }
}

/** What is known of a traveler, as if just typed. */
export function personOf(member: Member): PersonTyped {
  const { birth, document } = member
  return {
    id: member.id,
    relation: member.relation,
    givenNames: member.givenNames,
    familyNames: member.familyNames ?? '',
    birth: partsOf(birth),
    birthNotes: birth.approximate ? ['approximate'] : [],
    sex: member.sex,
    nationality: member.nationality,
    birthCountry: member.birthCountry,
    languages: [...member.languages],
    needs: [...member.needs],
    birthCity: member.birthCity ?? '',
    residenceCountry: member.residenceCountry ?? '',
    height: member.heightCm?.toString() ?? '',
    weight: member.weightKg?.toString() ?? '',
    eyeColour: member.eyeColour ?? '',
    documentKind: document?.kind ?? '',
    documentNumber: document?.number ?? '',
    maritalStatus: member.maritalStatus ?? '',
    occupation: member.occupation ?? '',
  }
}

/** True once anything was typed that is the person's own. */
export function isBegun(person: PersonTyped): boolean {
  const { day, month, year } = person.birth
  return [person.givenNames, person.familyNames, day, month, year].some(
    (text) => text.trim() !== '',
  )
}

/** All that is missing or wrong with a traveler; paths as in the act's input. */
export function problemsOf(person: PersonTyped, index: number): FieldProblem[] {
  const birth = readDate(person.birth)
  const found: [string, string | false][] = [
    ['givenNames', isBlank(person.givenNames) && 'missing'],
    ['relation', isBlank(person.relation) && 'missing'],
    ['birth', typeof birth === 'string' && birth],
    ['sex', isBlank(person.sex) && 'missing'],
    ['nationality', isBlank(person.nationality) && 'missing'],
    ['birthCountry', isBlank(person.birthCountry) && 'missing'],
    ['languages', languageProblem(person.languages)],
    ['document/kind', !isBlank(person.documentNumber) && isBlank(person.documentKind) && 'missing'],
    [
      'document/number',
      !isBlank(person.documentKind) && isBlank(person.documentNumber) && 'missing',
    ],
    ['heightCm', numberProblem(readHeight(person.height), 20, 260)],
    ['weightKg', numberProblem(readNumber(person.weight), 1, 400)],
  ]
  return found.flatMap(([field, problem]) =>
    problem ? [{ path: `members/${index}/${field}`, problem }] : [],
  )
}

/** The traveler as the acts take it. Call it where `problemsOf` finds none; texts are trimmed, blanks left out. */
export function readPerson(person: PersonTyped): CorrectedMember {
  const birth = readDate(person.birth)
  if (typeof birth === 'string') throw new Error(`the birth date is ${birth}`)
  const approximate = person.birthNotes.includes('approximate')
  return {
    ...(person.id === undefined ? {} : { id: person.id }),
    ...required(person),
    birth: { ...birth, approximate },
    ...withoutBlanks({
      familyNames: person.familyNames.trim(),
      birthCity: person.birthCity.trim(),
      residenceCountry: person.residenceCountry,
      heightCm: readHeight(person.height),
      weightKg: readNumber(person.weight),
      eyeColour: person.eyeColour,
      document: documentOf(person),
      maritalStatus: person.maritalStatus,
      occupation: person.occupation.trim(),
    }),
  } as CorrectedMember
}

/** The names as read together; undefined while there are none. */
export function nameOf({ givenNames, familyNames }: PersonTyped): string | undefined {
  return `${givenNames.trim()} ${familyNames.trim()}`.trim() || undefined
}

/**
 * The list without one person. The first person is the one to whom all others are related: where the first goes, the
 * next becomes it, and what the others are to that one has to be said anew.
 */
export function without(people: readonly PersonTyped[], index: number): PersonTyped[] {
  const left = people.filter((_, at) => at !== index)
  if (people[index]?.relation !== 'self') return left
  return left.map((person, at) => ({ ...person, relation: at === 0 ? 'self' : '' }))
}

function required(person: PersonTyped): Omit<NewMember, 'birth'> {
  return {
    relation: person.relation,
    givenNames: person.givenNames.trim(),
    sex: person.sex,
    nationality: person.nationality,
    birthCountry: person.birthCountry,
    languages: [...person.languages],
    needs: [...person.needs],
  } as Omit<NewMember, 'birth'>
}

function documentOf({ documentKind, documentNumber }: PersonTyped) {
  const number = documentNumber.trim()
  return documentKind && number ? { kind: documentKind, number } : undefined
}

function withoutBlanks(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined),
  )
}

/** A height in centimetres; 1.65 and 1,65 are metres. Undefined for nothing, NaN for what is no number. */
export function readHeight(typed: string): number | undefined {
  const text = typed
    .trim()
    .replace(',', '.')
    .replace(/\s*(cm|m)\.?$/i, '')
  if (/^[0-2]\.\d{1,2}$/.test(text)) return Math.round(Number(text) * 100)
  return readNumber(text)
}

function readNumber(typed: string): number | undefined {
  const text = typed
    .trim()
    .replace(/\s*(kg|kilos?)\.?$/i, '')
    .replace(',', '.')
  if (text === '') return undefined
  return /^\d{1,4}(\.\d+)?$/.test(text) ? Math.round(Number(text)) : Number.NaN
}

function numberProblem(value: number | undefined, least: number, most: number): string | false {
  if (value === undefined) return false
  if (Number.isNaN(value)) return 'number'
  if (value < least) return 'too-small'
  return value > most && 'too-large'
}

function languageProblem(languages: readonly string[]): string | false {
  if (languages.length === 0) return 'missing'
  return languages.length > 8 && 'too-many'
}

const isBlank = (text: string): boolean => text.trim() === ''
