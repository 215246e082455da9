// The rules that planners change as a form: numbers as text until they are read, lists as boxes that are ticked; and
// what would change, rule by rule.

import type { AskAnswerOf, InputOf } from '@garita/contract'
import type { Rules } from '@garita/domain/programme'
import { proposableOf } from '@garita/domain/rules-change'

export type ProposedRules = InputOf<'propose-rules'>['rules']
export type Proposal = AskAnswerOf<'rule-proposals'>['proposals'][number]

/** Names of the rules that are numbers, by what they are about, in the order of the form. */
export const numbersOf = {
  when: ['horizonDays', 'earlyMinutes', 'graceMinutes', 'troubleAnswerHours'],
  draw: [
    'chances.base',
    'chances.need',
    'chances.wait',
    'chances.waitLimit',
    'offerHours',
    'requestDays',
  ],
  where: [
    'area.southernLatitude',
    'area.doubtKm',
    'area.accuracyLimitKm',
    'locationValidHours',
    'settledLocationValidDays',
  ],
} as const

export type NumberName = (typeof numbersOf)[keyof typeof numbersOf][number]
const listNames = ['criteria', 'pressing', 'area.states', 'area.wholeStates'] as const
export type ListName = (typeof listNames)[number]

const numberNames: readonly NumberName[] = [
  ...numbersOf.when,
  ...numbersOf.draw,
  ...numbersOf.where,
]

export type TypedRules = {
  numbers: Record<NumberName, string>
  lists: Record<ListName, string[]>
}

/** What would change of one rule. Lists say what is added and removed. */
export type RuleChange =
  | { readonly rule: NumberName; readonly before: string; readonly after: string }
  | {
      readonly rule: ListName
      readonly added: readonly string[]
      readonly removed: readonly string[]
    }

/** These rules as the form shows them. */
export function typedRules(rules: ProposedRules): TypedRules {
  const of = (name: string) => valueAt(rules, name)
  return {
    numbers: Object.fromEntries(numberNames.map((name) => [name, String(of(name))])) as Record<
      NumberName,
      string
    >,
    lists: Object.fromEntries(
      listNames.map((name) => [name, [...(of(name) as readonly string[])]]),
    ) as Record<ListName, string[]>,
  }
}

/** Names of the numbers that cannot be read. A comma is a decimal point. */
export function unreadable({ numbers }: TypedRules): readonly NumberName[] {
  return numberNames.filter((name) => !/^-?\d{1,4}([.,]\d{1,4})?$/.test(numbers[name].trim()))
}

/** The rules as typed. Ask `unreadable` first. */
export function readTypedRules({ numbers, lists }: TypedRules): ProposedRules {
  const number = (name: NumberName) => Number(numbers[name].trim().replace(',', '.'))
  const read = {
    ...{ horizonDays: number('horizonDays'), criteria: lists.criteria, pressing: lists.pressing },
    chances: {
      ...{ base: number('chances.base'), need: number('chances.need') },
      ...{ wait: number('chances.wait'), waitLimit: number('chances.waitLimit') },
    },
    area: {
      states: lists['area.states'],
      wholeStates: lists['area.wholeStates'],
      southernLatitude: number('area.southernLatitude'),
      doubtKm: number('area.doubtKm'),
      accuracyLimitKm: number('area.accuracyLimitKm'),
    },
    locationValidHours: number('locationValidHours'),
    settledLocationValidDays: number('settledLocationValidDays'),
    ...{ earlyMinutes: number('earlyMinutes'), graceMinutes: number('graceMinutes') },
    ...{ offerHours: number('offerHours'), requestDays: number('requestDays') },
    troubleAnswerHours: number('troubleAnswerHours'),
  }
  // The boxes of the form are the contract's names.
  return read as unknown as ProposedRules
}

/** What would change, in the order of the form. The order within a list means nothing. */
export function changesOf(before: ProposedRules, after: ProposedRules): readonly RuleChange[] {
  const [was, is] = [typedRules(before), typedRules(after)]
  const numbers = numberNames
    .filter((name) => was.numbers[name] !== is.numbers[name])
    .map((rule) => ({ rule, before: was.numbers[rule], after: is.numbers[rule] }))
  const lists = listNames
    .map((rule) => ({
      rule,
      added: is.lists[rule].filter((one) => !was.lists[rule].includes(one)),
      removed: was.lists[rule].filter((one) => !is.lists[rule].includes(one)),
    }))
    .filter(({ added, removed }) => added.length + removed.length > 0)
  return [...lists, ...numbers]
}

/** The rules that a proposal starts from: the version in force latest, also where it is still to come. */
export function rulesToChange(
  inForce: Rules,
  proposals: readonly Proposal[],
): { version: string; inForceFrom: number; rules: ProposedRules } {
  const coming = proposals
    .filter((one) => one.decision === 'approved' && one.inForceFrom > inForce.inForceFrom)
    .sort((a, b) => b.inForceFrom - a.inForceFrom)[0]
  if (coming) return coming
  const { version, inForceFrom } = inForce
  return { version, inForceFrom, rules: proposableOf(inForce) as unknown as ProposedRules }
}

/** "2" after "1"; of other names the same with a number more. */
export function nextVersion(version: string): string {
  const [, start = '', number] = /^(.*?)(\d+)$/.exec(version) ?? []
  return number === undefined ? `${version} 2`.slice(-60) : `${start}${Number(number) + 1}`
}

function valueAt(rules: ProposedRules, name: string): unknown {
  return name.split('.').reduce<unknown>((value, part) => Reflect.get(value as object, part), rules)
}
