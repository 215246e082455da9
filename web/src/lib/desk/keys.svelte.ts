// The desk's shortcuts: parts of the page say what a key does while they are shown; the page listens once. Single
// letters can be switched off (some people speak their letters, some rest a hand on the keyboard); scans go on.

import { flushSync } from 'svelte'
import { openPhone } from '../phone.ts'
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
  const list = runs.get(key) ?? []
  runs.set(key, [...list, run])
  return () => {
    runs.set(
      key,
      (runs.get(key) ?? []).filter((one) => one !== run),
    )
  }
}

/** Listens, once a page; returns how to stop. */
export function watchKeys(onScan: (text: string) => void): () => void {
  state.on = openPhone().read('desk-shortcuts') !== false
  const wedge = openWedge({
    onKey: (key) => {
      if (state.on) press(key.toLowerCase())
    },
    onScan,
  })

  function down(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    if (isField(event.target)) endScanIn(event)
    else if (event.key === 'Enter') enter(event)
    else if (event.key.length > 1) named(event)
    else if (event.key !== ' ') {
      wedge.type(event.key)
      event.preventDefault()
    }
  }

  /** A scan's Enter presses nothing; on a button or link, Enter is theirs. */
  function enter(event: KeyboardEvent): void {
    const wasScan = wedge.enter()
    const isTheirs = event.target instanceof Element && event.target.closest('a, button, summary')
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

  // Before the fields' own listeners, so that a scan's Enter never reaches them.
  addEventListener('keydown', down, true)
  addEventListener('click', letGo)
  return () => {
    removeEventListener('keydown', down, true)
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

/** Where letters are text. A tick box takes no letters. */
function isField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
