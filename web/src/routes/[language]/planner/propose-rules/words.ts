// Names of rules' values in words: criteria, pressing needs, states.

import { stateNames } from '@garita/domain/place'
import { rulesAtLaunch } from '@garita/domain/programme'
import { sentence } from '#lib/message.ts'

const { underAge: under, overAge: over, smallChildAge: small } = rulesAtLaunch
const states: Readonly<Record<string, string>> = stateNames

/** "Enfermedad" for `illness`. The ages are the house's own and no planner changes them. */
export function needWords(name: string): string {
  return sentence('rules', `pressing-${name}`, { under, over, small })?.replace(/\.$/, '') ?? name
}

/** A criterion, a need or a state. */
export function valueWords(name: string): string {
  return states[name] ?? needWords(name)
}
