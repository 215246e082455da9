// The group that stands at the desk: what is known of it, and the acts of its arrival in their order.

import type { InputOf } from '@garita/contract'
import { newKey } from '../key.ts'
import type { Problem } from '../problem.ts'
import { hashOf } from '../send-photo.ts'
import { InHand } from './in-hand.svelte.ts'
import { deskWire } from './offline/desk-offline.svelte.ts'
import { type Arrival, emptyPlan, type Member, nextToDecide, type Plan } from './plan.ts'

const { ask, perform, sendPhoto } = deskWire

export type { Arrival, Member } from './plan.ts'
export type Named = { readonly group: string; readonly appointment: string }

export type Port = InputOf<'check-in'>['port']
export type Verdict = InputOf<'confirm-identity'>['verdict']
export type Ground = InputOf<'confirm-identity'>['ground']

export type Work =
  | 'opening'
  | 'check-in'
  | 'sending'
  | 'comparing'
  | 'identity'
  | 'determine'
  | 'note'
  | 'call'

/** The server calls it unknown; a desk without a network only says that it is not on its list. */
function isOutOfReach(result: { kind: 'answered' } | Problem): boolean {
  return result.kind === 'refused' && result.reasons.some(({ name }) => name.endsWith('-unknown'))
}

/** One a page. Pages read the fields and change them through the methods alone. */
export class Desk {
  named = $state.raw<Named>()
  arrival = $state.raw<Arrival>()
  problem = $state.raw<Problem>()
  /** The group is out of this officer's reach, or has come to be. */
  gone = $state(false)
  work = $state<Work>()
  /** Which version of the appointment the scanned pass shows; null where it was found otherwise. */
  version = $state<number | null>(null)
  /** Of the photo on its way, 0 to 1. */
  sent = $state(0)
  #chosen = $state<string>()
  #hand = $state.raw(new InHand())
  #read = ''

