// Demo groups that ask for places where there are none to pick: what they ask for, and what they do
// with an offer. Most of them take it, some give it back, some never answer.

import type { InputOf } from '@garita/contract'
import { hoursMs, type Instant, minutesMs } from '@garita/domain/time'
import type { Who } from '../src/act.ts'
import { chanceOf } from './chance.ts'
import type { Family } from './families.ts'
import { doing, type Life, type Step } from './steps.ts'

type Ports = InputOf<'make-request'>['ports']

export type RequestPlan = {
  readonly madeAt: Instant
  /** Noons of the draws until the demo begins. */
  readonly noons: readonly Instant[]
  /** When the demo begins. */
  readonly now: Instant
  /** The offer that stands open for a group, if one does. */
  readonly offerOf: (group: string) => Promise<string | undefined>
}

type Asking = { readonly family: Family; readonly who: Who }

/** The quietest port has too few places for those who ask here: the draws have to choose. */
const scarce: readonly Ports[] = [['2503'], ['2503'], ['2503', '2303']]
const wider: readonly Ports[] = [
  ['2503', '2504'],
  ['2305', '2301'],
  ['2604', '2303', '2402'],
]

export function* requestedLife({ family, who }: Asking, plan: RequestPlan, group: string): Life {
  const chance = chanceOf(`request ${family.number}`)
  const ports = chance.below(5) === 0 ? chance.pick(wider) : chance.pick(scarce)
  const input = { group, ports, ruledOut: [] }
  yield* doing(plan.madeAt, who, 'make-request', input, String(family.number))
  for (const [draw, noon] of plan.noons.entries()) {
    const answeredAt = noon + minutesMs(20) + hoursMs(chance.below(8))
    const answer = chance.weighted([
      ['accept-offer', 7],
      ['decline-offer', 1],
      [null, 2],
    ] as const)
    if (noon < plan.madeAt || answeredAt > plan.now || !answer) continue
    const look: Step = { at: answeredAt, doing: () => plan.offerOf(group) }
    const offer = yield look
    if (typeof offer !== 'string') continue
    yield* doing(answeredAt, who, answer, { group, offer }, `${family.number}-${draw}`)
    if (answer === 'accept-offer') return
  }
}
