// The demo's data is a list of acts, each at an instant of its own. What an act answers (the ids
// that the server makes) is needed by the acts after it, so each group's list is written as a
// generator: it yields a step and is handed the answer.

import type { ActName, AnswerOf, InputOf } from '@garita/contract'
import type { Instant } from '@garita/domain/time'
import type { Who, Wish } from '../src/act.ts'

/** A photo is sent before an act names it, as a phone does. */
export type PhotoSent = {
  readonly id: string
  readonly who: Who
  readonly group: string
  readonly face: Face
}

/** A drawn face, with what names its bytes. */
export type Face = { readonly bytes: Uint8Array; readonly sha256: string }

export type Step = {
  /** When it happened, as the demo tells it. */
  readonly at: Instant
  readonly wish?: Wish
  readonly photo?: PhotoSent
  /** Something beside acts (a tick of the clock, a look-up); its answer is handed on. */
  readonly doing?: () => Promise<unknown>
  /** Waits for the face engine, which starts only once the server listens. */
  readonly needsFaces?: true
}

/** One group's acts, in order. Handed the answer of each act, and nothing for a photo. */
export type Life = Generator<Step, void, unknown>

/** An act whose key says what it is, so that a start that was killed can go on. */
export function step<N extends ActName>(
  at: Instant,
  who: Who,
  act: N,
  input: InputOf<N>,
  about: string,
): Step {
  return { at, wish: { who, act, input, key: `demo-${act}-${about}` } as unknown as Wish }
}

/** Does an act and gives its answer. */
export function* doing<N extends ActName>(
  at: Instant,
  who: Who,
  act: N,
  input: InputOf<N>,
  about: string,
): Generator<Step, AnswerOf<N>, unknown> {
  return (yield step(at, who, act, input, about)) as AnswerOf<N>
}