  /** The person in the middle. */
  get member(): Member | undefined {
    return this.arrival?.members.find((one) => one.member === this.#chosen)
  }

  /**
   * Opens a group. `scanned` is the version on the pass, where one was scanned. Opening the same group once more, as a
   * second scan does, keeps what is typed.
   */
  async open({ group, appointment }: Named, scanned: number | null = null): Promise<void> {
    const kept = this.named?.appointment === appointment ? this.#hand : undefined
    this.close()
    if (kept) this.#hand = kept
    this.named = { group, appointment }
    this.version = scanned
    await this.#working('opening', () => this.refresh())
  }

  close(): void {
    this.named = undefined
    this.arrival = undefined
    this.problem = undefined
    this.gone = false
    this.work = undefined
    this.version = null
    this.#chosen = undefined
    this.#hand = new InHand()
    this.#read = ''
  }

  /** Reads the group anew; what did not change is not drawn anew. A problem shown stays until the next act. */
  async refresh(): Promise<void> {
    const { named } = this
    if (!named) return
    const result = await ask('arrival', named)
    if (this.named !== named) return
    this.gone = isOutOfReach(result)
    // [R14] What was opened to read closes after half an hour: nothing of it stays on the screen.
    if (this.gone) this.arrival = undefined
    if (result.kind !== 'answered') {
      if (!this.gone) this.#missed(result)
      return
    }
    const read = JSON.stringify(result.answer)
    if (read !== this.#read || !this.arrival) this.arrival = result.answer
    this.#read = read
    const { members } = result.answer
    if (!this.member) this.#turnTo((nextToDecide(members) ?? members[0])?.member)
  }

  /** The same problem again, read by itself, is no news and takes no focus. */
  #missed(problem: Problem): void {
    if (!this.arrival && problem.kind !== this.problem?.kind) this.problem = problem
  }

  /** After the officer saw that the pass is an older one and looked at the people instead. */
  forgetPass(): void {
    this.version = null
    this.problem = undefined
  }

  choose(member: string): void {
    this.#turnTo(member)
    this.problem = undefined
  }

  /** The person before or after, in the order of the group. */
  step(by: 1 | -1): void {
    const members = this.arrival?.members ?? []
    const at = members.findIndex((one) => one.member === this.#chosen)
    const next = members[Math.min(members.length - 1, Math.max(0, at + by))]
    if (next) this.choose(next.member)
  }

  /** Since when a person stands at the desk, in epoch ms of this computer's clock. */
  sinceOf(member: string): number {
    return this.#hand.sinceOf(member)
  }

  planOf(member: string): Plan {
    return this.#hand.planOf(member)
  }

  plan(member: string, plan: Plan): void {
    this.#hand.plan(member, plan)
  }

  /** A note to the next shift as it is being typed. */
  get words(): string {
    return this.#hand.words
  }

  set words(words: string) {
    this.#hand.words = words
  }

  /** `extra`: people with them who are not of the group. */
  async checkIn(port: Port, present: readonly string[], extra: number): Promise<boolean> {
    const shown = this.version ? { version: this.version } : {}
    const said = { port, present: [...present], extra, ...shown }
    const came = await this.#settling('check-in', (named) =>
      perform('check-in', { ...named, ...said }),
    )
    if (came) this.#goOn()
    return came
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
        if (this.named === named) this.problem = received
        return
      }
      const ref = { id, sha256: await hashOf(bytes) }
      const taken = await perform('take-photo', { ...named, member, photo: ref })
      if (await this.#settle(named, taken)) await this.#compare(named, member)
    })
  }

  async compare(member: string): Promise<void> {
    const { named } = this
    if (named) await this.#working('comparing', () => this.#compare(named, member))
  }

  /** Says whom an officer takes the person for, and by what. */
  async confirmIdentity(
    member: string,
    said: { verdict: Verdict; ground: Ground; words: string },
  ): Promise<boolean> {
    const { words, ...rest } = said
    const full = { member, ...rest, ...(words ? { words } : {}) }
    return this.#settling('identity', (named) => perform('confirm-identity', { ...named, ...full }))
  }

  /** The ordinary case in one key: the same person by the photo, and excepted by what was attested. */
  async acceptOrdinary({ member, identity, criteria }: Member): Promise<boolean> {
    const decided = await this.#settling('determine', async (named) => {
      if (identity?.verdict !== 'same') {
        const same = { ...named, member, verdict: 'same', ground: 'photo' } as const
        const said = await perform('confirm-identity', same)
        if (said.kind !== 'allowed') return said
      }
      const excepted = { outcome: 'excepted', reason: 'criterion-confirmed' } as const
      return perform('determine', { ...named, member, ...excepted, seen: [...criteria] })
    })
    if (decided) this.#decided(member)
    return decided
  }

  /** Records a decision and goes to the next person who is here and not decided on. */
  async determine(member: string): Promise<boolean> {
    const input = this.#inputOf(member)
    if (!input) return false
    const { note, ...said } = input
    const full = note ? { ...said, note } : said
    const decided = await this.#settling('determine', () => perform('determine', full))
    if (decided) this.#decided(member)
    return decided
  }

  /** Decides anew on somebody; what stood before is kept. */
  async amend(member: string): Promise<boolean> {
    const input = this.#inputOf(member)
    if (!input) return false
    const amended = await this.#settling('determine', () => perform('amend-determination', input))
    if (amended) this.plan(member, emptyPlan)
    return amended
  }

  /** Leaves words for the next shift. */
  async note(): Promise<boolean> {
    const words = this.words.trim()
    if (words === '') return false
    const noted = await this.#settling('note', (named) => perform('note', { ...named, words }))
    if (noted) this.words = ''
    return noted
  }

  async call(lane: number): Promise<boolean> {
    return this.#settling('call', (named) => perform('call-group', { ...named, lane }))
  }

  #inputOf(member: string) {
    const { named } = this
    const { outcome, reason, note, seen } = this.planOf(member)
    if (!named || !outcome || !reason) return undefined
    return { ...named, member, outcome, reason, note: note.trim(), seen: [...seen] }
  }

  async #compare(named: Named, member: string): Promise<void> {
    if (this.named !== named) return
    this.work = 'comparing'
    await this.#settle(named, await perform('compare', { ...named, member }))
  }

  /** Performs one act on the group as a piece of work; true where it was allowed. */
  async #settling(what: Work, task: (named: Named) => Promise<{ kind: 'allowed' } | Problem>) {
    const { named } = this
    if (!named) return false
    return (await this.#working(what, async () => this.#settle(named, await task(named)))) ?? false
  }

  /**
   * Keeps what went wrong, and reads the group anew in any case. Where another group was opened meanwhile, nothing of
   * this one touches it.
   */
  async #settle(named: Named, result: { kind: 'allowed' } | Problem): Promise<boolean> {
    if (this.named === named && result.kind !== 'allowed') this.problem = result
    await this.refresh()
    return this.named === named && result.kind === 'allowed'
  }

  #decided(member: string): void {
    this.plan(member, emptyPlan)
    this.#goOn()
  }

  #goOn(): void {
    const next = nextToDecide(this.arrival?.members ?? [])
    if (next) this.#turnTo(next.member)
  }

  #turnTo(member: string | undefined): void {
    this.#chosen = member
    if (member) this.#hand.came(member)
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
