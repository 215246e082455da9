// Stops asking somebody who does not answer: after some failures in a row nobody is asked for a
// while, then one call is let through, and its outcome decides. So a matcher that hangs costs its
// time-out three times and not at every arrival of the morning.

export type BreakerOptions = { readonly failures: number; readonly pauseMs: number }

export class Breaker {
  readonly #options: BreakerOptions
  readonly #now: () => number
  #failed = 0
  #openSince: number | undefined
  #isTrying = false

  /** @param now milliseconds of a clock that never goes back */
  constructor(options: BreakerOptions, now: () => number) {
    this.#options = options
    this.#now = now
  }

  /** Whether nobody is asked at the moment. */
  get isOpen(): boolean {
    return this.#openSince !== undefined
  }

  /** Whether this call may go through; who gets `true` reports the outcome. */
  lets(): boolean {
    if (this.#openSince === undefined) return true
    if (this.#isTrying || this.#now() - this.#openSince < this.#options.pauseMs) return false
    this.#isTrying = true
    return true
  }

  /** Tells the outcome; true if this one opened the breaker. */
  report(isWell: boolean): boolean {
    this.#isTrying = false
    if (isWell) {
      this.#failed = 0
      this.#openSince = undefined
      return false
    }
    this.#failed += 1
    if (this.#openSince === undefined && this.#failed < this.#options.failures) return false
    const isNew = this.#openSince === undefined
    this.#openSince = this.#now()
    return isNew
  }
}
