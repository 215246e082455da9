// What the display of a waiting area knows: the calls, read every two seconds, and since when it has heard nothing.

import type { QueryOf } from '@garita/contract'
import { ask } from '../perform.ts'
import { type Call, inOrder, isLost, newCalls } from './calls.ts'

export type PortCode = QueryOf<'waiting-area'>['port']

const everyMs = 2_000

export class Board {
  /** Undefined before the first answer. */
  calls = $state.raw<readonly Call[]>()
  /** When the last answer came, by this computer's clock; undefined before the first. */
  answeredAt = $state<number>()
  lost = $state(false)
  /** The port's time, as far as the server told it. */
  now = $state<number>()
  #began = Date.now()
  #ahead = 0
  #timers: ReturnType<typeof setInterval>[] = []
  #reading = false

  /** @param onCalls is told what was called since the last look, the oldest first. */
  start(port: PortCode, onCalls: (calls: readonly Call[]) => void): void {
    this.#began = Date.now()
    void this.#read(port, onCalls)
    this.#timers = [
      setInterval(() => void this.#read(port, onCalls), everyMs),
      setInterval(() => this.#tick(), 1_000),
    ]
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer)
  }

  /** What the clock shows goes on without an answer; that one is missing shows by itself. */
  #tick(): void {
    this.lost = isLost(this.answeredAt, this.#began, Date.now())
    if (this.answeredAt !== undefined) this.now = Date.now() + this.#ahead
  }

  async #read(port: PortCode, onCalls: (calls: readonly Call[]) => void): Promise<void> {
    // One that hangs must not have others wait behind it.
    if (this.#reading) return
    this.#reading = true
    const result = await ask('waiting-area', { port })
    this.#reading = false
    if (result.kind !== 'answered') return
    const fresh = this.calls ? newCalls(this.calls, result.answer.called) : []
    this.answeredAt = Date.now()
    this.#ahead = result.answer.now - this.answeredAt
    this.calls = inOrder(result.answer.called)
    this.#tick()
    if (fresh.length > 0) onCalls(fresh)
  }
}
