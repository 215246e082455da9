import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  hashOfSecret,
  isPin,
  lockUnder,
  newSecret,
  rounds,
  seal,
  sealValue,
  unlock,
  unseal,
  unsealValue,
} from './sealing.ts'

const quick = 10

test('what was sealed opens under its key alone, and not when a byte was changed', async () => {
  const { key } = await lockUnder('481516', quick)
  const { key: other } = await lockUnder('481516', quick)
  const sealed = await seal(key, new TextEncoder().encode('Ejemplo 12'))
  expect(new TextDecoder().decode(await unseal(key, sealed))).toBe('Ejemplo 12')
  expect(await unseal(other, sealed)).toBeUndefined()
  const changed = sealed.map((byte, at) => (at === sealed.length - 1 ? byte ^ 1 : byte))
  expect(await unseal(key, changed)).toBeUndefined()
})

test('what was sealed shows nothing of what it says, and never looks the same twice', async () => {
  const { key } = await lockUnder('481516', quick)
  const once = await sealValue(key, { name: 'Ejemplo 12' })
  const again = await sealValue(key, { name: 'Ejemplo 12' })
  expect(new TextDecoder('latin1').decode(once)).not.toContain('Ejemplo')
  expect(once).not.toEqual(again)
  expect(await unsealValue(key, again)).toEqual({ name: 'Ejemplo 12' })
})

test('the right PIN gives the key back, another none', async () => {
  const { key, wrapped } = await lockUnder('481516', quick)
  const sealed = await sealValue(key, 1)
  const found = await unlock('481516', wrapped, quick)
  expect(found && (await unsealValue(found, sealed))).toBe(1)
  expect(await unlock('481517', wrapped, quick)).toBeUndefined()
})

test('a guess costs 600,000 rounds', async () => {
  expect(rounds).toBe(600_000)
  const { wrapped } = await lockUnder('481516')
  expect(await unlock('481516', wrapped)).toBeDefined()
  expect(await unlock('481516', wrapped, rounds - 1)).toBeUndefined()
})

test.each([
  ['481516', true],
  ['48151', false],
  ['111111', false],
  ['48151a', false],
  ['4815162342423', false],
])('%s can be a PIN: %s', (text, can) => {
  expect(isPin(text)).toBe(can)
})

test('[W4] a secret is 256 random bits, and its hash is the one that the server makes', async () => {
  const secrets = Array.from({ length: 50 }, newSecret)
  expect(new Set(secrets).size).toBe(50)
  for (const secret of secrets) {
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const bytes = Buffer.from(secret, 'base64url')
    expect(bytes).toHaveLength(32)
    const hash = createHash('sha256').update(bytes).digest('base64url')
    expect(await hashOfSecret(secret)).toBe(hash)
  }
})
