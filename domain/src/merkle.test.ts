import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merkleRoot, merkleTree } from './merkle.ts'

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
