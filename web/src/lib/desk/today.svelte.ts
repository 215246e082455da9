// Today's list, asked for every two seconds while somebody looks, with the version that stands here: mostly the answer
// is that nothing moved, and then nothing is drawn. What is shown stays while it is read anew, and where no answer
// comes the list stays with its time.

import type { QueryOf } from '@garita/contract'
import type { Problem } from '../problem.ts'
import { type Day, keepRows } from './day.ts'
import { deskWire } from './offline/desk-offline.svelte.ts'

const everyMs = 2000
/** What no version tells (of a group of another day), or what could not be read, is read after so many readings. */
const quietReadings = 15
const minuteMs = 60_000

type PortCode = QueryOf<'arrivals'>['port']

/** The group on the screen, if there is one, and who is told when something of it may have moved. */
type Shown = { appointment(): string | undefined; moved(): void }

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
  #shown: Shown = { appointment: () => undefined, moved: () => {} }
  /** Of the appointment that was asked about last. */
  #open: { readonly appointment: string; readonly version: string | null } | undefined
  #quiet = 0

  /** Watches a port, and the group that is shown beside it. */
  watch(port: PortCode | undefined, shown: Shown): void {
    this.#port = port
    this.#shown = shown
    this.#open = undefined
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
    const open = this.#shown.appointment()
    const query = { port, ...(known === undefined ? {} : { known }), ...(open ? { open } : {}) }
    const result = await deskWire.ask('arrivals', query)
    if (port !== this.#port) return
    // The same problem again is no news: said anew every two seconds, it would take the focus each time.
    if (result.kind === 'answered') this.problem = undefined
    else if (result.kind !== this.problem?.kind) this.problem = result
    if (result.kind !== 'answered') return
    const hasMoved = this.#take(result.answer)
    if (open && this.#hasOpenMoved(open, result.answer.open, hasMoved)) this.#shown.moved()
  }

  /** Whether the group that is shown has to be read anew. */
  #hasOpenMoved(appointment: string, version: string | null, hasListMoved: boolean): boolean {
    const before = this.#open
    this.#open = { appointment, version }
    const isOther = before?.appointment !== appointment || before.version !== version
    const hasMoved = isOther || (version === null && hasListMoved)
    this.#quiet = hasMoved ? 0 : this.#quiet + 1
    return hasMoved || this.#quiet % quietReadings === 0
  }

  /** True where the list moved. */
  #take(answer: Day): boolean {
    this.now = Math.floor(answer.now / minuteMs) * minuteMs
    this.oldestWaitAt = answer.oldestWaitAt
    this.questions = answer.questions
    if (!answer.unchanged) this.day = keepRows(this.day, answer)
    return !answer.unchanged
  }
}
