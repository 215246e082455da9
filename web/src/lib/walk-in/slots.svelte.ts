// Today's slots at a port with room for somebody without an appointment, read anew every quarter of a minute.

import { ask } from '../perform.ts'
import type { Problem } from '../problem.ts'
import type { PortCode, WalkInSlot } from './walk-in.ts'

const everyMs = 15_000

export class WalkInSlots {
  /** Undefined before the first answer. */
  all = $state.raw<readonly WalkInSlot[]>()
  problem = $state.raw<Problem>()
  /** By the house's clock, which may differ from this computer's. */
  now = $state(Date.now())
  #port: PortCode | undefined

  /** @returns how to stop. */
  watch(port: PortCode | undefined): () => void {
    this.#port = port
    this.all = undefined
    void this.read()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.read()
    }, everyMs)
    return () => clearInterval(timer)
  }

  async read(): Promise<void> {
    const port = this.#port
    if (!port) return
    const [result, programme] = await Promise.all([
      ask('walk-in-slots', { port }),
      ask('programme'),
    ])
    if (port !== this.#port) return
    if (programme.kind === 'answered') this.now = programme.answer.now
    this.problem = result.kind === 'answered' ? undefined : result
    if (result.kind === 'answered') this.all = result.answer.slots
  }
}
