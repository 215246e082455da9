// What a desk did without a network, until the server has it: each act under the key it got then, in order, photos
// first. What the server refuses is not lost but put before a supervisor (`report-clash`), and after a refused check-in
// so is all that this desk did with that group afterwards. An entry leaves the disk only after the server's answer; an
// answer that was lost is asked for again under the same key. Sealed under a key of this device and not under the PIN:
// five wrong PINs, a sign-out or the day's end must not take what a family was told.

import type { ActName, AnswerOf, InputOf } from '@garita/contract'
import { newKey } from '../../key.ts'
import type { Performed } from '../../perform.ts'
import type { Problem } from '../../problem.ts'
import type { PhotoToSend } from '../../send-photo.ts'
import { alone, contentOf, endOf, type Flushed, reasonsOf } from './answers.ts'
import type { DeskAct, DoneOf } from './group-now.ts'
import { OutboxPhotos } from './outbox-photos.ts'
import { sealValue, unsealValue } from './sealing.ts'
import type { Shelf } from './shelf.ts'

export type Entry = { readonly [N in DeskAct]: DoneOf<N> }[DeskAct] & {
  readonly port: InputOf<'report-clash'>['port']
  /** For `report-clash`, should it come to that. */
  readonly clashKey: string
  /** Why the server refused it: it waits to be put before a supervisor. */
  readonly refused?: readonly string[]
  /** Why not even that was taken; a person has to read it. */
  readonly stuck?: readonly string[]
  /** How often the server itself failed on it. */
  readonly faults?: number
}

/** What reaches the server; it never throws. */
export type Line = {
  perform<N extends ActName>(act: N, input: InputOf<N>, key: string): Promise<Performed<N>>
  sendPhoto(photo: PhotoToSend): Promise<{ kind: 'sent' } | Problem>
}

export type Sent = { sent: number; asked: number }

type Opening = {
  readonly shelf: Shelf
  readonly key: CryptoKey
  readonly account: string
  readonly line: Line
  /** Told of each act that the server has taken, before it leaves the outbox. */
  readonly onSent?: (entry: Entry, answer: AnswerOf<DeskAct>) => Promise<void>
}

/** A server that fails so often on one act fails on that act: a supervisor gets it, and those behind go on. */
const faultLimit = 5

export class Outbox {
  /** Since the page was opened. */
  readonly sum: Sent = { sent: 0, asked: 0 }
  readonly #opening: Opening
  readonly #photos: OutboxPhotos
  #entries: readonly { name: string; entry: Entry }[] = []
  #clashed: Clashed = {}
  #flushing: Promise<Flushed> | undefined
  #lastAt = 0

  private constructor(opening: Opening) {
    this.#opening = opening
    this.#photos = new OutboxPhotos(opening)
  }

  static async open(opening: Opening): Promise<Outbox> {
    const outbox = new Outbox(opening)
    await outbox.#read()
    const named = outbox.entries.flatMap(({ act, input }) =>
      act === 'take-photo' ? [input.photo.id] : [],
    )
    await outbox.#photos.dropBut(named)
    return outbox
  }

  /** In order; those that are stuck too. */
  get entries(): readonly Entry[] {
    return this.#entries.map(({ entry }) => entry)
  }

  get waiting(): readonly Entry[] {
    return this.entries.filter((entry) => !entry.stuck)
  }

  get stuck(): readonly Entry[] {
    return this.entries.filter((entry) => entry.stuck)
  }

  /** On the disk when it returns. Throws where the disk takes nothing: then it was not done. */
  async put(done: Omit<Entry, 'clashKey'>): Promise<void> {
    const refused = this.#clashed[done.input.appointment]
    // The spread loses which act goes with which input; nothing was changed of either.
    const entry = { ...done, clashKey: newKey(), ...(refused ? { refused } : {}) } as Entry
    const name = this.#nextName()
    await this.#write(name, entry)
    const others = this.#entries.filter((one) => one.name !== name)
    this.#entries = [...others, { name, entry }].sort(byName)
    // Its check-in may have been refused while this was written.
    const late = this.#clashed[done.input.appointment]
    if (late && !refused) await this.#change(name, { ...entry, refused: late })
  }

