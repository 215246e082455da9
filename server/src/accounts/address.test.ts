import { createSecretKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { pseudonymOf, readAddress } from './address.ts'

test.each([
  [' Ejemplo.12@Example.ORG ', 'mail', 'ejemplo.12@example.org'],
  ['+52 664 123 45 67', 'phone', '+526641234567'],
  ['+52 1 (664) 123-4567', 'phone', '+526641234567'],
  ['0052 664.123.4567', 'phone', '+526641234567'],
  ['+1 619 555 0100', 'phone', '+16195550100'],
])('%s is read as one spelling', (typed, kind, address) => {
  expect(readAddress(typed)).toEqual({ kind, address })
})

test.each([
  '',
  '6641234567',
  '+52',
  'a@b',
  'a b@example.org',
  'a@example.org,b@example.org',
  'a\u0000b@example.org',
  'a\u202eb@example.org',
  'a\ud800@example.org',
  `${'a'.repeat(250)}@example.org`,
  '+52664123456789012',
])('%s is no address', (typed) => {
  expect(readAddress(typed)).toBeUndefined()
})

test('a pseudonym is equal for one address and key, and shows neither', () => {
  const key = createSecretKey(Buffer.alloc(32, 1))
  const address = { kind: 'mail', address: 'ejemplo-12@example.org' } as const
  const pseudonym = pseudonymOf(key, address)
  expect(pseudonym).toMatch(/^[0-9a-f]{40}@mail\.garita\.invalid$/)
  expect(pseudonymOf(key, { ...address })).toBe(pseudonym)
  expect(pseudonymOf(createSecretKey(Buffer.alloc(32, 2)), address)).not.toBe(pseudonym)
  expect(pseudonymOf(key, { kind: 'phone', address: address.address })).not.toBe(pseudonym)
})
