// What one officer's desk keeps of one day: the list, the keys of passes, what was done, photos. All of it sealed under
// a key that the officer's PIN opens. [R20] It is wiped at sign-out, at the end of the port's day, and by five wrong
// PINs; the outbox has a key of its own and stays until it is sent.

import type { DayList, Done } from './group-now.ts'
import type { PassKeys } from './pass-check.ts'
import {
  deviceKey,
  hashOfSecret,
  lockUnder,
  newSecret,
  rounds,
  seal,
  sealValue,
  unlock,
  unseal,
  unsealValue,
  type Wrapped,
} from './sealing.ts'
import type { Shelf } from './shelf.ts'

/** What stands beside the sealed list, readable, so that it can be wiped without the PIN. */
type Lock = {
  readonly wrapped: Wrapped
  readonly tries: number
  /** [W4] Of the secret that unlocks the session; the secret itself lies sealed with the list. */
  readonly unlockHash: string
  /** End of the port's day by this computer's own clock; the end of the shift before the first list. */
  readonly endsAt: number
}

export type KeptList = {
  readonly list: DayList
  /** The server's clock less this computer's, in milliseconds. */
  readonly ahead: number
}

export type Tried =
  | { kind: 'open'; day: DayStore }
  | { kind: 'wrong'; left: number }
  | { kind: 'none' }

export const pinTries = 5
/** Before there is a list, what was chosen holds as long as a shift can be, in milliseconds. */
const shiftMs = 18 * 3_600_000

/** The officer's day, while it is unlocked. */
export class DayStore {
  readonly #shelf: Shelf
  readonly #key: CryptoKey
  readonly #account: string

  constructor(shelf: Shelf, key: CryptoKey, account: string) {
    this.#shelf = shelf
    this.#key = key
    this.#account = account
  }

  async list(): Promise<KeptList | undefined> {
    return (await this.#value('list')) as KeptList | undefined
  }

  async keepList(kept: KeptList): Promise<void> {
    await this.#keep('list', kept)
    const name = `lock/${this.#account}`
    const lock = (await this.#shelf.get(name)) as Lock | undefined
    const endsAt = kept.list.endsAt - kept.ahead
    if (lock && lock.endsAt !== endsAt) await this.#shelf.put(name, { ...lock, endsAt })
  }

  async passKeys(): Promise<PassKeys> {
    return ((await this.#value('pass-keys')) as PassKeys | undefined) ?? []
  }

  async keepPassKeys(keys: PassKeys): Promise<void> {
    await this.#keep('pass-keys', keys)
  }

  /** [W4] What unlocks the session at the server. */
  async unlockSecret(): Promise<string | undefined> {
    return (await this.#value('unlock-secret')) as string | undefined
  }

  async keepUnlockSecret(secret: string): Promise<void> {
    await this.#keep('unlock-secret', secret)
  }

  /** What this desk has done today and the server knows, in no order. */
  async done(): Promise<Done[]> {
    const names = await this.#shelf.names(this.#name('done/'))
    const read = await Promise.all(
      names.map(async (name) => unsealValue(this.#key, await this.#shelf.get(name))),
    )
    return read.filter((one) => one !== undefined) as Done[]
  }

  async keepDone(done: Done): Promise<void> {
    await this.#keep(`done/${done.key}`, done)
  }

  async photo(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const sealed = await this.#shelf.get(this.#name(`photo/${id}`))
    return sealed instanceof Uint8Array
      ? await unseal(this.#key, new Uint8Array(sealed))
      : undefined
  }

  async keepPhoto(id: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#shelf.put(this.#name(`photo/${id}`), await seal(this.#key, bytes))
  }

  /** Ids of the photos that are kept. */
  async photoIds(): Promise<Set<string>> {
    const names = await this.#shelf.names(this.#name('photo/'))
    return new Set(names.map((name) => name.slice(this.#name('photo/').length)))
  }

  async removePhoto(id: string): Promise<void> {
    await this.#shelf.remove(this.#name(`photo/${id}`))
  }

  async #keep(what: string, value: unknown): Promise<void> {
    await this.#shelf.put(this.#name(what), await sealValue(this.#key, value))
  }

  async #value(what: string): Promise<unknown> {
    return await unsealValue(this.#key, await this.#shelf.get(this.#name(what)))
  }

  #name(what: string): string {
    return `day/${this.#account}/${what}`
  }
}

/** Begins a day under a new PIN; what was kept before of this officer's day goes. `slowness`: rounds, for tests. */
export async function choosePin(
  shelf: Shelf,
  account: string,
  pin: string,
  slowness: number = rounds,
): Promise<DayStore> {
  await wipeDay(shelf, account)
  const { key, wrapped } = await lockUnder(pin, slowness)
  const day = new DayStore(shelf, key, account)
  const secret = newSecret()
  await day.keepUnlockSecret(secret)
  const unlockHash = await hashOfSecret(secret)
  const lock: Lock = { wrapped, tries: 0, unlockHash, endsAt: Date.now() + shiftMs }
  await shelf.put(`lock/${account}`, lock)
  return day
}

/** [W4] What goes to the server with a lock; undefined where no PIN was chosen. */
export async function unlockHashOf(shelf: Shelf, account: string): Promise<string | undefined> {
  return ((await shelf.get(`lock/${account}`)) as Lock | undefined)?.unlockHash
}

/** Whether this officer has chosen a PIN at this desk today. */
export async function hasPin(shelf: Shelf, account: string): Promise<boolean> {
  return (await shelf.get(`lock/${account}`)) !== undefined
}

/** Tries a PIN. The try is counted before it is made, so that pulling the plug gives none back. */
export async function tryPin(
  shelf: Shelf,
  account: string,
  pin: string,
  slowness: number = rounds,
): Promise<Tried> {
  const name = `lock/${account}`
  const lock = (await shelf.get(name)) as Lock | undefined
  if (!lock) return { kind: 'none' }
  const tries = lock.tries + 1
  await shelf.put(name, { ...lock, tries })
  const key = await unlock(pin, lock.wrapped, slowness)
  if (key) {
    await shelf.put(name, { ...lock, tries: 0 })
    return { kind: 'open', day: new DayStore(shelf, key, account) }
  }
  if (tries < pinTries) return { kind: 'wrong', left: pinTries - tries }
  await wipeDay(shelf, account)
  return { kind: 'none' }
}

/** [R20] The key first: without it the rest is noise, should the power fail in between. */
export async function wipeDay(shelf: Shelf, account: string): Promise<void> {
  await shelf.remove(`lock/${account}`)
  for (const name of await shelf.names(`day/${account}/`)) await shelf.remove(name)
}

/** [R20] Wipes every officer's day at this desk that is over by this computer's clock; gives whose. */
export async function wipeEnded(shelf: Shelf, now: number): Promise<string[]> {
  const ended: string[] = []
  for (const name of await shelf.names('lock/')) {
    const lock = (await shelf.get(name)) as Lock | undefined
    if (!lock || now < lock.endsAt) continue
    const account = name.slice('lock/'.length)
    await wipeDay(shelf, account)
    ended.push(account)
  }
  return ended
}

/** The key of an officer's outbox, made when first asked for. */
export async function outboxKey(shelf: Shelf, account: string): Promise<CryptoKey> {
  const name = `device/${account}`
  const kept = await shelf.get(name)
  if (kept instanceof CryptoKey) return kept
  const key = await deviceKey()
  await shelf.put(name, key)
  return key
}
