// Bytes that come from elsewhere, for one who reads them in order. Who brings them may wait until
// they were read, so that no more lie about than one is reading.

export class Feed implements AsyncIterable<Uint8Array> {
  #waits: boolean
  readonly #parts: (Uint8Array | null)[] = []
  #read: (() => void) | undefined
  #came: (() => void) | undefined

  /** @param waits whether who brings bytes waits until they were read. */
  constructor(waits: boolean) {
    this.#waits = waits
  }

  /** The next bytes; null at the end. */
  async take(bytes: Uint8Array | null): Promise<void> {
    this.#parts.push(bytes)
    this.#came?.()
    if (!this.#waits || bytes === null) return
    await new Promise<void>((resolve) => {
      this.#read = resolve
    })
  }

  /** Nobody waits any more for these bytes to be read. */
  release(): void {
    this.#waits = false
    this.#read?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const part = this.#parts.shift()
      if (part === null) return
      if (!part) {
        await this.#next()
        continue
      }
      yield part
      this.#read?.()
    }
  }

  async #next(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#came = resolve
    })
    this.#came = undefined
  }
}
