// Who is signed in, as far as this phone knows. The server decides it anew at each act; this is what pages show: the
// way out in the bar, and what was typed to sign in, so that nobody types it twice.

import { untrack } from 'svelte'
import { forgetAnswers } from './kept.ts'
import { openPhone } from './phone.ts'
import { endSession, type SignedIn, whoAmI } from './sign-in.ts'

const name = 'session'

const state = $state<{ who: SignedIn | undefined; looked: boolean }>({
  who: undefined,
  looked: false,
})

type Remembered = { who: SignedIn; address: string | undefined }

export const session = {
  /** Undefined where nobody is signed in, or it is not known yet. */
  get who() {
    return state.who
  },
  /** Whether the server has been asked in this visit. */
  get looked() {
    return state.looked
  },

  /** At the start of a visit: asks the server only where somebody has signed in on this phone. */
  async start(): Promise<void> {
    const before = remembered()
    if (!before) return
    // Whoever calls this from an effect must not be called again when somebody signs in.
    untrack(() => {
      state.who ??= before.who
    })
    await session.look()
  },

  /** Asks the server who is signed in. Without an answer, what the phone knows stands. */
  async look(): Promise<SignedIn | undefined> {
    const asked = await whoAmI()
    if (asked.kind === 'answered') session.begin(asked.answer)
    if (asked.kind === 'not-signed-in') state.who = undefined
    state.looked = asked.kind !== 'offline'
    return state.who
  },

  /**
   * After signing in. `address` is the e-mail or phone that was typed. What was kept of another account's answers
   * goes; what was typed stays, for it may be what the reader signs in to send.
   */
  begin(who: SignedIn, address?: string): void {
    const before = remembered()
    if (before && before.who.account !== who.account) forgetAnswers()
    const same = before?.who.account === who.account ? before.address : undefined
    openPhone().write(name, { who, address: address ?? same } satisfies Remembered)
    state.who = who
  },

  /** Signs out; false where the server did not hear of it. */
  async end(): Promise<boolean> {
    const ended = await endSession()
    if (ended.kind !== 'allowed' && ended.kind !== 'not-signed-in') return false
    openPhone().remove(name)
    forgetAnswers()
    state.who = undefined
    return true
  },
}

/** What was typed to sign in on this phone, if anything was. */
export function signedInAddress(): string | undefined {
  return remembered()?.address
}

function remembered(): Remembered | undefined {
  const kept = openPhone().read(name)
  const isOurs = typeof kept === 'object' && kept !== null && 'who' in kept
  return isOurs ? (kept as Remembered) : undefined
}
