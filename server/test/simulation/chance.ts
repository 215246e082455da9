// Chance of the simulation: the same seed, the same life, so that a list that fails can be run again.

import { createHash } from 'node:crypto'

export type Chance = {
  /** From 0 up to, but not including, `count`. */
  below(count: number): number
  pick<Item>(items: readonly Item[]): Item | undefined
  /** True one time in `count`. */
  oneIn(count: number): boolean
}

export function chanceOf(seed: string): Chance {
  let drawn = 0
  const next = () => createHash('sha256').update(`${seed} ${drawn++}`).digest().readUInt32BE()
  const below = (count: number) => next() % Math.max(1, count)
  return {
    below,
    pick: (items) => items[below(items.length)],
    oneIn: (count) => below(count) === 0,
  }
}

/** Bytes that come out alike at each run; for ids and codes, never for secrets outside a test. */
export function bytesFrom(seed: string): (count: number) => Buffer {
  let made = 0
  return (count) => {
    const parts: Buffer[] = []
    for (let bytes = 0; bytes < count; bytes += 32) {
      parts.push(createHash('sha256').update(`${seed} ${made++}`).digest())
    }
    return Buffer.concat(parts).subarray(0, count)
  }
}

/** A UUID (version 8) out of such bytes. */
export function idsFrom(seed: string): () => string {
  const bytes = bytesFrom(`${seed} ids`)
  return () => {
    const hex = bytes(16).toString('hex')
    const parts = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `8${hex.slice(13, 16)}`,
      `a${hex.slice(17, 20)}`,
    ]
    return [...parts, hex.slice(20, 32)].join('-')
  }
}
