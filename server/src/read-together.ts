// What many people ask for at once is read at once. Whoever asks while a reading is under way rides in the next one, so
// that everybody sees what was written before they asked; alone, nobody waits. In a rush the readings grow instead of
// their number: what a thousand phones ask every second costs little more than what ten do.

type Waiting<V> = {
  readonly name: string
  readonly resolve: (value: V) => void
  readonly reject: (fault: unknown) => void
}

/** Names in one reading; more ride in the one after. */
const readAtOnce = 128

/** A reading that takes longer is given up, so that the next ones go on: its connection may be gone. */
const patienceMsDefault = 10_000

/**
 * One for whatever is read by a name.
 * @param read answers each of the names; where it throws, each call of that reading does.
 */
export function openReader<V>(
  read: (names: readonly string[]) => Promise<ReadonlyMap<string, V>>,
  patienceMs = patienceMsDefault,
): (name: string) => Promise<V> {
  let waiting: Waiting<V>[] = []
  let isReading = false

  async function readOn(): Promise<void> {
    isReading = true
    // One turn of the event loop, so that calls read from sockets in this turn ride along.
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const now = waiting.slice(0, readAtOnce)
      waiting = waiting.slice(readAtOnce)
      await answer(now)
    }
    isReading = false
  }

  async function answer(all: readonly Waiting<V>[]): Promise<void> {
    try {
      const names = [...new Set(all.map(({ name }) => name))]
      const values = await within(patienceMs, read(names))
      for (const { name, resolve, reject } of all) {
        const value = values.get(name)
        if (value === undefined) reject(new Error('a reading left out a name'))
        else resolve(value)
      }
    } catch (fault) {
      for (const { reject } of all) reject(fault)
    }
  }

  return (name) =>
    new Promise((resolve, reject) => {
      waiting.push({ name, resolve, reject })
      if (!isReading) void readOn()
    })
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('a reading took too long')), milliseconds)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
