// The desk's wire that goes on without a network. With one it passes everything through; where no answer comes in three
// seconds it answers from the day's list and puts acts into the outbox; when the server is back the outbox goes first,
// in order, and only then is everything passed through again. An act whose answer was lost waits under the key under
// which it was tried: done or not, it is done once.

import type { ActName, AskName, InputOf, QueryOf } from '@garita/contract'
import { newKey } from '../../key.ts'
import type { Asked, Performed } from '../../perform.ts'
import type { Problem } from '../../problem.ts'
import { addressOf, type PhotoToSend, type SendOptions } from '../../send-photo.ts'
import type { DeskWire } from '../wire.ts'
import { isUnreached } from './answers.ts'
import type { DayStore } from './day-store.ts'
import { DeskDay } from './desk-day.ts'
import { type CompareHere, cannotCompare } from './faces.ts'
import type { DeskAct } from './group-now.ts'
import {
  answerHere,
  asProblem,
  comparedOf,
  dayFor,
  isDeskAct,
  type Say,
  shownWith,
} from './here.ts'
import type { Entry, Outbox } from './outbox.ts'
import { type Remote, within } from './remote.ts'
import { keepPhotos } from './sent-photos.ts'

/** `coming-back`: the server answers, and what waits is being sent. */
export type Net = 'with' | 'without' | 'coming-back'

export type WireParts = {
  readonly remote: Remote
  readonly outbox: Outbox
  readonly account: string
  /** This computer's clock, in epoch milliseconds. */
  readonly clock: () => number
  /** Called after anything changed that the bar shows. */
  readonly changed: () => void
  readonly compareHere: CompareHere
  readonly say: Say
  /** What the server must hear before anything else, once it is there again; false where nothing may be sent. */
  readonly greet?: () => Promise<boolean>
  /** Milliseconds without an answer that count as no network. */
  readonly patienceMs?: number
}

type Port = QueryOf<'day-list'>['port']

const usualPatienceMs = 3_000
/** Two photos are described for a comparison; a busy server is no lost network. */
const comparePatience = 10_000

export class SwitchingWire implements DeskWire {
  /** Undefined until the PIN was given and a list was fetched: then everything is passed through. */
  day: DeskDay | undefined
  net: Net = 'with'
  /** The server answers, but not to this officer: what waits cannot go. */
  signedOut = false
  readonly outbox: Outbox
  readonly #parts: WireParts
  #store: DayStore | undefined
  #returning: Promise<void> | undefined
  #shown = new Map<string, string>()

  constructor(parts: WireParts) {
    this.#parts = parts
    this.outbox = parts.outbox
    if (parts.outbox.waiting.length > 0) this.net = 'without'
  }

  /** Now by the server's clock. */
  get now(): number {
    return this.#parts.clock() + (this.day?.ahead ?? 0)
  }

  /** After the PIN: what was kept is there from here on. */
  async unlock(store: DayStore): Promise<void> {
    this.#store = store
    this.day = await DeskDay.read(store, () => this.outbox.entries)
    this.#parts.changed()
  }

