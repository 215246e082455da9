import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { hkdfSha256, hmacSha256 } from './one-shot.ts'

test('one-shot HMACs and derived keys are those of the standard library', () => {
  for (let round = 0; round < 200; round += 1) {
    const key = randomBytes(1 + (round % 64))
    const message = randomBytes(round)
    expect(hmacSha256(key, message)).toEqual(createHmac('sha256', key).update(message).digest())
    const derived = Buffer.from(hkdfSync('sha256', key, '', 'garita/test/1', 32))
    expect(hkdfSha256(key, 'garita/test/1')).toEqual(derived)
  }
  expect(hmacSha256(Buffer.from('llave'), 'ñandú')).toEqual(
    createHmac('sha256', 'llave').update('ñandú').digest(),
  )
})
