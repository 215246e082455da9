import type { GroupKey } from './group-key.ts'

/** Keys kept open in memory: the least recently used goes first, and none stays past its age. */
export class OpenedKeys {
  readonly #limit: number
  readonly #maxAgeMs: number
  readonly #keys = new Map<string, { key: GroupKey; since: number }>()
  #drops = 0

  /** @param maxAgeMs how long another server's `destroy` may go unnoticed; none by default. */
  constructor(limit: number, maxAgeMs = Number.POSITIVE_INFINITY) {
    this.#limit = limit
    this.#maxAgeMs = maxAgeMs
  }

  find(id: string): GroupKey | undefined {
    const held = this.#keys.get(id)
    if (!held) return undefined
    this.#keys.delete(id)
    if (performance.now() - held.since > this.#maxAgeMs) return undefined
    this.#keys.set(id, held)
    return held.key
  }

  /**
   * The key by `read`, read again where any key was dropped meanwhile: what a slow read brings
   * back may have been destroyed since.
   */
  async findOrRead(id: string, read: () => Promise<GroupKey>): Promise<GroupKey> {
    const held = this.find(id)
    if (held) return held
    for (;;) {
      const drops = this.#drops
      const key = await read()
      if (drops === this.#drops) return this.keep(id, key)
    }
  }

  keep(id: string, key: GroupKey): GroupKey {
    this.#keys.set(id, { key, since: performance.now() })
    const oldest = this.#keys.keys().next()
    if (this.#keys.size > this.#limit && !oldest.done) this.#keys.delete(oldest.value)
    return key
  }

  /** To be called after the key was destroyed, not before. */
  drop(id: string): void {
    this.#drops += 1
    this.#keys.delete(id)
  }
}
