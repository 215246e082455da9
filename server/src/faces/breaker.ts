// Stops asking somebody who does not answer: after some failures in a row nobody is asked for a
// while, then one call is let through, and its outcome decides. So a matcher that hangs costs its
// time-out three times and not at every arrival of the morning.

export type BreakerOptions = { readonly failures: number; readonly pauseMs: number }

/** Who is let through, and as what; handed back with the outcome. */
export type Pass = { readonly isTrial: boolean }

export class Breaker {
  readonly #options: BreakerOptions
  readonly #now: () => number
  #failed = 0
  #openSince: number | undefined
  #trial: Pass | undefined

  /** @param now milliseconds of a clock that never goes back */
  constructor(options: BreakerOptions, now: () => number) {
    this.#options = options
    this.#now = now
  }

  /** Whether nobody is asked at the moment. */
  get isOpen(): boolean {
    return this.#openSince !== undefined
  }

  /** A pass where this call may go through: whoever gets one reports its outcome. */
  lets(): Pass | undefined {
    if (this.#openSince === undefined) return { isTrial: false }
    const isPausing = this.#now() - this.#openSince < this.#options.pauseMs
    if (this.#trial || isPausing) return undefined
    this.#trial = { isTrial: true }
    return this.#trial
  }

  /** Tells the outcome; true if this one opened the breaker. */
  report(pass: Pass, isWell: boolean): boolean {
    if (isWell) this.#close()
    if (isWell) return false
    if (this.#openSince !== undefined) {
      // A call that was under way before says nothing new, and does not end the trial.
      if (pass === this.#trial) this.#open()
      return false
    }
    this.#failed += 1
    if (this.#failed < this.#options.failures) return false
    this.#open()
    return true
  }

  #open(): void {
    this.#openSince = this.#now()
    this.#trial = undefined
  }

  #close(): void {
    this.#failed = 0
    this.#openSince = undefined
    this.#trial = undefined
  }
}
