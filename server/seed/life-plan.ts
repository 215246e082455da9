// The plan of one demo group's life, and the drawn faces that it shows: which were sent, and which stand
// before the camera today.

import type { Instant } from '@garita/domain/time'
import type { Who } from '../src/act.ts'
import { idOf } from './chance.ts'
import type { DemoSlot } from './daily-places.ts'
import type { Family } from './families.ts'
import type { RequestPlan } from './requests.ts'
import type { Face, Step } from './steps.ts'

/** Where a group stands when the demo begins. */
export type Ending =
  | 'registered'
  | 'attested'
  | 'photos-missing'
  | 'located'
  | 'requested'
  | 'picked'
  | ArrivalEnding

export type ArrivalEnding =
  | 'expected'
  | 'late'
  | 'absent'
  | 'here'
  | 'partly-here'
  | 'excepted'
  | 'not-excepted'
  | 'referred'
  | 'mixed'
  | 'child-alone'
  | 'walk-in'

export type LifePlan = {
  readonly family: Family
  readonly ending: Ending
  readonly who: Who
  readonly registeredAt: Instant
  readonly locatedAt: Instant
  readonly pickedAt: Instant
  /** From `picked` on. */
  readonly slot?: DemoSlot
  /** Of those who ask for places: when, where, and what came of each draw. */
  readonly request?: RequestPlan
  /** Of the arrivals: the officer, and when the group comes. */
  readonly desk?: Who
  /** Who countersigns there, where the demo has somebody. */
  readonly supervisor?: Who
  readonly arrivedAt?: Instant
  readonly determinedAt?: Instant
  /** When its number is called, of those who wait. */
  readonly calledAt?: Instant
  /** The drawn faces as sent and as taken; undefined: photos are taken at the port. */
  readonly face?: (index: number, variant: number) => Promise<Face>
}

export type Registered = { readonly group: string; readonly members: readonly string[] }

export function* sending(
  at: Instant,
  who: Who,
  group: string,
  name: string,
  drawn: Promise<Face>,
): Generator<Step, { id: string; sha256: string }, unknown> {
  const id = idOf(name)
  const face = (yield { at, doing: () => drawn }) as Face
  const step: Step = { at, photo: { id, who, group, face } }
  yield step
  return { id, sha256: face.sha256 }
}

export const faceOf = ({ family }: LifePlan, position: number) => family.number * 3 + position

/** Now and then somebody else stands there: the comparison is to show it. */
export const faceTakenOf = (plan: LifePlan, position: number) =>
  faceOf(plan, position) + (showsAnother(plan) ? 5 : 0)

export const showsAnother = ({ family }: LifePlan) => family.number % 9 === 0

export const dayTaken = ({ family }: LifePlan) => 1 + (family.number % 2)
