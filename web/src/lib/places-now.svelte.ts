import { type Asked, ask } from './perform.ts'
import type { OpenPlaces } from './slot-choices.ts'

/** Milliseconds between two looks; the server's answer is itself some seconds old. */
const pause = 60_000

/** Open places as of the last look; `asked` is the last look's outcome, for telling that one failed. */
export type PlacesNow = {
  readonly places: OpenPlaces | undefined
  readonly asked: Asked<'open-places'> | undefined
  look(): Promise<void>
  /** Looks each minute while the page is visible; returns how to stop. Call it in an `$effect`. */
  watch(): () => void
}

/** Open places of all ports, refreshed quietly: what is shown stays while no newer answer is there. */
export function placesNow(): PlacesNow {
  let places = $state.raw<OpenPlaces>()
  let asked = $state.raw<Asked<'open-places'>>()

  async function look(): Promise<void> {
    const found = await ask('open-places')
    asked = found
    if (found.kind === 'answered') places = found.answer
  }

  return {
    get places() {
      return places
    },
    get asked() {
      return asked
    },
    look,
    watch() {
      const visible = () => {
        if (document.visibilityState === 'visible') void look()
      }
      void look()
      const timer = setInterval(visible, pause)
      document.addEventListener('visibilitychange', visible)
      return () => {
        clearInterval(timer)
        document.removeEventListener('visibilitychange', visible)
      }
    },
  }
}
