// Today's list, asked for every two seconds while somebody looks, with the version that stands here: mostly the answer
// is that nothing moved, and then nothing is drawn. What is shown stays while it is read anew, and where no answer
// comes the list stays with its time.

import type { QueryOf } from '@garita/contract'
import type { Problem } from '../problem.ts'
import { type Day, keepRows } from './day.ts'
import { deskWire } from './offline/desk-offline.svelte.ts'

const everyMs = 2000
/** What the version does not tell of (a note, whom somebody was taken for) is seen after so many readings at most. */
const quietReadings = 5
const minuteMs = 60_000

type PortCode = QueryOf<'arrivals'>['port']

export class Today {
  day = $state.raw<Day>()
  /** The server's clock, by whole minutes: nothing that is shown goes finer. */
  now = $state(0)
  /** Check-in of who has waited longest. */
  oldestWaitAt = $state<number | null>(null)
  /** Questions that wait for a supervisor at this port. */
  questions = $state(0)
  /** What came instead of an answer at the last try. */
  problem = $state.raw<Problem>()
  #port: PortCode | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #moved = () => {}
  #quiet = 0

  /** Watches a port; `moved` is called when something may have. */
  watch(port: PortCode | undefined, moved: () => void): void {
    this.#port = port
    this.#moved = moved
    this.day = undefined
    document.addEventListener('visibilitychange', this.#seen)
    void this.refresh()
  }

  stop(): void {
    this.#port = undefined
    document.removeEventListener('visibilitychange', this.#seen)
    clearTimeout(this.#timer)
  }

  async refresh(): Promise<void> {
    const port = this.#port
    clearTimeout(this.#timer)
    if (!port || document.visibilityState === 'hidden') return
    await this.#read(port)
    if (port !== this.#port) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.refresh(), everyMs)
  }

  /** A window that nobody sees asks nothing; one that is seen again asks at once. */
  readonly #seen = (): void => void this.refresh()

  async #read(port: PortCode): Promise<void> {
    const known = this.day?.version
    const result = await deskWire.ask('arrivals', known === undefined ? { port } : { port, known })
    if (port !== this.#port) return
    // The same problem again is no news: said anew every two seconds, it would take the focus each time.
    if (result.kind === 'answered') this.problem = undefined
    else if (result.kind !== this.problem?.kind) this.problem = result
    if (result.kind === 'answered') this.#take(result.answer)
  }

  #take(answer: Day): void {
    this.now = Math.floor(answer.now / minuteMs) * minuteMs
    this.oldestWaitAt = answer.oldestWaitAt
    this.questions = answer.questions
    const moved = !answer.unchanged
    if (moved) this.day = keepRows(this.day, answer)
    this.#quiet = moved ? 0 : this.#quiet + 1
    if (moved || this.#quiet % quietReadings === 0) this.#moved()
  }
}
