import { expect, test } from 'vitest'
import { base32, currentTotp, fromBase32, makeTotpKey, totpUri } from './totp.ts'

// RFC 6238, appendix B, SHA-1: eight digits there, the last six here.
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('at %i s the code is the one of RFC 6238', (seconds, code) => {
  expect(currentTotp(base32('12345678901234567890'), seconds * 1000)).toBe(code)
})

test('base32 reads back what it wrote, with the spaces that people type', () => {
  const key = makeTotpKey()
  expect(fromBase32(base32(key)).toString()).toBe(key)
  expect(base32(key)).toMatch(/^[A-Z2-7]{32}$/)
  expect(fromBase32('mzxw 6ytb oi').toString()).toBe('foobar')
})

test('the address for an authenticator app names the account and the secret', () => {
  expect(totpUri('officer-2504', 'ABC')).toBe(
    'otpauth://totp/Garita:officer-2504?secret=ABC&issuer=Garita&digits=6&period=30',
  )
})
