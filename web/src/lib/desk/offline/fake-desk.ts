// A port's server for tests, with the rules of the real one as far as the outbox meets them, behind a network that
// loses questions, loses answers, sends things twice and goes away. Seeded: the same seed is the same morning.

import type { ActName, AnswerOf, InputOf } from '@garita/contract'
import type { Performed } from '../../perform.ts'
import type { Problem } from '../../problem.ts'
import { hex } from './fake-list.ts'
import type { DayList } from './group-now.ts'
import type { Remote } from './remote.ts'

export type Random = () => number

/** mulberry32: small and the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

type Act = { key: string; act: ActName; input: InputOf<ActName>; desk: string }

/** What happened, by the server's own memory. */
export class FakeServer {
  readonly done: Act[] = []
  readonly photos = new Set<string>()
  list: DayList
  readonly #answers = new Map<string, { text: string; result: Performed<ActName> }>()
  #made = 0

  constructor(list: DayList) {
    this.list = list
  }

  perform<N extends ActName>(act: N, input: InputOf<N>, key: string, desk: string): Performed<N> {
    const id = `${desk}/${act}/${key}`
    const text = JSON.stringify(input)
    const before = this.#answers.get(id)
    if (before) {
      // [I2] The same key with another input is refused.
      if (before.text !== text) return refusedAs('key-reused')
      return before.result as Performed<N>
    }
    const result = this.#do(act, input) as Performed<N>
    this.#answers.set(id, { text, result })
    if (result.kind === 'allowed') this.done.push({ key, act, input, desk })
    return result
  }

  #do(act: ActName, input: InputOf<ActName>): Performed<ActName> {
    if (act === 'report-clash') return this.#made_({ question: hex(++this.#made), kind: 'clash' })
    const named = input as InputOf<'confirm-identity'>
    const group = this.list.groups.find((one) => one.appointment === named.appointment)
    if (!group) return refusedAs('appointment-unknown')
    if (act === 'check-in') return this.#checkIn(group, input as InputOf<'check-in'>)
    if (act === 'note') return this.#made_({ note: hex(++this.#made) })
    const member = group.members.find((one) => one.member === named.member)
    if (!member?.present) return refusedAs('member-not-arrived')
    if (act === 'take-photo') {
      const { photo } = input as InputOf<'take-photo'>
      if (!this.photos.has(photo.id)) return refusedAs('photo-unknown')
    }
    if (act === 'determine') {
      if (member.determined) return refusedAs('member-determined')
      this.#change(named.appointment, [named.member], { determined: true })
    }
    return this.#made_({ member: named.member })
  }

  #checkIn(group: DayList['groups'][number], input: InputOf<'check-in'>): Performed<ActName> {
    const news = group.members.filter((one) => input.present.includes(one.member) && !one.present)
    if (news.length === 0) return refusedAs('pass-used')
    this.#change(group.appointment, input.present, { present: true }, 'arrived')
    return this.#made_({ appointment: group.appointment })
  }

  #change(
    appointment: string,
    members: readonly string[],
    change: { present?: true; determined?: true },
    state?: string,
  ): void {
    const groups = this.list.groups.map((one) => {
      if (one.appointment !== appointment) return one
      const changed = one.members.map((member) =>
        members.includes(member.member) ? { ...member, ...change } : member,
      )
      return { ...one, members: changed, ...(state ? { state } : {}) }
    })
    const version = hex(++this.#made)
    this.list = { ...this.list, groups, version }
  }

  // An answer's ids are not looked at here.
  #made_(answer: object): Performed<ActName> {
    return { kind: 'allowed', answer: answer as AnswerOf<ActName> }
  }
}

/** One desk's way to the server. `bad` is the share of sends that go wrong while the network is there at all. */
export function fakeRemote(
  server: FakeServer,
  desk: string,
  network: { up: boolean; bad: number; random: Random },
  /** The desk's clock is right here. */
  clock: () => number,
): Remote {
  const offline: Problem = { kind: 'offline' }

  async function reach<T extends { kind: string }>(work: () => T): Promise<T | Problem> {
    await Promise.resolve()
    if (!network.up) return offline
    const luck = network.random()
    if (luck < network.bad / 3) return offline // the question was lost
    const result = work()
    if (luck < (network.bad * 2) / 3) return offline // the answer was lost
    if (luck < network.bad) return work() // it came twice
    return result
  }

  return {
    ask: async (name) =>
      (await reach(() => {
        const answer = name === 'day-list' ? { ...server.list, asOf: clock() } : { keys: [] }
        return { kind: 'answered', answer }
      })) as never,
    perform: (act, input, key = 'none') => reach(() => server.perform(act, input, key, desk)),
    sendPhoto: ({ id }) =>
      reach(() => {
        server.photos.add(id)
        return { kind: 'sent' as const }
      }),
    photo: async () => undefined,
    presence: async () => (network.up ? 'here' : 'unreached'),
  }
}

function refusedAs(name: string): Problem {
  return { kind: 'refused', reasons: [{ name, facts: {} }], sentence: undefined }
}
