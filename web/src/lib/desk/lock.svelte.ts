// A desk that nobody touches for five minutes locks itself, and so it does by a key. [W3] A locked desk shows no names,
// and its session may do nothing at the server; the PIN opens both as they were, or somebody signs in anew.

import { untrack } from 'svelte'
import { openPhone } from '../phone.ts'
import { onSessionLocked } from '../session-locked.ts'
import { idleMs, stageOf } from './lock-clock.ts'
import { deskOffline } from './offline/desk-offline.svelte.ts'

const lookMs = 5_000
const locked = 'desk-locked'
const touched = 'desk-touched'

const state = $state({ warned: false })
/** By this computer's clock, in epoch milliseconds. */
let touchedAt = 0
/** By `performance.now()`: what was asked before says nothing of the lock that stands now. */
let openedAt = 0
/** Whether this page was opened at a desk that nobody had touched for too long: its window was closed, not locked. */
let wasLeft = Date.now() - lastTouch() >= idleMs

export const lock = {
  /** A PIN that was chosen and not typed since this page was opened locks it, too. */
  get locked() {
    return deskOffline.shut
  },
  /** [W5] Within the last minute before it locks by itself. */
  get warned() {
    return state.warned
  },
  /** Locks now, in every window of this desk. Loading the page anew opens nothing. */
  close(): void {
    state.warned = false
    openPhone().write(locked, deskOffline.account)
    void deskOffline.lock()
  },
  /** After the PIN, after signing out, and after signing in. */
  open(): void {
    openedAt = performance.now()
    wasLeft = false
    deskOffline.locked = false
    openPhone().remove(locked)
    touch(true)
  },
  /** At the start of a visit: what was locked for this officer is locked still, and so is what was left too long. */
  recall(account: string): void {
    const isLeft = wasLeft || stageOf(Date.now() - (touchedAt || Date.now())) === 'locked'
    wasLeft = false
    if (isLeft || openPhone().read(locked) === account) lock.close()
  },
}

/** Notes each touch, whatever it is made with; returns how to stop. A page of staff where nothing locks calls it, too. */
export function watchTouches(before: () => void = () => {}): () => void {
  // The first touch after a long sleep must not count before the sleep was seen.
  // An effect that moves the focus is here before it ends, and must not depend on what is read here: it would run
  // again when the desk locks, and a dialog would open itself anew over the lock.
  const first = () =>
    untrack(() => {
      before()
      touch()
    })
  for (const event of events) addEventListener(event, first, { capture: true, passive: true })
  return () => {
    for (const event of events) removeEventListener(event, first, true)
  }
}

/** Watches for idleness, once a visit; returns how to stop. */
export function watchIdle(): () => void {
  touchedAt ||= Date.now()
  const look = () => {
    // Whoever touches one window of a desk is at the desk.
    const last = Math.max(touchedAt, lastTouch())
    const now = deskOffline.account && !lock.locked ? stageOf(Date.now() - last) : 'awake'
    state.warned = now === 'warned'
    if (now === 'locked') lock.close()
  }
  const stops = [
    watchTouches(look),
    onSessionLocked((askedAt) => {
      if (askedAt >= openedAt && !lock.locked) lock.close()
    }),
  ]
  addEventListener('storage', elsewhere)
  document.addEventListener('visibilitychange', look)
  const timer = setInterval(look, lookMs)
  return () => {
    for (const stop of stops) stop()
    removeEventListener('storage', elsewhere)
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
  }
}

const events = [
  ...['keydown', 'input', 'click', 'focusin', 'wheel'],
  ...['pointerdown', 'pointermove', 'touchstart'],
] as const

/** Another window of this desk was locked: the session that is locked is this one's, too. */
function elsewhere(): void {
  const { account } = deskOffline
  if (account && !deskOffline.locked && openPhone().read(locked) === account) lock.close()
}

function touch(isNew = false): void {
  if (lock.locked) return
  const now = Date.now()
  state.warned = false
  const isOld = now - touchedAt >= lookMs
  touchedAt = now
  // For other windows, and for a page that is opened later.
  if (isOld || isNew) openPhone().write(touched, now)
}

/** In any window of this desk, as far as it is known; a desk never touched was not left. */
function lastTouch(): number {
  const kept = openPhone().read(touched)
  return typeof kept === 'number' ? kept : Date.now()
}
