import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPass } from '@garita/domain/pass'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFingerprints } from './fingerprints.ts'
import type { KeyStore } from './keys.ts'
import { readMasters } from './master.ts'
import { openKeys } from './open-keys.ts'
import { openPassSigning } from './pass-signing.ts'

const facts = {
  appointment: 'a-12',
  version: 1,
  port: '2504',
  startsAt: 1_674_059_400_000,
  size: 4,
}

let folder: string
let keys: KeyStore

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'garita-passes-'))
  keys = await openKeys(folder, readMasters(Buffer.alloc(32, 3).toString('base64')))
})

afterEach(async () => {
  await keys.close()
  await rm(folder, { recursive: true })
})

test('a token tells what was signed and under which key', async () => {
  const passes = await openPassSigning(keys)
  expect(passes.verify(passes.sign(facts))).toMatchObject({ ...facts, keyId: '1' })
})

test('a changed, cut, foreign or respelled token is refused', async () => {
  const passes = await openPassSigning(keys)
  const token = passes.sign(facts)
  const [form, id, payload, signature] = token.split('.')
  expect(passes.verify(token)).not.toBeNull()
  for (const other of [
    `${form}.${id}.${payload?.replace('~4', '~9')}.${signature}`,
    `${form}.2.${payload}.${signature}`,
    `${form}.${id}.${payload}`,
    `${token}.`,
    `${token}=`,
    token.slice(0, -2),
    '',
    '...',
  ]) {
    expect(passes.verify(other)).toBeNull()
  }
  await passes.rotate()
  expect(passes.verify(`${form}.2.${payload}.${signature}`)).toBeNull()
})

test('the published keys verify by WebCrypto, as the phone at the port does', async () => {
  const passes = await openPassSigning(keys)
  await passes.rotate()
  const pass = readPass(passes.sign(facts))
  if (!pass.ok) throw new Error('the token was not read')
  const { keyId: id, signed, signature } = pass.value
  expect(id).toBe('2')
  const jwk = passes.publicKeys().find((key) => key.kid === id)
  expect(jwk).toBeDefined()
  expect(jwk).not.toHaveProperty('d')
  if (!jwk) return
  const { crypto } = globalThis
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const open = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
  const sha256 = { name: 'ECDSA', hash: 'SHA-256' }
  const holds = await crypto.subtle.verify(sha256, open, signature, Buffer.from(signed))
  expect(holds).toBe(true)
})

test('after a rotation new passes have the new key, old ones still hold, here and elsewhere', async () => {
  const [here, elsewhere] = [await openPassSigning(keys), await openPassSigning(keys)]
  const old = here.sign(facts)
  expect(await here.rotate()).toBe('2')
  expect(here.verify(old)?.keyId).toBe('1')
  expect(here.publicKeys().map((key) => key.kid)).toEqual(['1', '2'])
  expect(elsewhere.verify(here.sign({ ...facts, version: 2 }))).toBeNull()
  await elsewhere.refresh()
  expect(elsewhere.verify(here.sign({ ...facts, version: 2 }))?.keyId).toBe('2')
  expect(elsewhere.currentKeyId()).toBe('2')
})

test('a fingerprint is equal for equal texts, and names its key', async () => {
  const fingerprintOf = await openFingerprints(keys)
  expect(fingerprintOf('a|1990|MX')).toEqual((await openFingerprints(keys))('a|1990|MX'))
  expect(fingerprintOf('a|1990|MX').mac).not.toEqual(fingerprintOf('a|1991|MX').mac)
  expect(fingerprintOf('a').keyId).toBe('1')
})
