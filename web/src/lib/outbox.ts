// Acts that could not be sent yet. They go out in the order in which they were put in, each under the key it got
// then, so that a send whose answer was lost is repeated and not doubled. A refused act stays visible with its
// reasons until the reader has seen it; the acts behind it still go.

import type { ActName, InputOf } from '@garita/contract'
import { newKey } from './key.ts'
import { isAnswer, type Performed, perform } from './perform.ts'
import { openPhone, type Phone } from './phone.ts'
import type { Problem } from './problem.ts'

export type Waiting<N extends ActName = ActName> = {
  key: string
  act: N
  input: InputOf<N>
  /** Epoch milliseconds at which it was put in. */
  putAt: number
  state: 'waiting' | 'sent' | 'refused'
  /** Why not, for `refused`. */
  problem?: Problem
}

type Send = (act: ActName, input: InputOf<ActName>, key: string) => Promise<Performed<ActName>>

/** The most acts kept; a phone that gathers more has a fault, and a full phone helps nobody. */
const limit = 200

const name = 'outbox'

export type Outbox = {
  list(): Waiting[]
  /**
   * Puts an act in and gives its key; `flush` sends. An act that was tried before keeps the key of that try, for
   * it may have arrived; under a key that waits already nothing is added. Throws where 200 acts wait.
   */
  put<N extends ActName>(act: N, input: InputOf<N>, key?: string): string
  /** Sends what waits, in order, until one gets no answer. Calls at the same time join the one under way. */
  flush(): Promise<void>
  /** Takes an entry that is settled off the list. */
  dismiss(key: string): void
  /** Calls back after each change; returns how to stop. */
  watch(changed: (list: Waiting[]) => void): () => void
}

/** Opens the outbox; tests give their own phone and way of sending. */
export function openOutbox(
  phone: Phone = openPhone(),
  send: Send = (act, input, key) => perform(act, input, { key }),
): Outbox {
  const watchers = new Set<(list: Waiting[]) => void>()
  let flushing: Promise<void> | undefined

  const list = (): Waiting[] => {
    const kept = phone.read(name)
    return Array.isArray(kept) ? kept : []
  }
  const keep = (entries: Waiting[]): void => {
    phone.write(name, entries)
    for (const changed of watchers) changed(entries)
  }
  const settle = (key: string, change: Partial<Waiting>): void =>
    keep(list().map((entry) => (entry.key === key ? { ...entry, ...change } : entry)))

  async function sendAll(): Promise<void> {
    for (;;) {
      const next = list().find((entry) => entry.state === 'waiting')
      if (!next) return
      const result = await send(next.act, next.input, next.key)
      if (!isAnswer(result) && result.kind !== 'not-permitted') return
      settle(next.key, result.kind === 'allowed' ? { state: 'sent' } : refusal(result))
    }
  }

  return {
    list,
    put(act, input, key = newKey()) {
      const entries = list().filter((entry) => entry.state !== 'sent' && entry.key !== key)
      if (list().some((entry) => entry.key === key && entry.state === 'waiting')) return key
      if (entries.length >= limit) throw new Error('the outbox is full')
      keep([...entries, { key, act, input, putAt: Date.now(), state: 'waiting' }])
      return key
    },
    flush() {
      flushing ??= alone(sendAll).finally(() => {
        flushing = undefined
      })
      return flushing
    },
    dismiss(key) {
      keep(list().filter((entry) => entry.key !== key || entry.state === 'waiting'))
    },
    watch(changed) {
      watchers.add(changed)
      changed(list())
      return () => watchers.delete(changed)
    },
  }
}

function refusal(result: Performed<ActName>): Partial<Waiting> {
  return result.kind === 'allowed' ? {} : { state: 'refused', problem: result }
}

/** One tab sends at a time, where the browser can see to it; elsewhere the keys alone keep it harmless. */
async function alone(task: () => Promise<void>): Promise<void> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  if (!locks) return task()
  await locks.request('garita-outbox', task)
}
