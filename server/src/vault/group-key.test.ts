import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { GroupKey } from './group-key.ts'
import { SealBroken } from './sealing.ts'

const key = new GroupKey(randomBytes(32))

test('what is sealed opens at its place, as bytes, text and JSON', () => {
  const bytes = randomBytes(200)
  expect(key.unseal(key.seal(bytes, 'members/1'), 'members/1')).toEqual(bytes)
  expect(key.unseal(key.seal('Ñandú 12', 'members/1'), 'members/1').toString()).toBe('Ñandú 12')
  const value = { names: 'Ejemplo 12', born: { year: 1990 } }
  expect(key.unsealJson(key.sealJson(value, 'members/1'), 'members/1')).toEqual(value)
  expect(key.unseal(key.seal('', 'a'), 'a')).toHaveLength(0)
})

test('what is sealed does not open at another place or with another key', () => {
  const sealed = key.seal('Ejemplo 12', 'members/1')
  expect(() => key.unseal(sealed, 'members/2')).toThrow(SealBroken)
  expect(() => new GroupKey(randomBytes(32)).unseal(sealed, 'members/1')).toThrow(SealBroken)
})

test('a flipped bit in any byte, or a cut, is noticed', () => {
  const sealed = key.seal('Ejemplo 12', 'members/1')
  for (let at = 0; at < sealed.length; at += 1) {
    const broken = Buffer.from(sealed)
    broken.writeUInt8(broken.readUInt8(at) ^ 1, at)
    expect(() => key.unseal(broken, 'members/1')).toThrow(SealBroken)
    expect(() => key.unseal(sealed.subarray(0, at), 'members/1')).toThrow(SealBroken)
  }
})

test('sealing twice gives different bytes, the same MAC and no key in sight', () => {
  const data = randomBytes(32)
  const one = new GroupKey(Buffer.from(data))
  expect(one.seal('x', 'a')).not.toEqual(one.seal('x', 'a'))
  expect(one.mac('x')).toEqual(new GroupKey(Buffer.from(data)).mac('x'))
  expect(one.mac('x')).not.toEqual(one.mac('y'))
  expect(one.mac('x')).not.toEqual(key.mac('x'))
  expect(JSON.stringify(one)).toBe('{}')
})
