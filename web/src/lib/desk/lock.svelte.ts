// A desk that nobody touches for five minutes locks itself, and so it does by a key. A locked desk shows no names; the
// PIN opens it as it was, or another officer signs in.

import { openPhone } from '../phone.ts'
import { deskOffline } from './offline/desk-offline.svelte.ts'

export const idleMs = 5 * 60_000
const lookMs = 5_000

const state = $state({ locked: false })
let touchedAt = 0

export const lock = {
  /** A PIN that was chosen and not typed since this page was opened locks it, too. */
  get locked() {
    return state.locked || deskOffline.pin === 'asked'
  },
  /** Locks now. Loading the page anew opens nothing. */
  close(): void {
    deskOffline.lock()
    state.locked = true
    openPhone().write(name, deskOffline.account)
  },
  /** After the PIN, or after signing out. */
  open(): void {
    touchedAt = Date.now()
    state.locked = false
    openPhone().remove(name)
  },
  /** At the start of a visit: what was locked for this officer is locked still. */
  recall(account: string): void {
    if (openPhone().read(name) === account) state.locked = true
  },
}

const name = 'desk-locked'

/** Watches for idleness, once a visit; returns how to stop. A computer that slept is locked when it wakes. */
export function watchIdle(): () => void {
  touchedAt = Date.now()
  const touch = () => {
    if (!state.locked) touchedAt = Date.now()
  }
  const look = () => {
    if (deskOffline.account && Date.now() - touchedAt >= idleMs) lock.close()
  }
  // The first touch after a long sleep must not count before the sleep was seen.
  const first = () => {
    look()
    touch()
  }
  const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
  for (const event of events) addEventListener(event, first, { capture: true, passive: true })
  document.addEventListener('visibilitychange', look)
  const timer = setInterval(look, lookMs)
  return () => {
    for (const event of events) removeEventListener(event, first, true)
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
  }
}
