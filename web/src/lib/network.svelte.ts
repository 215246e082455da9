// Whether there is a network, and what waits for one. Browsers know "no network" surely and "network" hardly, so
// `offline` only ever says the former; a send that gets no answer says the rest.

import { openOutbox, type Waiting } from './outbox.ts'

const state = $state<{ offline: boolean; outbox: Waiting[] }>({ offline: false, outbox: [] })

/** The one outbox of the page. */
export const outbox = openOutbox()

export const network = {
  get offline() {
    return state.offline
  },
  /** The acts that wait, were sent, or were refused; newest last. */
  get outbox() {
    return state.outbox
  },
  get waiting() {
    return state.outbox.filter((entry) => entry.state === 'waiting').length
  },
}

/** Starts to listen, once a visit, from the layout; returns how to stop. */
export function watchNetwork(): () => void {
  const changed = () => {
    state.offline = !navigator.onLine
    if (navigator.onLine) void outbox.flush()
  }
  const shown = () => {
    if (document.visibilityState === 'visible') changed()
  }
  const stop = outbox.watch((list) => {
    state.outbox = list
  })
  addEventListener('online', changed)
  addEventListener('offline', changed)
  document.addEventListener('visibilitychange', shown)
  changed()
  return () => {
    stop()
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
    document.removeEventListener('visibilitychange', shown)
  }
}
