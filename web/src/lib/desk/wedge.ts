// Keys pressed outside any field. A scanner is a keyboard that types a whole code at once and ends
// with Enter, so a burst of keys is a scan and a single key is a shortcut. A shortcut therefore
// waits for the length of one pause before it counts: a scan must never decide about a person.

export type WedgeHeard = {
  /** A shortcut: one key pressed by a person. */
  readonly onKey: (key: string) => void
  /** Everything that a scanner typed, without its Enter. */
  readonly onScan: (text: string) => void
}

export type Wedge = {
  /** Takes one printable key. */
  type(key: string): void
  /** Takes Enter. True where it ended a scan, so that it must press nothing else. */
  enter(): boolean
}

/** Scanners send a key every 1–30 ms, and a busy browser hands them on late; nobody feels a tenth of a second. */
export const pauseMs = 90
/** What has become a scan may stutter. */
const scanPauseMs = 400
/** No code of ours is shorter, and no two or three shortcuts in a hurry are longer. */
const shortestScan = 6

/** `later` runs a task after so many milliseconds and gives how to call it off; tests bring their own. */
export function openWedge(
  { onKey, onScan }: WedgeHeard,
  later: (task: () => void, ms: number) => () => void = byTimer,
): Wedge {
  let typed = ''
  let callOff = () => {}

  function settle(): void {
    callOff()
    const keys = [...typed]
    typed = ''
    // A broken scan is nobody's wish.
    if (keys.length < shortestScan) for (const key of keys) onKey(key)
  }

  return {
    type(key) {
      callOff()
      typed += key
      callOff = later(settle, typed.length < shortestScan ? pauseMs : scanPauseMs)
    },
    enter() {
      if (typed.length < shortestScan) {
        settle()
        return false
      }
      callOff()
      const text = typed
      typed = ''
      onScan(text)
      return true
    },
  }
}

function byTimer(task: () => void, ms: number): () => void {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}
