import { webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PassFacts } from './pass.ts'
import { passPayload, passSigned, passToken, readPass } from './pass.ts'

const facts: PassFacts = {
  appointment: '0189f7ea-ae2c-7809-8aeb-b819cf5e9e7f',
  version: 2,
  port: '2504',
  startsAt: Date.UTC(2023, 0, 20, 17),
  size: 4,
}
const signature = new Uint8Array(64).map((_, i) => i * 4)
const token = passToken(passSigned(facts, 'k1'), signature)
const damaged = { ok: false, reasons: [{ name: 'pass-damaged' }] }

const anyFacts = fc.record({
  appointment: fc.uuid(),
  version: fc.integer({ min: 1, max: 999_999 }),
  port: fc.constantFrom('2504', '2402'),
  startsAt: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000),
  size: fc.integer({ min: 1, max: 20 }),
})

describe('a pass', () => {
  it('[C5] reads as it was written', () => {
    const bytes = fc.uint8Array({ minLength: 64, maxLength: 64 })
    fc.assert(
      fc.property(anyFacts, bytes, fc.stringMatching(/^[\w-]{1,60}$/), (one, signed64, keyId) => {
        const signed = passSigned(one, keyId)
        const read = readPass(passToken(signed, signed64))
        expect(read).toEqual({ ok: true, value: { ...one, keyId, signed, signature: signed64 } })
      }),
    )
  })

  it('[C5] says where, when and for how many, and nothing about a person', () => {
    expect(passPayload(facts)).toBe('0189f7ea-ae2c-7809-8aeb-b819cf5e9e7f~2~2504~1674234000~4')
    expect(token).toMatch(/^garita1\.k1\.[0-9a-f-]{36}~2~2504~1674234000~4\.[\w-]{86}$/)
    expect(readPass(` ${token}\n`).ok).toBe(true)
  })

  it('[C6] is signed together with its form and its key’s id, and verifies with WebCrypto', async () => {
    const { subtle } = webcrypto
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    const keys = await subtle.generateKey(algorithm, true, ['sign', 'verify'])
    const verify = async (text: string) => {
      const pass = readPass(text)
      if (!pass.ok) return false
      const covered = new TextEncoder().encode(pass.value.signed)
      return subtle.verify(algorithm, keys.publicKey, pass.value.signature, covered)
    }
    const signed = passSigned(facts, 'k1')
    const made = await subtle.sign(algorithm, keys.privateKey, new TextEncoder().encode(signed))
    const real = passToken(signed, new Uint8Array(made))
    expect(await verify(real)).toBe(true)
    for (const [from, to] of [
      ['~2504~', '~2402~'],
      ['.k1.', '.k2.'],
      ['~4.', '~5.'],
    ] as const)
      expect(await verify(real.replace(from, to))).toBe(false)
  })

  it('[C6] is refused as damaged when any part is missing, added or malformed', () => {
    const wrong = [
      '',
      'hello',
      token.slice(0, -1),
      `${token}.more`,
      `${token}A`,
      `${token.slice(0, -3)}===`,
      token.replace('garita1', 'garita2'),
      token.replace('.k1.', '..'),
      token.replace('.k1.', '.k 1.'),
      token.replace('~2504~', '~25O4~'),
      token.replace('~4.', '.'),
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : '_'}`,
      passToken(passSigned(facts, 'k1'), signature.slice(1)),
      `${token.slice(0, token.lastIndexOf('.'))}.AAAAA`,
    ]
    for (const text of wrong) expect(readPass(text)).toEqual(damaged)
  })

  it('[C5] is not written of facts that could be read in two ways', () => {
    expect(() => passPayload({ ...facts, appointment: 'a~b' })).toThrow(RangeError)
    expect(() => passSigned(facts, 'k.1')).toThrow(RangeError)
  })
})
