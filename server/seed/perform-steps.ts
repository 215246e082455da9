// Performs the demo's lives through the door, in the order of their instants, with a clock that is
// set to each. Acts of one instant that the door performs in batches go together, as they would in
// a rush. A life that is refused ends there: an example less is no reason not to start.

import type { Instant } from '@garita/domain/time'
import type { Perform, Performed } from '../src/act.ts'
import { allActs } from '../src/acts/all.ts'
import type { Life, Step } from './steps.ts'

export type StepsPlace = {
  readonly perform: Perform
  readonly setNow: (instant: Instant) => void
  readonly sendPhoto: (photo: NonNullable<Step['photo']>) => Promise<void>
}

export type Played = {
  readonly acts: number
  /** Names of the acts that were refused, each with its first reason. */
  readonly refused: readonly string[]
  /** Lives that wait for the face engine. */
  readonly waiting: readonly Going[]
}

/** A life and what it does next. */
export type Going = { readonly life: Life; readonly next: Step }

export async function play(place: StepsPlace, lives: readonly Life[]): Promise<Played> {
  return await carryOn(
    place,
    lives.flatMap((life) => goOn(life, undefined)),
    false,
  )
}

/** Goes on with lives that waited for the face engine. */
export async function playWaiting(place: StepsPlace, waiting: readonly Going[]): Promise<Played> {
  return await carryOn(place, waiting, true)
}

/** A list of acts that need nothing of each other. */
export function* inOrder(steps: readonly Step[]): Life {
  for (const step of steps) yield step
}

async function carryOn(
  place: StepsPlace,
  begun: readonly Going[],
  hasFaces: boolean,
): Promise<Played> {
  const refused: string[] = []
  const waiting: Going[] = []
  let acts = 0
  const byInstant = new Map<Instant, Going[]>()
  const add = (one: Going) => {
    const same = byInstant.get(one.next.at)
    if (same) same.push(one)
    else byInstant.set(one.next.at, [one])
  }
  for (const one of begun) add(one)
  while (byInstant.size > 0) {
    const at = Math.min(...byInstant.keys())
    const due = byInstant.get(at) ?? []
    byInstant.delete(at)
    const able = due.filter(({ next }) => hasFaces || !next.needsFaces)
    waiting.push(...due.filter((one) => !able.includes(one)))
    place.setNow(at)
    const done = await all(able, (one) => take(place, one, refused))
    acts += able.length
    for (const one of done.flat()) add(one)
  }
  return { acts, refused, waiting }
}

/** What the door performs in batches rides together; with one connection nothing else gains by it. */
async function all(due: readonly Going[], take: (one: Going) => Promise<Going[]>) {
  const rides = ({ next: { wish } }: Going) => wish !== undefined && 'together' in allActs[wish.act]
  const riding = await Promise.all(due.filter(rides).map(take))
  const others: Going[][] = []
  for (const one of due.filter((each) => !rides(each))) others.push(await take(one))
  return [...riding, ...others]
}

async function take(place: StepsPlace, { life, next }: Going, refused: string[]): Promise<Going[]> {
  if (next.photo) await place.sendPhoto(next.photo)
  if (!next.wish) return goOn(life, await next.doing?.())
  const decision: Performed = await place.perform(next.wish)
  if (decision.ok) return goOn(life, decision.value)
  refused.push(`${next.wish.act} ${decision.reasons[0].name}`)
  return []
}

function goOn(life: Life, answer: unknown): Going[] {
  const { value, done } = life.next(answer)
  return done || !value ? [] : [{ life, next: value }]
}
