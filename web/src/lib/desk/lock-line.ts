// What this desk has to tell the server about its lock: that it is locked, or the secret that unlocks it. Said in the
// order in which it happened, and again until the server has heard it, for the network may be gone meanwhile.

import { post } from '../perform.ts'
import { within } from './offline/remote.ts'

/** `told` too where the session had ended: then there is nothing to lock. */
export type Told = 'told' | 'refused' | 'unreached'

export type LockServer = {
  /** With the hash of what unlocks; without, only signing in anew goes on. */
  lock(secretHash: string | undefined): Promise<Told>
  unlock(secret: string): Promise<Told>
}

type Standing = { readonly kind: 'open' } | { readonly kind: 'locked' } | ToSay
type ToSay =
  | { readonly kind: 'to-lock'; readonly secretHash: string | undefined }
  | { readonly kind: 'to-unlock'; readonly secret: string }

export class LockLine {
  readonly #server: LockServer
  #standing: Standing = { kind: 'open' }
  #saying: Promise<void> | undefined

  constructor(server: LockServer = lockServer) {
    this.#server = server
  }

  async lock(secretHash: string | undefined): Promise<void> {
    this.#standing = { kind: 'to-lock', secretHash }
    await this.settle()
  }

  /** `later`: the server cannot be reached; it is told before anything else is sent. */
  async unlock(secret: string): Promise<'open' | 'refused' | 'later'> {
    this.#standing = { kind: 'to-unlock', secret }
    await this.settle()
    if (this.isOpen) return 'open'
    return this.#standing.kind === 'to-unlock' ? 'later' : 'refused'
  }

  /** Whether the server, too, holds this session for open, as far as this desk knows. */
  get isOpen(): boolean {
    return this.#standing.kind === 'open'
  }

  /** Whoever works here signed in anew. */
  forget(): void {
    this.#standing = { kind: 'open' }
  }

  /** Says what is still to be said; calls at the same time join the one under way. */
  settle(): Promise<void> {
    this.#saying ??= this.#sayAll().finally(() => {
      this.#saying = undefined
    })
    return this.#saying
  }

  async #sayAll(): Promise<void> {
    for (;;) {
      const said = this.#standing
      if (said.kind === 'open' || said.kind === 'locked') return
      const told = await this.#say(said)
      // What came meanwhile is said next.
      if (said !== this.#standing) continue
      if (told === 'unreached') return
      const opened = said.kind === 'to-unlock' && told === 'told'
      this.#standing = { kind: opened ? 'open' : 'locked' }
      return
    }
  }

  async #say(standing: ToSay): Promise<Told> {
    if (standing.kind === 'to-lock') return await this.#server.lock(standing.secretHash)
    return await this.#server.unlock(standing.secret)
  }
}

/** Without an answer for so long, in milliseconds, it is said again later. */
const patienceMs = 5_000

const lockServer: LockServer = {
  lock: (secretHash) => tell('/api/lock-session', secretHash === undefined ? {} : { secretHash }),
  unlock: (secret) => tell('/api/unlock-session', { secret }),
}

async function tell(address: string, body: object): Promise<Told> {
  const result = await within(patienceMs, post<Record<string, never>>(address, body))
  if (result.kind === 'allowed' || result.kind === 'not-signed-in') return 'told'
  return result.kind === 'refused' ? 'refused' : 'unreached'
}
