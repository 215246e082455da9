// Whether what explains each field is shown while somebody is written down; kept on this computer.

import { openPhone } from '../phone.ts'

const name = 'desk-hints'
const state = $state({ shown: false })

export const hints = {
  get shown() {
    return state.shown
  },
  set shown(shown: boolean) {
    state.shown = shown
    openPhone().write(name, shown)
  },
  turn(): void {
    this.shown = !state.shown
  },
  /** At the start of a visit. */
  recall(): void {
    state.shown = openPhone().read(name) === true
  },
}