  /** Keeps a photo until the act that names it was answered. */
  async keepPhoto(photo: PhotoToSend): Promise<void> {
    await this.#photos.keep(photo)
  }

  async photo(id: string): Promise<PhotoToSend | undefined> {
    return await this.#photos.read(id)
  }

  /** Sends what waits, in order. Calls at the same time join the one under way. */
  flush(): Promise<Flushed> {
    this.#flushing ??= alone(this.#opening.account, () => this.#sendAll()).finally(() => {
      this.#flushing = undefined
    })
    return this.#flushing
  }

  /** Takes what is stuck off, after somebody has read it. */
  async dismiss(key: string): Promise<void> {
    const found = this.#entries.find(({ entry }) => entry.key === key && entry.stuck)
    if (found) await this.#remove(found.name, found.entry)
  }

  async #sendAll(): Promise<Flushed> {
    // Another window of this desk may have sent or put some.
    await this.#read()
    for (;;) {
      const next = this.#entries.find(({ entry }) => !entry.stuck)
      if (!next) return await this.#finish()
      const { name, entry } = next
      const end = entry.refused
        ? await this.#report(name, entry, entry.refused)
        : await this.#send(name, entry)
      if (end) return end
    }
  }

  async #send(name: string, entry: Entry): Promise<Flushed | undefined> {
    const { line, onSent } = this.#opening
    if (entry.act === 'take-photo') {
      const photo = await this.photo(entry.input.photo.id)
      const received = photo ? await line.sendPhoto(photo) : { kind: 'sent' as const }
      if (received.kind !== 'sent') return await this.#failed(name, entry, received)
    }
    const result = await this.#performed(entry)
    if (result.kind !== 'allowed') return await this.#failed(name, entry, result)
    await onSent?.(entry, result.answer)
    if (entry.act === 'take-photo') await this.#compare(entry)
    await this.#remove(name, entry)
    this.sum.sent += 1
    return undefined
  }

  /** [K4] The server keeps a comparison of its own, with model and bands. What comes of it stops nothing. */
  async #compare({ input, clashKey }: Extract<Entry, { act: 'take-photo' }>): Promise<void> {
    const { group, appointment, member } = input
    await this.#opening.line.perform('compare', { group, appointment, member }, clashKey)
  }

  /**
   * [R13] [R18] The clock marks as absent whom it did not see come: who stood at this desk meanwhile is taken back, and
   * checked in once more. Each of the three has a key of its own, so that a cut in between does nothing twice.
   */
  async #performed({ act, input, key, clashKey }: Entry): Promise<Performed<DeskAct>> {
    const { line } = this.#opening
    const result = await line.perform<DeskAct>(act, input, key)
    if (act !== 'check-in' || result.kind !== 'refused') return result
    if (reasonsOf(result)?.join() !== 'appointment-absent') return result
    const { group, appointment } = input
    const undone = await line.perform('undo-absent', { group, appointment }, key)
    if (undone.kind !== 'allowed' && !reasonsOf(undone)) return undone
    return await line.perform<DeskAct>(act, input, clashKey)
  }

  async #report(
    name: string,
    entry: Entry,
    refusals: readonly string[],
  ): Promise<Flushed | undefined> {
    const { port, act, input, doneAt, clashKey } = entry
    const clash = { port, appointment: input.appointment, act, content: contentOf(input), doneAt }
    // A group that is out of reach takes no photo any more: it goes with the question, or it would be lost.
    const photo = act === 'take-photo' ? await this.#photos.inText(input.photo.id) : undefined
    const result = await this.#opening.line.perform(
      'report-clash',
      { ...clash, ...(photo ? { photo } : {}), refusals: refusals.slice(0, 20) },
      clashKey,
    )
    if (result.kind === 'allowed') {
      await this.#remove(name, entry)
      this.sum.asked += 1
      return undefined
    }
    const why = reasonsOf(result)
    if (!why) return endOf(result)
    if (why.join() === 'clashes-too-many') {
      // [R43] Time mends it; under the same key the answer would be the same for ever.
      await this.#change(name, { ...entry, clashKey: newKey() })
      return 'no-answer'
    }
    await this.#change(name, { ...entry, stuck: why })
    return undefined
  }

  /** Refused: it and what hangs on it go to a supervisor. No answer: it is tried again later. */
  async #failed(name: string, entry: Entry, result: Problem): Promise<Flushed | undefined> {
    const why = reasonsOf(result)
    if (why) return await this.#refuse(name, entry, why)
    if (result.kind !== 'fault' || result.reference.startsWith('http-')) return endOf(result)
    const faults = (entry.faults ?? 0) + 1
    if (faults >= faultLimit) return await this.#refuse(name, entry, ['fault'])
    await this.#change(name, { ...entry, faults })
    return 'no-answer'
  }

  /** The later ones first: cut in between, the check-in is sent again, refused again, and this done to its end. */
  async #refuse(name: string, entry: Entry, why: readonly string[]): Promise<undefined> {
    const { appointment } = entry.input
    if (entry.act === 'check-in') {
      this.#clashed = { ...this.#clashed, [appointment]: why }
      await this.#keepClashed()
      for (const other of this.#entries) {
        const isSame = other.entry.input.appointment === appointment && other.name > name
        if (isSame && !other.entry.refused)
          await this.#change(other.name, { ...other.entry, refused: why })
      }
    }
    await this.#change(name, { ...entry, refused: why })
  }

  async #finish(): Promise<Flushed> {
    const { shelf, account } = this.#opening
    if (this.#entries.length > 0) return 'empty'
    this.#clashed = {}
    await shelf.remove(`clashed/${account}`)
    return 'empty'
  }

  async #read(): Promise<void> {
    const { shelf, key, account } = this.#opening
    const before = new Set(this.#entries.map(({ name }) => name))
    const read = new Map<string, Entry>()
    for (const name of await shelf.names(`out/${account}/`)) {
      const entry = (await unsealValue(key, await shelf.get(name))) as Entry | undefined
      if (entry) read.set(name, entry)
    }
    const clashed = await unsealValue(key, await shelf.get(`clashed/${account}`))
    this.#clashed = { ...(clashed as Clashed | undefined), ...this.#clashed }
    // Put while the disk was read.
    for (const { name, entry } of this.#entries) if (!before.has(name)) read.set(name, entry)
    this.#entries = [...read].map(([name, entry]) => ({ name, entry })).sort(byName)
  }

  async #write(name: string, entry: Entry): Promise<void> {
    const { shelf, key } = this.#opening
    await shelf.put(name, await sealValue(key, entry))
  }

  async #change(name: string, entry: Entry): Promise<void> {
    await this.#write(name, entry)
    this.#entries = this.#entries.map((one) => (one.name === name ? { name, entry } : one))
  }

  async #remove(name: string, entry: Entry): Promise<void> {
    const { shelf } = this.#opening
    await shelf.remove(name)
    if (entry.act === 'take-photo') await this.#photos.remove(entry.input.photo.id)
    this.#entries = this.#entries.filter((one) => one.name !== name)
  }

  async #keepClashed(): Promise<void> {
    const { shelf, key, account } = this.#opening
    await shelf.put(`clashed/${account}`, await sealValue(key, this.#clashed))
  }

  /** Names sort in the order in which acts were done, over restarts and windows too. */
  #nextName(): string {
    this.#lastAt = Math.max(this.#lastAt + 1, Date.now(), lastAtOf(this.#entries))
    return `out/${this.#opening.account}/${String(this.#lastAt).padStart(15, '0')}-${newKey()}`
  }
}

/** Appointments whose check-in was refused, and why. */
type Clashed = Readonly<Record<string, readonly string[]>>

type Named = { readonly name: string }

const byName = (one: Named, other: Named): number => (one.name < other.name ? -1 : 1)

function lastAtOf(entries: readonly Named[]): number {
  const [at = '0'] = entries.at(-1)?.name.split('/').at(-1)?.split('-') ?? []
  return Number(at) + 1
}
