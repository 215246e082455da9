// The desk's shortcuts: parts of the page say what a key of `desk-keys.ts` does while they are shown; the page listens
// once. Single letters can be switched off (some people speak their letters, some rest a hand on the keyboard); scans
// go on.

import { flushSync } from 'svelte'
import { openPhone } from '../phone.ts'
import { deskKeys, type KeyName, type KeyPage, spokenKeys } from './desk-keys.ts'
import { hear, placeOf } from './hearing.ts'
import { lock } from './lock.svelte.ts'
import { openWedge } from './wedge.ts'

type Run = () => void

const runs = new Map<string, Run[]>()
const state = $state<{ on: boolean; page: KeyPage | undefined }>({ on: true, page: undefined })

export const shortcuts = {
  get on() {
    return state.on
  },
  set on(on: boolean) {
    state.on = on
    openPhone().write('desk-shortcuts', on)
  },
  /** The page that listens now; undefined where none does. */
  get page() {
    return state.page
  },
}

/** For `aria-keyshortcuts`: nothing while the key does nothing. */
export function keyOf(name: KeyName): string | undefined {
  return spokenKeys(name, state.on) || undefined
}

/** The same of a choice at a place from 0: its number. */
export function numberKeyOf(index: number): string | undefined {
  return state.on && index < 9 ? `${index + 1}` : undefined
}

/** Says what a key does; for an `$effect`, whose end takes it away. The latest part to say so has it. */
export function onKey(name: KeyName, run: Run): () => void {
  return bind(deskKeys[name].keys, run)
}

/** Says what the keys 1 to 9 do, as far as there are choices; `run` gets their place from 0. For an `$effect`. */
export function onNumbers(
  name: 'mark' | 'choose' | 'case-answer',
  choices: number,
  run: (index: number) => void,
): () => void {
  const keys = deskKeys[name].keys.slice(0, choices)
  const stops = keys.map((key, index) => bind([key], () => run(index)))
  return () => {
    for (const stop of stops) stop()
  }
}

function bind(keys: readonly string[], run: Run): () => void {
  // Two parts may bring the same function: each takes away its own entry alone.
  const own: Run = () => run()
  for (const key of keys) runs.set(key, [...(runs.get(key) ?? []), own])
  return () => {
    for (const key of keys) {
      const others = (runs.get(key) ?? []).filter((one) => one !== own)
      runs.set(key, others)
    }
  }
}

/** Listens, once a page; returns how to stop. Pages that receive nobody do nothing with a scan. */
export function watchKeys(page: KeyPage, onScan: (text: string) => void = () => {}): () => void {
  state.on = openPhone().read('desk-shortcuts') !== false
  state.page = page
  const wedge = openWedge({
    // The space bar is no letter that somebody speaks or a resting hand types.
    onKey: (key) => {
      if (state.on || key === ' ') press(key.toLowerCase())
    },
    onScan,
  })

  function down(event: KeyboardEvent): void {
    const heard = hear(event, placeOf(event.target))
    if (heard === 'field') endScanIn(event)
    else if (heard === 'held') event.preventDefault()
    else if (heard === 'enter') enter(event)
    else if (heard === 'named') named(event)
    else if (heard === 'letter') letter(event)
  }

  function letter(event: KeyboardEvent): void {
    wedge.type(event.key)
    event.preventDefault()
  }

  /** A scan's Enter presses nothing; on a button or link, Enter is theirs. */
  function enter(event: KeyboardEvent): void {
    const wasScan = wedge.enter()
    const isTheirs = placeOf(event.target) === 'control'
    if (wasScan || (!isTheirs && press('enter'))) event.preventDefault()
  }

  function named(event: KeyboardEvent): void {
    if (press(event.key.toLowerCase())) event.preventDefault()
  }

  /** A pass scanned while a note or a reason has the keyboard: it is taken out again, and Enter sends nothing. */
  function endScanIn(event: KeyboardEvent): void {
    const { key, target: field } = event
    if (key !== 'Enter' || !isText(field) || field.type === 'search') return
    const [scanned] = scannedToken.exec(field.value) ?? []
    if (!scanned) return
    event.preventDefault()
    event.stopPropagation()
    field.value = field.value.slice(0, -scanned.length)
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    onScan(scanned)
  }

  // A locked desk does nothing that it does not show, nor does one behind a dialog that holds the keyboard.
  const heard = (event: KeyboardEvent) => {
    if (!lock.locked && !document.querySelector('dialog:modal')) down(event)
  }

  // Before the fields' own listeners, so that a scan's Enter never reaches them.
  addEventListener('keydown', heard, true)
  addEventListener('click', letGo)
  return () => {
    if (state.page === page) state.page = undefined
    removeEventListener('keydown', heard, true)
    removeEventListener('click', letGo)
  }
}

/**
 * Who points at a button and then types means the desk: Enter must record, and not press that button again. A press by
 * the keyboard (it has no clicks) leaves the keyboard where it is.
 */
function letGo({ detail, target }: MouseEvent): void {
  const button = target instanceof Element && target.closest('button')
  if (detail > 0 && button) button.blur()
}

/** A pass's token at the end of what stands in a field. */
const scannedToken = /garita\d+\.[\w~.-]+$/

function press(key: string): boolean {
  const run = runs.get(key)?.at(-1)
  run?.()
  // Keys pressed in a hurry arrive together, and each may change what the next one means.
  flushSync()
  return run !== undefined
}

function isText(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
