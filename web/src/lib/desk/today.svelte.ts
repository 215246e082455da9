// Today's list, read every few seconds while somebody looks. What is shown stays while it is read anew, and where no
// answer comes the list stays with its time.

import type { QueryOf } from '@garita/contract'
import { ask } from '../perform.ts'
import type { Problem } from '../problem.ts'
import type { Day } from './day.ts'

const everyMs = 4000

type PortCode = QueryOf<'arrivals'>['port']

export class Today {
  day = $state.raw<Day>()
  /** What came instead of an answer at the last try. */
  problem = $state.raw<Problem>()
  #port: PortCode | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #then = () => {}

  /** Watches a port; `then` is called after each reading. */
  watch(port: PortCode | undefined, then: () => void): void {
    this.#port = port
    this.#then = then
    this.day = undefined
    void this.refresh()
  }

  stop(): void {
    this.#port = undefined
    clearTimeout(this.#timer)
  }

  async refresh(): Promise<void> {
    const port = this.#port
    clearTimeout(this.#timer)
    if (!port) return
    if (document.visibilityState === 'visible') await this.#read(port)
    if (port !== this.#port) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.refresh(), everyMs)
  }

  async #read(port: PortCode): Promise<void> {
    const result = await ask('arrivals', { port })
    if (port !== this.#port) return
    this.problem = result.kind === 'answered' ? undefined : result
    if (result.kind === 'answered') this.day = result.answer
    this.#then()
  }
}
