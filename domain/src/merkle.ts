// A Merkle tree (RFC 9162, section 2.1) puts any number of lines under one short root: whoever
// knows the root sees that a line was changed, left out or put in between. Leaves and inner nodes
// are hashed with different first bytes, so that no inner node can pass for a line.
// The tree is built while the lines go by and keeps one hash a level, never the lines.
// SHA-256 comes in as an argument: browsers and the server have it under different names.

/** SHA-256: any bytes in, 32 bytes out. */
export type Hash = (bytes: Uint8Array) => Uint8Array

export type MerkleTree = {
  /** Adds the next leaf. */
  add(leaf: Uint8Array): void
  /** Adds the next leaf by its hash, where that alone is known. */
  addHash(leafHash: Uint8Array): void
  /** Leaves so far. */
  count(): number
  /** The root over the leaves so far, 32 bytes; of none, the hash of nothing. */
  root(): Uint8Array
}

/** An empty tree. [Z1] Its root depends on every leaf and on their order. */
export function merkleTree(sha256: Hash): MerkleTree {
  // The roots of the full subtrees so far, largest first; `sizes` says how many leaves each has.
  const roots: Uint8Array[] = []
  const sizes: number[] = []
  let count = 0

  return {
    add: (leaf) => addHash(leafHash(leaf, sha256)),
    addHash,
    count: () => count,
    root() {
      if (roots.length === 0) return sha256(new Uint8Array())
      return roots.reduceRight((right, left) => nodeHash(left, right, sha256))
    },
  }

  function addHash(hash: Uint8Array): void {
    count += 1
    roots.push(hash)
    sizes.push(1)
    while (sizes.length > 1 && sizes.at(-1) === sizes.at(-2)) merge()
  }

  function merge(): void {
    const right = roots.pop() ?? new Uint8Array()
    const left = roots.pop() ?? new Uint8Array()
    const size = (sizes.pop() ?? 0) + (sizes.pop() ?? 0)
    roots.push(nodeHash(left, right, sha256))
    sizes.push(size)
  }
}

/** The root over these leaves, in their order. */
export function merkleRoot(leaves: Iterable<Uint8Array>, sha256: Hash): Uint8Array {
  const tree = merkleTree(sha256)
  for (const leaf of leaves) tree.add(leaf)
  return tree.root()
}

/** The hash of one leaf, as it stands at the foot of the tree. */
export function leafHash(leaf: Uint8Array, sha256: Hash): Uint8Array {
  const marked = new Uint8Array(1 + leaf.length)
  marked[0] = leafMark
  marked.set(leaf, 1)
  return sha256(marked)
}

/** Leaves of every part but the last: a power of two, so that each part is a subtree of its own. */
export const partLeaves = 8192

/**
 * [D18] The audit path (RFC 9162, section 2.1.3) of the leaf at `index`, from 0, out of the leaves
 * of its own part and the roots of all parts; every part but the last holds `partLeaves` leaves. So
 * a proof needs one part of a file and never the whole.
 */
export function inclusionPath(
  index: number,
  part: readonly Uint8Array[],
  partRoots: readonly Uint8Array[],
  sha256: Hash,
): Uint8Array[] {
  const hashes = part.map((leaf) => leafHash(leaf, sha256))
  const within = pathAmong(index % partLeaves, hashes, sha256)
  return [...within, ...pathAmong(Math.floor(index / partLeaves), partRoots, sha256)]
}

/**
 * [D18] Whether `leaf` is the one at `index`, from 0, of the `size` leaves under `root`, by its audit
 * path (RFC 9162, section 2.1.3.2).
 */
export function includes(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
  sha256: Hash,
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false
  let node = index
  let last = size - 1
  let hash = leafHash(leaf, sha256)
  for (const beside of path) {
    if (last === 0) return false
    const isRight = node % 2 === 1 || node === last
    hash = isRight ? nodeHash(beside, hash, sha256) : nodeHash(hash, beside, sha256)
    // A last node without a neighbour moves up, unhashed, until it has one on its left.
    const width = isRight ? 2 * largestPowerIn(node) : 2
    node = Math.floor(node / width)
    last = Math.floor(last / width)
  }
  return last === 0 && hash.length === root.length && hash.every((byte, at) => byte === root[at])
}

/** The path of one node up to the root over nodes of the same height, the nearest first. */
function pathAmong(index: number, nodes: readonly Uint8Array[], sha256: Hash): Uint8Array[] {
  if (index < 0 || index >= nodes.length) throw new RangeError('no such leaf')
  if (nodes.length === 1) return []
  const split = largestPowerBelow(nodes.length)
  const [near, far] = [nodes.slice(0, split), nodes.slice(split)]
  return index < split
    ? [...pathAmong(index, near, sha256), rootAmong(far, sha256)]
    : [...pathAmong(index - split, far, sha256), rootAmong(near, sha256)]
}

/** The root over nodes of the same height; of the last part's root, if it is lower, likewise. */
function rootAmong(nodes: readonly Uint8Array[], sha256: Hash): Uint8Array {
  const tree = merkleTree(sha256)
  for (const node of nodes) tree.addHash(node)
  return tree.root()
}

/** The largest power of two that divides `count`, which is not 0. */
function largestPowerIn(count: number): number {
  let power = 1
  while (count % (power * 2) === 0) power *= 2
  return power
}

function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

const leafMark = 0
const nodeMark = 1
const hashBytes = 32

function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Hash): Uint8Array {
  const node = new Uint8Array(1 + 2 * hashBytes)
  node[0] = nodeMark
  node.set(left, 1)
  node.set(right, 1 + hashBytes)
  return sha256(node)
}
