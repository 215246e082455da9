// Generated families: mixed sizes, origins, languages, birth dates and reasons. Nobody is invented:
// each name says that it is an example, in its own language and script, with a number.

import type { InputOf } from '@garita/contract'
import { type Chance, chanceOf } from './chance.ts'

export type Family = {
  readonly number: number
  readonly input: InputOf<'register-group'>
  /** What is attested, by position. */
  readonly said: readonly Omit<InputOf<'attest'>['said'][number], 'member'>[]
}

type Member = InputOf<'register-group'>['members'][number]
type Origin = {
  readonly country: string
  readonly languages: readonly string[]
  /** "Example" and "Example family" as people there write them. */
  readonly name: string
  readonly family: string
}

const origin = (
  country: string,
  languages: readonly string[],
  name = 'Ejemplo',
  family = 'Familia Ejemplo',
): Origin => ({ country, languages, name, family })

const haitian = ['Egzanp', 'Fanmi Egzanp'] as const
const russian = ['Пример', 'Семья Пример'] as const

/** Who came through the ports, roughly; the weights are for a lively demo and no figures. */
const origins: readonly (readonly [Origin, number])[] = [
  [origin('VE', ['es']), 14],
  [origin('HT', ['ht', 'fr'], ...haitian), 12],
  [origin('HN', ['es']), 9],
  [origin('CU', ['es']), 9],
  [origin('MX', ['es']), 8],
  [origin('GT', ['mam', 'es']), 5],
  [origin('GT', ['quc', 'es']), 3],
  [origin('SV', ['es']), 4],
  [origin('EC', ['qu', 'es']), 3],
  [origin('CO', ['es']), 4],
  [origin('BR', ['pt'], 'Exemplo', 'Família Exemplo'), 4],
  [origin('RU', ['ru', 'en'], ...russian), 5],
  [origin('UA', ['uk', 'ru'], 'Приклад', 'Родина Приклад'), 2],
  [origin('AF', ['fa', 'en'], 'نمونه', 'خانواده نمونه'), 2],
  [origin('YE', ['ar'], 'مثال', 'عائلة مثال'), 2],
  [origin('CM', ['en', 'fr'], 'Example', 'Example Family'), 2],
  [origin('CN', ['zh-Hans'], '示例', '示例家庭'), 2],
]

const sizes = [
  [1, 30],
  [2, 20],
  [3, 17],
  [4, 14],
  [5, 8],
  [6, 5],
  [7, 3],
  [8, 3],
] as const
type Criteria = Family['said'][number]['criteria']

const criteria: readonly (readonly [Criteria, number])[] = [
  [['no-safe-housing'], 8],
  [['threatened'], 8],
  [['illness'], 4],
  [['no-safe-housing', 'threatened'], 4],
  [['disability'], 2],
]

/** @param year the year in which the demo begins; families do not age while it is set up. */
export function familyOf(number: number, year: number, least = 1): Family {
  const chance = chanceOf(`family ${number}`)
  const from = chance.weighted(origins)
  const size = Math.max(least, chance.weighted(sizes))
  const letters = [...'ABCDEFGH'].slice(0, size)
  const members = letters.map((letter, position) =>
    memberOf(chance, from, { number, letter, position, year }),
  )
  const language = from.languages.includes('es') || chance.below(3) > 0 ? 'es' : 'en'
  return {
    number,
    input: { language, members, contact: contactOf(chance, number) },
    said: members.map((member, position) => saidOf(chance, member, position, year)),
  }
}

type Place = {
  readonly number: number
  readonly letter: string
  readonly position: number
  readonly year: number
}

function memberOf(chance: Chance, from: Origin, { number, letter, position, year }: Place): Member {
  const relation = relationOf(chance, position)
  const sex = chance.pick(['female', 'male'] as const)
  const needs = chance.below(14) === 0 ? (['wheelchair'] as const) : []
  return {
    relation,
    givenNames: `${from.name} ${number} ${letter}`,
    // One name is a name: some have no other.
    ...(chance.below(12) > 0 ? { familyNames: `${from.family} ${number}` } : {}),
    birth: birthOf(chance, relation, year),
    sex,
    nationality: from.country,
    birthCountry: from.country,
    languages: [...from.languages],
    needs: [...needs, ...(from.languages.includes('es') ? [] : (['interpreter'] as const))],
  }
}

function relationOf(chance: Chance, position: number): Member['relation'] {
  if (position === 0) return 'self'
  if (position === 1) return chance.pick(['spouse', 'spouse', 'child', 'parent'])
  return chance.pick(['child', 'child', 'child', 'sibling', 'grandparent', 'other'])
}

const ages: Readonly<Record<string, readonly [number, number]>> = {
  child: [0, 17],
  parent: [48, 35],
  grandparent: [62, 24],
}

/** A day, a month or a year, as people know it. */
function birthOf(chance: Chance, relation: string, year: number): Member['birth'] {
  const [youngest, span] = ages[relation] ?? [18, 35]
  const born = year - 1 - youngest - chance.below(span)
  const known = chance.below(10)
  if (known === 0) return { year: born, approximate: true }
  const month = 1 + chance.below(12)
  if (known === 1) return { year: born, month, approximate: false }
  return { year: born, month, day: 1 + chance.below(28), approximate: false }
}

function saidOf(chance: Chance, member: Member, position: number, year: number) {
  const preferToSay = position === 0 && chance.below(10) === 0
  if (preferToSay) return { criteria: [], preferToSay }
  const isGrown = year - member.birth.year > 21
  const isPregnant = member.sex === 'female' && isGrown && chance.below(12) === 0
  const own = position === 0 || chance.below(4) === 0 ? chance.weighted(criteria) : []
  return { criteria: [...own, ...(isPregnant ? (['pregnancy'] as const) : [])], preferToSay }
}

/** Addresses and numbers that are nobody's: a reserved domain, and 555-01xx. */
function contactOf(chance: Chance, number: number): InputOf<'register-group'>['contact'] {
  const email = `familia-ejemplo-${number}@example.org`
  const phone = `+1619555${String(100 + (number % 100)).padStart(4, '0')}`
  return chance.weighted([
    [{ email }, 5],
    [{ phone }, 4],
    [{ email, phone }, 2],
  ])
}
