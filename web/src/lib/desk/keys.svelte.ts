// The desk's shortcuts: parts of the page say what a key does while they are shown; the page listens once. Single
// letters can be switched off (some people speak their letters, some rest a hand on the keyboard); scans go on.

import { flushSync } from 'svelte'
import { openPhone } from '../phone.ts'
import { lock } from './lock.svelte.ts'
import { openWedge } from './wedge.ts'

type Run = () => void

const runs = new Map<string, Run[]>()
const state = $state({ on: true })

export const shortcuts = {
  get on() {
    return state.on
  },
  set on(on: boolean) {
    state.on = on
    openPhone().write('desk-shortcuts', on)
  },
}

/** Says what a key does; for an `$effect`, whose end takes it away. The latest part to say so has it. */
export function onKey(key: string, run: Run): () => void {
  // Two parts may bring the same function: each takes away its own entry alone.
  const own: Run = () => run()
  runs.set(key, [...(runs.get(key) ?? []), own])
  return () => {
    runs.set(
      key,
      (runs.get(key) ?? []).filter((one) => one !== own),
    )
  }
}

/** Says what the keys 1 to 9 do, as far as there are choices; `run` gets their place from 0. For an `$effect`. */
export function onNumbers(choices: number, run: (index: number) => void): () => void {
  const stops = Array.from({ length: Math.min(choices, 9) }, (_, index) =>
    onKey(`${index + 1}`, () => run(index)),
  )
  return () => {
    for (const stop of stops) stop()
  }
}

/** Listens, once a page; returns how to stop. */
export function watchKeys(onScan: (text: string) => void): () => void {
  state.on = openPhone().read('desk-shortcuts') !== false
  const wedge = openWedge({
    // The space bar is no letter that somebody speaks or a resting hand types.
    onKey: (key) => {
      if (state.on || key === ' ') press(key.toLowerCase())
    },
    onScan,
  })

  function down(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    if (isField(event.target)) endScanIn(event)
    else if (isHeldDown(event)) event.preventDefault()
    else if (event.key === 'Enter') enter(event)
    else if (event.key.length > 1) named(event)
    else letter(event)
  }

  function letter(event: KeyboardEvent): void {
    if (event.key === ' ' && isTheirs(event.target)) return
    wedge.type(event.key)
    event.preventDefault()
  }

  /** A scan's Enter presses nothing; on a button or link, Enter is theirs. */
  function enter(event: KeyboardEvent): void {
    const wasScan = wedge.enter()
    if (wasScan || (!isTheirs(event.target) && press('enter'))) event.preventDefault()
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

  // A locked desk does nothing that it does not show.
  const heard = (event: KeyboardEvent) => {
    if (!lock.locked) down(event)
  }

  // Before the fields' own listeners, so that a scan's Enter never reaches them.
  addEventListener('keydown', heard, true)
  addEventListener('click', letGo)
  return () => {
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

/** A key held down presses once: nobody is decided on by a hand that rests on Enter. */
function isHeldDown({ repeat, key }: KeyboardEvent): boolean {
  return repeat && (key === 'Enter' || key === ' ')
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

/** What a key presses that is held by the keyboard: Enter and the space bar are its own. */
function isTheirs(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, input') !== null
}

/** Where letters are text. A tick box takes no letters. */
function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
