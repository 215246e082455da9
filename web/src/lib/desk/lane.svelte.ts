// The lane of this desk, kept on its computer: where numbers are called to.

import { openPhone } from '../phone.ts'

const name = 'desk-lane'
const state = $state<{ number: number | undefined }>({ number: undefined })

export const lane = {
  get number() {
    return state.number
  },
  /** At the start of a visit. */
  recall(): void {
    const kept = openPhone().read(name)
    state.number = typeof kept === 'number' ? kept : undefined
  },
  /** As typed; nothing where it is no lane from 1 to 99. */
  choose(typed: string): void {
    state.number = /^[1-9]\d?$/.test(typed.trim()) ? Number(typed) : undefined
    if (state.number === undefined) openPhone().remove(name)
    else openPhone().write(name, state.number)
  },
}
