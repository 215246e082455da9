// The Merkle tree of RFC 9162 over the lines of a part, by the machine's own SHA-256 (0.4 µs a
// hash) and in one buffer. A node without a neighbour goes up as it is, which is the same tree as
// that of `@garita/domain/merkle`: a test compares them.

import { hash } from 'node:crypto'

/** Bytes of a hash. */
export const hashBytes = 32

/** SHA-256 of `bytes` into `into` from `at` on. As latin1 text, which is three times as quick. */
export function hashInto(bytes: Uint8Array, into: Buffer, at: number): void {
  into.write(hash('sha256', bytes, 'binary'), at, hashBytes, 'latin1')
}

/** The root over `count` hashes that stand one after the other; what is in `hashes` is used up. */
export function foldRoot(hashes: Buffer, count: number): Buffer {
  if (count === 0) return Buffer.from(hash('sha256', '', 'buffer'))
  const node = Buffer.alloc(1 + 2 * hashBytes)
  node[0] = 1
  for (let left = count; left > 1; left = Math.ceil(left / 2)) {
    for (let pair = 0; pair < left >> 1; pair++) {
      hashes.copy(node, 1, 2 * pair * hashBytes, (2 * pair + 2) * hashBytes)
      hashInto(node, hashes, pair * hashBytes)
    }
    if (left % 2 === 1) {
      hashes.copyWithin((left >> 1) * hashBytes, (left - 1) * hashBytes, left * hashBytes)
    }
  }
  return Buffer.from(hashes.subarray(0, hashBytes))
}
