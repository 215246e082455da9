// The group that stands at the desk: what is known of it, and the acts of its arrival in their order. What was typed
// for a person who is not decided on yet stays while the officer looks at another.

import type { AskAnswerOf, InputOf } from '@garita/contract'
import type { DeterminationReason, Outcome } from '@garita/domain/determination'
import { newKey } from '../key.ts'
import { ask, perform } from '../perform.ts'
import type { Problem } from '../problem.ts'
import { hashOf, sendPhoto } from '../send-photo.ts'

export type Arrival = AskAnswerOf<'arrival'>
export type Member = Arrival['members'][number]
export type Named = { readonly group: string; readonly appointment: string }

/** A determination as it is being typed. */
export type Plan = {
  outcome: Outcome | undefined
  reason: DeterminationReason | undefined
  note: string
}

export type Work = 'opening' | 'check-in' | 'sending' | 'comparing' | 'determine'

const emptyPlan: Plan = { outcome: undefined, reason: undefined, note: '' }

/** One a page. Pages read the fields and change them through the methods alone. */
export class Desk {
  named = $state.raw<Named>()
  arrival = $state.raw<Arrival>()
  problem = $state.raw<Problem>()
  work = $state<Work>()
  /** Which version of the appointment the scanned pass shows; null where it was found otherwise. */
  version = $state<number | null>(null)
  /** Of the photo on its way, 0 to 1. */
  sent = $state(0)
  #chosen = $state<string>()
  #plans = $state.raw<Readonly<Record<string, Plan>>>({})

  /** The person in the middle. */
  get member(): Member | undefined {
    return this.arrival?.members.find((one) => one.member === this.#chosen)
  }

  /**
   * Opens a group. `scanned` is the version on the pass, where one was scanned. Opening the same group once more, as a
   * second scan does, keeps what is typed.
   */
  async open({ group, appointment }: Named, scanned: number | null = null): Promise<void> {
    const plans = this.named?.appointment === appointment ? this.#plans : {}
    this.close()
    this.#plans = plans
    this.named = { group, appointment }
    this.version = scanned
    await this.#working('opening', () => this.refresh())
  }

  close(): void {
    this.named = undefined
    this.arrival = undefined
    this.problem = undefined
    this.work = undefined
    this.version = null
    this.#chosen = undefined
    this.#plans = {}
  }

  /** Reads the group anew. A problem shown before stays until the next act. */
  async refresh(): Promise<void> {
    const { named } = this
    if (!named) return
    const result = await ask('arrival', named)
    if (this.named !== named) return
    if (result.kind !== 'answered') {
      if (!this.arrival) this.problem = result
      return
    }
    this.arrival = result.answer
    const { members } = result.answer
    if (!this.member) this.#chosen = (nextToDecide(members) ?? members[0])?.member
  }

  /** After the officer saw that the pass is an older one and looked at the people instead. */
  forgetPass(): void {
    this.version = null
    this.problem = undefined
  }

  choose(member: string): void {
    this.#chosen = member
    this.problem = undefined
  }

  /** The person before or after, in the order of the group. */
  step(by: 1 | -1): void {
    const members = this.arrival?.members ?? []
    const at = members.findIndex((one) => one.member === this.#chosen)
    const next = members[Math.min(members.length - 1, Math.max(0, at + by))]
    if (next) this.choose(next.member)
  }

  planOf(member: string): Plan {
    return this.#plans[member] ?? emptyPlan
  }

  plan(member: string, change: Partial<Plan>): void {
    this.#plans = { ...this.#plans, [member]: { ...this.planOf(member), ...change } }
  }

  async checkIn(port: InputOf<'check-in'>['port'], present: readonly string[]): Promise<boolean> {
    const { named, version } = this
    if (!named) return false
    const input = { ...named, port, present: [...present], ...(version ? { version } : {}) }
    const came = await this.#working('check-in', async () =>
      this.#settle(await perform('check-in', input)),
    )
    if (came) this.#goOn()
    return came ?? false
  }

  /** Sends the photo, names it, and compares. What goes wrong with comparing stops nothing. */
  async takePhoto(member: string, photo: Blob): Promise<void> {
    const { named } = this
    if (!named) return
    await this.#working('sending', async () => {
      this.sent = 0
      const bytes = new Uint8Array(await photo.arrayBuffer())
      const id = newKey()
      const onProgress = (share: number) => {
        this.sent = share
      }
      const received = await sendPhoto({ id, group: named.group, bytes }, { onProgress })
      if (received.kind !== 'sent') {
        this.problem = received
        return
      }
      const ref = { id, sha256: await hashOf(bytes) }
      const taken = await perform('take-photo', { ...named, member, photo: ref })
      if (await this.#settle(taken)) await this.#compare(named, member)
    })
  }

  async compare(member: string): Promise<void> {
    const { named } = this
    if (named) await this.#working('comparing', () => this.#compare(named, member))
  }

  /** Records a decision and goes to the next person who is here and not decided on. */
  async determine(member: string): Promise<boolean> {
    const { named } = this
    const { outcome, reason, note } = this.planOf(member)
    if (!named || !outcome || !reason) return false
    const said = { ...named, member, outcome, reason }
    const input = note.trim() ? { ...said, note: note.trim() } : said
    const decided = await this.#working('determine', async () =>
      this.#settle(await perform('determine', input)),
    )
    if (decided) {
      this.plan(member, emptyPlan)
      this.#goOn()
    }
    return decided ?? false
  }

  async #compare(named: Named, member: string): Promise<void> {
    if (this.named !== named) return
    this.work = 'comparing'
    await this.#settle(await perform('compare', { ...named, member }))
  }

  /** Keeps what went wrong, and reads the group anew in any case. */
  async #settle(result: { kind: 'allowed' } | Problem): Promise<boolean> {
    if (result.kind !== 'allowed') this.problem = result
    await this.refresh()
    return result.kind === 'allowed'
  }

  #goOn(): void {
    const next = nextToDecide(this.arrival?.members ?? [])
    if (next) this.#chosen = next.member
  }

  /** Does one piece of work at a time: while one is under way, another does not begin. */
  async #working<T>(what: Work, task: () => Promise<T>): Promise<T | undefined> {
    if (this.work) return undefined
    const { named } = this
    this.work = what
    this.problem = undefined
    try {
      return await task()
    } finally {
      if (this.named === named) this.work = undefined
    }
  }
}

/** The first who is here and not decided on; none before the check-in and after the last. */
export function nextToDecide(members: readonly Member[]): Member | undefined {
  return members.find((one) => one.present && !one.determination)
}
