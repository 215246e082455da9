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
    add(leaf) {
      count += 1
      roots.push(sha256(joined(leafMark, leaf)))
      sizes.push(1)
      while (sizes.length > 1 && sizes.at(-1) === sizes.at(-2)) merge()
    },
    count: () => count,
    root() {
      const [last, ...before] = roots.toReversed()
      if (!last) return sha256(new Uint8Array())
      return before.reduce((right, left) => sha256(joined(nodeMark, left, right)), last)
    },
  }

  function merge(): void {
    const right = roots.pop() ?? new Uint8Array()
    const left = roots.pop() ?? new Uint8Array()
    const size = (sizes.pop() ?? 0) + (sizes.pop() ?? 0)
    roots.push(sha256(joined(nodeMark, left, right)))
    sizes.push(size)
  }
}

/** The root over these leaves, in their order. */
export function merkleRoot(leaves: Iterable<Uint8Array>, sha256: Hash): Uint8Array {
  const tree = merkleTree(sha256)
  for (const leaf of leaves) tree.add(leaf)
  return tree.root()
}

const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let start = 0
  for (const part of parts) {
    whole.set(part, start)
    start += part.length
  }
  return whole
}
