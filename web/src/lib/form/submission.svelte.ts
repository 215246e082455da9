import type { ActName, InputOf } from '@garita/contract'
import { keyFor } from '../key.ts'
import { outbox } from '../network.svelte.ts'
import { type Performed, perform } from '../perform.ts'
import { throughRush } from '../rush.ts'

/** About a quarter of an hour: longer than any rush keeps everybody out. */
const triesInARush = 150

/** One form's sending: whether it waits, and what came of the last try. */
export type Submission<N extends ActName> = {
  readonly waiting: boolean
  readonly result: Performed<N> | undefined
  /** True after an act was put in the outbox because there is no network. */
  readonly queued: boolean
  /** Sends. A second call while waiting gets the same result. */
  send(input: InputOf<N>): Promise<Performed<N>>
  /** Forgets the last result, as when the reader goes on typing elsewhere. */
  clear(): void
}

/**
 * `const sending = submission('attest')`. With `queue`, an act that finds no network waits in the outbox and is
 * sent when there is one; only for acts whose answer the next page does not need.
 */
export function submission<N extends ActName>(
  act: N,
  options: { queue?: boolean } = {},
): Submission<N> {
  const state = $state<{ waiting: boolean; queued: boolean }>({ waiting: false, queued: false })
  let result = $state.raw<Performed<N>>()
  return {
    get waiting() {
      return state.waiting
    },
    get queued() {
      return state.queued
    },
    get result() {
      return result
    },
    async send(input) {
      state.waiting = true
      try {
        // Nothing to do for who waits: the same act goes again by itself, under the same key.
        result = await throughRush(
          () => perform(act, input),
          triesInARush,
          (crowded) => {
            result = crowded
          },
        )
        state.queued = result.kind === 'offline' && options.queue === true
        // The key of the try that got no answer: it may have arrived.
        if (state.queued) outbox.put(act, input, keyFor(act, input))
        return result
      } finally {
        state.waiting = false
      }
    },
    clear() {
      result = undefined
      state.queued = false
    },
  }
}
