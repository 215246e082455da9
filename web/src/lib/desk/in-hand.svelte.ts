// What an officer has in hand for one group and has not sent: a decision on each person, words for the next shift, and
// since when each person stands at the desk. It stays while the officer looks at another person of the group.

import { emptyPlan, type Plan } from './plan.ts'

export class InHand {
  /** A note to the next shift as it is being typed. */
  words = $state('')
  #plans = $state.raw<Readonly<Record<string, Plan>>>({})
  /** By this computer's clock, in epoch milliseconds. */
  readonly #since = new Map<string, number>()

  planOf(member: string): Plan {
    return this.#plans[member] ?? emptyPlan
  }

  plan(member: string, plan: Plan): void {
    this.#plans = { ...this.#plans, [member]: plan }
  }

  /** Somebody comes to the desk; who was there before stands since then. */
  came(member: string): void {
    if (!this.#since.has(member)) this.#since.set(member, Date.now())
  }

  /** In epoch milliseconds; now for who has not come to the desk. */
  sinceOf(member: string): number {
    return this.#since.get(member) ?? Date.now()
  }
}
