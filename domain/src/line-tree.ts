// The same Merkle tree as in `merkle.ts`, for the millions of lines of a draw's files: leaves and
// nodes are hashed where they stand, in one room, and nothing is made for a line. With the general
// tree a check spent two thirds of a file's time on making small arrays. A test compares the two.

import { copyBytes } from './byte-order.ts'
import { type HashInto, sha256Into } from './sha256.ts'

export type LineTree = {
  /** [Z1] Adds the line whose bytes stand in `bytes` from `start` to before `end`. */
  add(bytes: Uint8Array, start: number, end: number): void
  /** Adds a leaf by its hash, 32 bytes in `hashes` from `at` on. */
  addHash(hashes: Uint8Array, at: number): void
  /** The root over the leaves so far, 32 bytes; of none, the hash of nothing. */
  root(): Uint8Array
}

const hashBytes = 32
/** As many leaves as bits: far more than there are lines. */
const heightLimit = 53

export function lineTree(hashInto: HashInto = sha256Into): LineTree {
  // The roots of the full subtrees so far, largest first: so two that merge stand side by side.
  const roots = new Uint8Array((heightLimit + 1) * hashBytes)
  const leafInto = leafMaker(hashInto)
  let height = 0
  let count = 0

  return {
    add(bytes, start, end) {
      leafInto(bytes, start, end, roots, height * hashBytes)
      added()
    },
    addHash(hashes, at) {
      copyBytes(hashes, at, roots, height * hashBytes, hashBytes)
      added()
    },
    root() {
      const root = new Uint8Array(hashBytes)
      if (height === 0) {
        hashInto(root, 0, root, 0)
        return root
      }
      const left = roots.slice(0, height * hashBytes)
      for (let at = (height - 2) * hashBytes; at >= 0; at -= hashBytes) nodeInto(hashInto, left, at)
      root.set(left.subarray(0, hashBytes))
      return root
    },
  }

  /** As many merges as the count ends with zero bits. */
  function added(): void {
    height += 1
    count += 1
    for (let rest = count; rest % 2 === 0; rest /= 2) {
      height -= 1
      nodeInto(hashInto, roots, (height - 1) * hashBytes)
    }
  }
}

// What is hashed, behind its mark: a line behind 0, two hashes behind 1.
let leaf = new Uint8Array(1 + 2048)
const node = new Uint8Array(1 + 2 * hashBytes)
node[0] = 1

/** A maker of leaves: of the line in `bytes` from `start` to before `end`, into `into` from `at` on. */
export type LeafInto = (
  bytes: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
  at: number,
) => void

export const leafMaker =
  (hashInto: HashInto = sha256Into): LeafInto =>
  (bytes, start, end, into, at) => {
    const length = end - start
    if (length >= leaf.length) leaf = new Uint8Array(1 + length)
    copyBytes(bytes, start, leaf, 1, length)
    hashInto(leaf, 1 + length, into, at)
  }

/** Two hashes side by side become their node, in the place of the first. */
function nodeInto(hashInto: HashInto, hashes: Uint8Array, at: number): void {
  copyBytes(hashes, at, node, 1, 2 * hashBytes)
  hashInto(node, node.length, hashes, at)
}
