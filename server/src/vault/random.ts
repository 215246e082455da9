// Random bytes a few at a time. Asking the system for 16 bytes costs as much as for 8,192 (5 µs), so
// they are taken out of a larger piece, each byte once, and wiped where they were.

import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 8_192

/** Gives `count` random bytes; large counts come straight from the system. */
export function pooledRandomBytes(): (count: number) => Buffer {
  const pool = Buffer.alloc(POOL_BYTES)
  let used = POOL_BYTES

  return (count) => {
    if (count > POOL_BYTES / 16) return randomFillSync(Buffer.alloc(count))
    if (used + count > POOL_BYTES) {
      randomFillSync(pool)
      used = 0
    }
    const bytes = Buffer.from(pool.subarray(used, used + count))
    pool.fill(0, used, used + count)
    used += count
    return bytes
  }
}
