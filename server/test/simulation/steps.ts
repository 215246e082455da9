// What happens in the simulation, as a list: who is moved to do what, at which instant. What exactly
// (which group, which slot) is found out when it happens, by the step's own chance, so that a list
// still makes sense with steps taken out of it.

import { daysMs, hoursMs, minutesMs } from '@garita/domain/time'
import { chanceOf } from './chance.ts'

export const kinds = [
  'register',
  'confirm-location',
  'pick-slot',
  'make-request',
  'withdraw-request',
  'keep-request',
  'answer-offer',
  'change-appointment',
  'cancel-appointment',
  'report-trouble',
  'settle-trouble',
  'settle-duplicate',
  'correct-group',
  'close-places',
  'reopen-places',
  'change-places',
  'plan-places',
  'check-in',
  'decide',
  'settle-question',
  'countersign',
  'amend-determination',
  'undo-absent',
  're-seat',
  'repeat',
  'suspend',
] as const
export type Kind = (typeof kinds)[number]

/** How often each happens, beside the others. */
const weights: Readonly<Record<Kind, number>> = {
  register: 16,
  'confirm-location': 14,
  'pick-slot': 14,
  'make-request': 30,
  'withdraw-request': 3,
  'keep-request': 2,
  'answer-offer': 24,
  'change-appointment': 6,
  'cancel-appointment': 5,
  'report-trouble': 5,
  'settle-trouble': 6,
  'settle-duplicate': 2,
  'correct-group': 8,
  'close-places': 4,
  'reopen-places': 4,
  'change-places': 5,
  'plan-places': 2,
  'check-in': 16,
  decide: 6,
  'settle-question': 8,
  countersign: 5,
  'amend-determination': 4,
  'undo-absent': 3,
  're-seat': 4,
  repeat: 6,
  suspend: 1,
}

export type Step =
  | { readonly at: number; readonly does: Kind; readonly chance: string }
  | { readonly at: number; readonly does: 'tick' }
  | { readonly at: number; readonly does: 'commit' }
  /** How many of the two custodians reveal. */
  | { readonly at: number; readonly does: 'reveal'; readonly custodians: number }

/** Tuesday 10 January 2023, 06:00 at San Ysidro. */
export const beginsAt = Date.UTC(2023, 0, 10, 14)

/** The days of a seed, in order. A suspension, as rare as it is, comes in once at most. */
export function stepsOf(seed: number, days: number, actsADay: number): Step[] {
  const steps: Step[] = []
  let suspended = false
  for (let day = 0; day < days; day += 1) {
    const from = beginsAt + daysMs(day)
    const chance = chanceOf(`${seed} day ${day}`)
    steps.push({ at: from, does: 'commit' })
    // Through the day and the night; noon in New York is three hours after the day begins here.
    for (const hour of [0.1, 2.9, 3.02, 6, 9, 12, 18])
      steps.push({ at: from + hoursMs(hour), does: 'tick' })
    const custodians = chance.oneIn(9) ? 1 : 2
    steps.push({ at: from + hoursMs(3) + minutesMs(10), does: 'reveal', custodians })
    steps.push({ at: from + hoursMs(3) + minutesMs(12), does: 'tick' })
    for (let n = 0; n < actsADay; n += 1) {
      const does = pickKind(chance)
      if (does === 'suspend' && (suspended || day < days / 2)) continue
      suspended ||= does === 'suspend'
      const at = from + minutesMs(chance.below(16 * 60))
      steps.push({ at, does, chance: `${seed} ${day} ${n}` })
    }
  }
  return steps.sort((a, b) => a.at - b.at)
}

function pickKind(chance: ReturnType<typeof chanceOf>): Kind {
  const all = kinds.flatMap((kind) => Array.from({ length: weights[kind] }, () => kind))
  return chance.pick(all) ?? 'register'
}

/** A step as one line, for a list that failed. */
export function tell(step: Step): string {
  const more =
    'chance' in step ? ` (${step.chance})` : 'custodians' in step ? ` ${step.custodians}` : ''
  return `${new Date(step.at).toISOString()} ${step.does}${more}`
}