  /** Before the PIN is asked for again, and after a wipe: nothing readable stays in memory. */
  lock(): void {
    this.#store = undefined
    this.day = undefined
    for (const address of this.#shown.values()) URL.revokeObjectURL(address)
    this.#shown.clear()
    this.#parts.changed()
  }

  /** Fetches the list anew; false where it did not come. */
  async refresh(port: Port): Promise<boolean> {
    const store = this.#store
    if (!store) return false
    const { remote, clock } = this.#parts
    const result = await remote.ask('day-list', { port })
    if (result.kind !== 'answered' || store !== this.#store) return false
    const list = result.answer
    const kept = { list, ahead: list.asOf - clock() }
    if (!this.day) {
      await store.keepList(kept)
      this.day = await DeskDay.read(store, () => this.outbox.entries)
    } else if (this.day.list.version === list.version && this.day.list.port === port) {
      this.day.confirm(kept)
    } else await this.day.take(kept)
    const keys = await remote.ask('pass-keys', {})
    if (keys.kind === 'answered') await this.day?.takeKeys(keys.answer.keys)
    this.#parts.changed()
    return true
  }

  async ask<N extends AskName>(name: N, query: QueryOf<N>): Promise<Asked<N>> {
    const day = dayFor(this.day, name, query)
    const here = () => answerHere(day as DeskDay, { name, query }, this.now, this.#parts.say)
    if (day && this.net !== 'with') return await here()
    const asking = this.#parts.remote.ask(name, query)
    const result = await (day ? within(this.#patienceMs, asking) : asking)
    if (!isUnreached(result)) return result
    this.lose()
    return day ? await here() : result
  }

  async perform<N extends ActName>(act: N, input: InputOf<N>): Promise<Performed<N>> {
    // What an act's name says of its input the compiler cannot follow through a comparison of names.
    if (act === 'compare') {
      return (await this.#compare(input as InputOf<'compare'>)) as Performed<N>
    }
    if (!isDeskAct(act)) return await this.#parts.remote.perform(act, input)
    return (await this.#performHere(act, input as InputOf<typeof act>)) as Performed<N>
  }

  async sendPhoto(
    photo: PhotoToSend,
    { onProgress }: Pick<SendOptions, 'onProgress'> = {},
  ): Promise<{ kind: 'sent' } | Problem> {
    const { remote } = this.#parts
    if (!this.day || this.net === 'with') {
      const result = await remote.sendPhoto(photo, onProgress)
      if (result.kind === 'sent') await this.#store?.keepPhoto(photo.id, photo.bytes)
      if (!isUnreached(result) || !this.day) return result
      this.lose()
    }
    await this.outbox.keepPhoto(photo)
    onProgress?.(1)
    return { kind: 'sent' }
  }

  async photoSource(id: string, group: string): Promise<string> {
    const before = this.#shown.get(id)
    if (before) return before
    const bytes = this.net === 'with' ? undefined : await this.#bytesOf(id)
    if (!bytes) return addressOf(id, group)
    const address = URL.createObjectURL(new Blob([bytes]))
    this.#shown.set(id, address)
    return address
  }

  /** Looks whether the server is there again; if so, what waits is sent and then all goes there. */
  probe(port: Port | undefined): Promise<void> {
    if (this.net === 'with' && this.outbox.waiting.length === 0) return Promise.resolve()
    this.#returning ??= this.#comeBack(port).finally(() => {
      this.#returning = undefined
      this.#parts.changed()
    })
    return this.#returning
  }

  /** Keeps the sent photos of who comes in the next hours, one after the other, while there is a network. */
  async fetchPhotos(): Promise<void> {
    const store = this.#store
    if (!store || !this.day) return
    const goesOn = () => this.net === 'with' && store === this.#store
    await keepPhotos(store, this.day.photosWanted(this.now), {
      goesOn,
      fetch: (id, group) => this.#parts.remote.photo(id, group),
    })
  }

  /** An act that the server took: the list may not know it yet, and a photo may be wanted here still. */
  async taken(entry: Entry): Promise<void> {
    if (entry.act === 'take-photo') {
      const photo = await this.outbox.photo(entry.input.photo.id)
      if (photo) await this.#store?.keepPhoto(photo.id, photo.bytes)
    }
    await this.day?.add({ ...entry, sentAt: this.now })
    this.#parts.changed()
  }

  get #patienceMs(): number {
    return this.#parts.patienceMs ?? usualPatienceMs
  }

  /** No answer, or the browser says that there is no network. */
  lose(): void {
    if (this.net === 'without') return
    this.net = 'without'
    this.#parts.changed()
  }

  async #comeBack(port: Port | undefined): Promise<void> {
    const { remote, account, greet } = this.#parts
    const presence = await remote.presence(account)
    this.signedOut = presence === 'signed-out'
    const mayCome = presence === 'here' && (await (greet?.() ?? true))
    this.net = mayCome ? 'coming-back' : 'without'
    this.#parts.changed()
    while (this.net === 'coming-back') {
      const flushed = await this.outbox.flush()
      this.signedOut = flushed === 'not-signed-in' || flushed === 'not-permitted'
      if (flushed !== 'empty') this.net = 'without'
      else if (port && this.#store && !(await this.refresh(port))) this.net = 'without'
      // What was done while the list came goes first, too.
      else if (this.outbox.waiting.length === 0) this.net = 'with'
    }
  }

  async #performHere<N extends DeskAct>(act: N, input: InputOf<N>): Promise<Performed<N>> {
    const { remote } = this.#parts
    const day = this.day?.has(input.appointment) ? this.day : undefined
    if (!day) return await remote.perform(act, input)
    const key = newKey()
    const doneAt = this.now
    const isHere = this.net !== 'with' || (await this.#isPhotoHere(act, input))
    const shown = isHere ? shownWith(day, act, input) : {}
    const stamped: InputOf<N> = { ...input, ...shown, doneAt }
    if (!isHere) {
      const result = await within(this.#patienceMs, remote.perform(act, stamped, key))
      if (!isUnreached(result)) {
        const done = { key, act, input: stamped, doneAt } as Entry
        if (result.kind === 'allowed') await day.add({ ...done, sentAt: this.now })
        return result
      }
      this.lose()
    }
    const decision = day.judge(act, stamped, { now: doneAt, key })
    if (!decision.ok) return asProblem(decision.reasons, this.#parts.say)
    const done = { key, act, input: stamped, doneAt, port: day.list.port }
    try {
      await this.outbox.put(done as Omit<Entry, 'clashKey'>)
    } catch {
      return { kind: 'fault', reference: 'desk-disk' }
    }
    day.touch()
    this.#parts.changed()
    return { kind: 'allowed', answer: decision.value }
  }

  /** A photo whose bytes the server does not have yet is named after they went. */
  async #isPhotoHere<N extends DeskAct>(act: N, input: InputOf<N>): Promise<boolean> {
    if (act !== 'take-photo' || !('photo' in input)) return false
    return (await this.outbox.photo(input.photo.id)) !== undefined
  }

  async #compare(input: InputOf<'compare'>): Promise<Performed<'compare'>> {
    const day = this.day?.has(input.appointment) ? this.day : undefined
    if (!day || this.net === 'with') {
      const comparing = this.#parts.remote.perform('compare', input)
      const result = await (day ? within(comparePatience, comparing) : comparing)
      if (result.kind === 'allowed') await day?.add(comparedOf(input, result.answer, this.now))
      if (!isUnreached(result) || !day) return result
    }
    return await this.#compareHere(day, input)
  }

  async #compareHere(day: DeskDay, input: InputOf<'compare'>): Promise<Performed<'compare'>> {
    const { compareHere, say } = this.#parts
    const arrival = day.arrival(input.appointment, this.now)
    const member = arrival?.members.find((one) => one.member === input.member)
    if (!member?.takenPhoto) return asProblem([{ name: 'photo-missing' }], say)
    const taken = await this.#bytesOf(member.takenPhoto)
    const compared = member.sentPhoto
      ? await compareHere(await this.#bytesOf(member.sentPhoto), taken)
      : cannotCompare('no-sent-photo')
    const answer = { comparison: newKey(), member: input.member, ...compared }
    await day.add(comparedOf(input, answer, this.now))
    return { kind: 'allowed', answer }
  }

  async #bytesOf(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return (await this.outbox.photo(id))?.bytes ?? (await this.#store?.photo(id))
  }
}
