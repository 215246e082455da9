import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOfHex, hexOf, putHex } from './hex.ts'
import { sha256, sha256Stream } from './sha256.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const known = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('gives the published hash of an example of the standard', (text, hash) => {
    expect(hexOf(sha256(bytesOf(text)))).toBe(hash)
  })

  it('agrees with the platform at every length around the ends of blocks', () => {
    for (let length = 0; length <= 260; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 151 + length) % 256)
      expect(hexOf(sha256(bytes))).toBe(known(bytes))
    }
  })

  it('gives the same hash in whatever pieces the bytes come', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 12 }), (pieces) => {
        const stream = sha256Stream()
        for (const piece of pieces) stream.update(piece)
        expect(hexOf(stream.digest())).toBe(known(Buffer.concat(pieces)))
      }),
    )
  })
})

describe('hexadecimal', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(hexOf(bytes)).toBe(Buffer.from(bytes).toString('hex'))
        expect([...bytesOfHex(hexOf(bytes))]).toEqual([...bytes])
      }),
    )
  })

  it('is written into its place and nowhere else', () => {
    const bytes = new Uint8Array(4)
    putHex(bytes, 1, 'a1ff')
    expect([...bytes]).toEqual([0, 0xa1, 0xff, 0])
  })

  it.each(['a', 'AB', 'zz', '0x12', ' 12'])('is not %j', (text) => {
    expect(() => bytesOfHex(text)).toThrow(RangeError)
  })
})
