// The day as this desk knows it without a network: the list, what was done since, photos. It answers what the console
// asks and judges what it does; nothing here reaches out.

import type { AnswerOf, AskAnswerOf, InputOf } from '@garita/contract'
import type { Decision } from '@garita/domain/decision'
import { refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import type { DayStore, KeptList } from './day-store.ts'
import { type DeskAct, type Done, type GroupNow, groupNow } from './group-now.ts'
import { afterCheckIn, judge } from './judge.ts'
import { arrivalOf, arrivalsOf } from './local-asks.ts'
import type { Entry } from './outbox.ts'
import { findArrival, type PassKeys } from './pass-check.ts'

/** How far ahead photos are kept, in milliseconds. */
const aheadMs = 3 * 3_600_000
const isOpen = (state: GroupNow['state']) => state === 'standing' || state === 'arrived'

export class DeskDay {
  readonly store: DayStore
  #kept: KeptList
  #keys: PassKeys
  #done: readonly Done[]
  #changes = 0
  /** What waits to be sent, in order; it is part of the day. */
  readonly #waiting: () => readonly Entry[]

  private constructor(
    store: DayStore,
    kept: { list: KeptList; keys: PassKeys; done: readonly Done[] },
    waiting: () => readonly Entry[],
  ) {
    this.store = store
    this.#kept = kept.list
    this.#keys = kept.keys
    this.#done = kept.done
    this.#waiting = waiting
  }

  /** The day as it was kept; undefined where no list was. */
  static async read(
    store: DayStore,
    waiting: () => readonly Entry[],
  ): Promise<DeskDay | undefined> {
    const list = await store.list()
    if (!list) return undefined
    const [keys, done] = await Promise.all([store.passKeys(), store.done()])
    done.sort((one, other) => one.doneAt - other.doneAt)
    return new DeskDay(store, { list, keys, done }, waiting)
  }

  get list() {
    return this.#kept.list
  }

  get keys(): PassKeys {
    return this.#keys
  }

  /** The server's clock less this computer's, in milliseconds. */
  get ahead(): number {
    return this.#kept.ahead
  }

  async take(kept: KeptList): Promise<void> {
    this.#kept = kept
    this.#changes += 1
    await this.store.keepList(kept)
  }

  /** The same list, known to hold still. */
  confirm({ list, ahead }: KeptList): void {
    this.#kept = { list: { ...this.#kept.list, asOf: list.asOf }, ahead }
  }

  async takeKeys(keys: PassKeys): Promise<void> {
    this.#keys = keys
    await this.store.keepPassKeys(keys)
  }

  /** What the server has taken from this desk, which the list may not know yet. */
  async add(done: Done): Promise<void> {
    this.#done = [...this.#done.filter((one) => one.key !== done.key), done]
    this.#changes += 1
    await this.store.keepDone(done)
  }

  /** After something was put into the outbox. */
  touch(): void {
    this.#changes += 1
  }

  has(appointment: string): boolean {
    return this.list.groups.some((one) => one.appointment === appointment)
  }

  arrivals(now: number, known: string | undefined): AskAnswerOf<'arrivals'> {
    const version = `desk-${this.list.version.slice(0, 32)}-${this.#changes}`
    const groups = this.list.groups.map((one) => groupNow(one, this.#acts(), this.list))
    return arrivalsOf(this.list, groups, { now, version, known })
  }

  arrival(appointment: string, now: number): AskAnswerOf<'arrival'> | undefined {
    const group = this.#groupOf(appointment)
    return group && arrivalOf(group, now)
  }

  /** Photos of who comes in the next hours or is here and not decided on, sent and taken. */
  photosWanted(now: number): { id: string; group: string }[] {
    const groups = this.list.groups
      .map((one) => groupNow(one, this.#acts(), this.list))
      .filter(({ state, startsAt }) => isOpen(state) && startsAt <= now + aheadMs)
    return groups.flatMap(({ group, members }) =>
      members
        .flatMap(({ takenPhoto, sentPhoto }) => [takenPhoto, sentPhoto])
        .flatMap((id) => (id === null ? [] : [{ id, group }])),
    )
  }

  async find(pass: string) {
    return await findArrival(
      { pass },
      {
        list: this.list,
        keys: this.#keys,
        groupOf: (appointment) => this.#groupOf(appointment),
        groupByCode: (code) => {
          const listed = this.list.groups.find((one) => one.code === code)
          return listed && this.#groupOf(listed.appointment)
        },
      },
    )
  }

  judge<N extends DeskAct>(
    act: N,
    input: InputOf<N>,
    { now, key }: { now: number; key: string },
  ): Decision<AnswerOf<N>> {
    const listed = this.list.groups.find((one) => one.appointment === input.appointment)
    const port = portOf('port' in input ? input.port : this.list.port)
    if (!listed || !port) return refused('appointment-unknown')
    const acts = this.#acts()
    const group = groupNow(listed, acts, this.list)
    return judge(
      act,
      { group, after: afterCheckIn(listed, acts, this.list), port, now },
      input,
      key,
    )
  }

  #groupOf(appointment: string): GroupNow | undefined {
    const listed = this.list.groups.find((one) => one.appointment === appointment)
    return listed && groupNow(listed, this.#acts(), this.list)
  }

  /** As they were done: a comparison made here is kept at once and comes after its photo, which still waits. */
  #acts(): readonly Done[] {
    return [...this.#done, ...this.#waiting()].sort(inOrder)
  }
}

/** What was done in the same millisecond was compared last. */
function inOrder(one: Done, other: Done): number {
  const isCompare = ({ act }: Done) => Number(act === 'compare')
  return one.doneAt - other.doneAt || isCompare(one) - isCompare(other)
}
