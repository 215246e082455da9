// How those who came are decided upon in the demo: an officer says who they are and by what, then
// decides; of the not-excepted a supervisor has countersigned every other one, so that some wait.

import type { InputOf } from '@garita/contract'
import type { Instant } from '@garita/domain/time'
import type { Who } from '../src/act.ts'
import type { ArrivalEnding } from './life-plan.ts'
import { doing, type Life } from './steps.ts'

export type Deciding = {
  readonly at: Instant
  readonly desk: Who
  /** Where the demo has one at this port. */
  readonly supervisor: Who | undefined
  readonly ending: ArrivalEnding
  readonly group: string
  readonly appointment: string
  readonly number: number
  readonly present: readonly string[]
  /** Those whose photo was taken, and shows who sent it. */
  readonly recognised: readonly string[]
  /** What each of those present said of themselves, by position. */
  readonly said: readonly Pick<InputOf<'attest'>['said'][number], 'criteria'>[]
}

export function* decidedUpon(plan: Deciding): Life {
  const { at, desk, group, appointment, number, present, supervisor } = plan
  for (const [position, member] of present.entries()) {
    const about = `${number}-${position}`
    const ground = plan.recognised.includes(member) ? ('photo' as const) : ('document' as const)
    const known = { group, appointment, member, verdict: 'same' as const, ground }
    yield* doing(at, desk, 'confirm-identity', known, about)
    const { criteria = [] } = plan.said[position] ?? {}
    const decision = decisionOf(plan.ending, position)
    const isSeen = decision.reason === 'criterion-confirmed'
    const decided = { group, appointment, member, ...decision, seen: isSeen ? [...criteria] : [] }
    const { determination, counts } = yield* doing(at, desk, 'determine', decided, about)
    if (counts || !supervisor || number % 2 > 0) continue
    const signed = { group, appointment, determination, verdict: 'confirmed' as const }
    yield* doing(at, supervisor, 'countersign', signed, about)
  }
}

type Decided = Pick<InputOf<'determine'>, 'outcome' | 'reason' | 'note'>

const decisions = {
  excepted: { outcome: 'excepted', reason: 'criterion-confirmed' },
  together: { outcome: 'excepted', reason: 'family-together' },
  'not-excepted': { outcome: 'not-excepted', reason: 'criterion-not-shown' },
  referred: {
    outcome: 'referred',
    reason: 'second-interview',
    note: 'Ejemplo de nota: falta un intérprete.',
  },
} as const satisfies { readonly [name: string]: Decided }

function decisionOf(ending: ArrivalEnding, position: number): Decided {
  if (ending === 'not-excepted' || ending === 'referred') return decisions[ending]
  if (ending === 'mixed' && position > 0) return decisions.referred
  return position === 0 ? decisions.excepted : decisions.together
}
