import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { includes, inclusionPath, leafHash, merkleRoot, merkleTree, partLeaves } from './merkle.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

// The reference vectors of Certificate Transparency, whose tree RFC 9162 keeps.
const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => Buffer.from(text, 'hex'))
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** The definition of RFC 9162, written down as it stands there. */
function asDefined(inputs: readonly Uint8Array[]): Uint8Array {
  const [only] = inputs
  if (!only) return sha256(new Uint8Array())
  if (inputs.length === 1) return sha256(Buffer.concat([Buffer.of(0), only]))
  const split = 2 ** Math.ceil(Math.log2(inputs.length) - 1)
  const left = asDefined(inputs.slice(0, split))
  return sha256(Buffer.concat([Buffer.of(1), left, asDefined(inputs.slice(split))]))
}

describe('the Merkle tree', () => {
  it.each(roots.map((root, count) => ({ count, root })))(
    'gives the reference root over $count leaves',
    ({ count, root }) => {
      expect(hex(merkleRoot(leaves.slice(0, count), sha256))).toBe(root)
    },
  )

  it('agrees with the definition for any leaves', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 70 }), (inputs) => {
        expect(hex(merkleRoot(inputs, sha256))).toBe(hex(asDefined(inputs)))
      }),
    )
  })

  it('[Z1] another order, a changed line or one line fewer gives another root', () => {
    const lines = ['one', 'two', 'three', 'four', 'five'].map((text) => Buffer.from(text))
    const whole = hex(merkleRoot(lines, sha256))
    const swapped = lines.with(1, lines[2] ?? Buffer.alloc(0)).with(2, lines[1] ?? Buffer.alloc(0))
    expect(hex(merkleRoot(swapped, sha256))).not.toBe(whole)
    expect(hex(merkleRoot(lines.with(3, Buffer.from('Four')), sha256))).not.toBe(whole)
    expect(hex(merkleRoot(lines.slice(0, 4), sha256))).not.toBe(whole)
  })

  it('counts its leaves and can go on after a root was read', () => {
    const tree = merkleTree(sha256)
    for (const [index, leaf] of leaves.entries()) {
      expect(tree.count()).toBe(index)
      expect(hex(tree.root())).toBe(roots[index])
      tree.add(leaf)
    }
    expect(hex(tree.root())).toBe(roots.at(-1))
  })
})

describe('an audit path', () => {
  const counted = (count: number) =>
    Array.from({ length: count }, (_, i) => Buffer.from(`line ${i}`))
  /** As files are kept: cut into parts, each with the root over its own leaves. */
  function pathOf(inputs: readonly Uint8Array[], index: number): Uint8Array[] {
    const parts = Array.from({ length: Math.ceil(inputs.length / partLeaves) }, (_, i) =>
      inputs.slice(i * partLeaves, (i + 1) * partLeaves),
    )
    const roots = parts.map((part) => merkleRoot(part, sha256))
    return inclusionPath(index, parts[Math.floor(index / partLeaves)] ?? [], roots, sha256)
  }
  /** The definition of RFC 9162, section 2.1.3.1. */
  function asDefinedPath(inputs: readonly Uint8Array[], index: number): Uint8Array[] {
    if (inputs.length === 1) return []
    const split = 2 ** Math.ceil(Math.log2(inputs.length) - 1)
    const [near, far] = [inputs.slice(0, split), inputs.slice(split)]
    return index < split
      ? [...asDefinedPath(near, index), asDefined(far)]
      : [...asDefinedPath(far, index - split), asDefined(near)]
  }
  const hexes = (path: readonly Uint8Array[]) => path.map(hex)

  it('[D18] is the one that the RFC defines, and leads to the root from every leaf', () => {
    for (let count = 1; count <= 40; count += 1) {
      const inputs = counted(count)
      const root = merkleRoot(inputs, sha256)
      for (const [index, leaf] of inputs.entries()) {
        const path = pathOf(inputs, index)
        expect(hexes(path)).toEqual(hexes(asDefinedPath(inputs, index)))
        expect(includes(leaf, index, count, path, root, sha256)).toBe(true)
      }
    }
  })

  it('[D18] comes out of one part and the roots of all', () => {
    for (const count of [partLeaves + 1, partLeaves * 2 + 17]) {
      const inputs = counted(count)
      const root = merkleRoot(inputs, sha256)
      for (const index of [partLeaves - 1, count - 1]) {
        const path = pathOf(inputs, index)
        expect(hexes(path)).toEqual(hexes(asDefinedPath(inputs, index)))
        expect(includes(inputs[index] ?? Buffer.of(), index, count, path, root, sha256)).toBe(true)
      }
    }
  })

  it('[D18] does not fit another leaf, place, number of leaves, root or path', () => {
    const inputs = counted(23)
    const root = merkleRoot(inputs, sha256)
    const other = merkleRoot(counted(22), sha256)
    for (const [index, leaf] of inputs.entries()) {
      const path = pathOf(inputs, index)
      const right = { leaf, index, size: 23, path, root }
      const fits = (changed: { [key in keyof typeof right]?: (typeof right)[key] }) => {
        const given = { ...right, ...changed }
        return includes(given.leaf, given.index, given.size, given.path, given.root, sha256)
      }
      expect(fits({})).toBe(true)
      expect(fits({ leaf: Buffer.from('another line') })).toBe(false)
      expect(fits({ index: index + 1 })).toBe(false)
      expect(fits({ index: index - 1 })).toBe(false)
      expect(fits({ size: index })).toBe(false)
      expect(fits({ size: 64 })).toBe(false)
      expect(fits({ path: path.slice(1) })).toBe(false)
      expect(fits({ path: [...path, root] })).toBe(false)
      expect(fits({ root: other })).toBe(false)
    }
  })

  it('[D18] has no place beyond the leaves', () => {
    expect(() => inclusionPath(5, counted(5), [Buffer.alloc(32)], sha256)).toThrow(RangeError)
  })

  it('takes leaves by their hash alone', () => {
    const tree = merkleTree(sha256)
    for (const leaf of leaves) tree.addHash(leafHash(leaf, sha256))
    expect(hex(tree.root())).toBe(roots.at(-1))
  })
})
