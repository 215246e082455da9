import { makeCode, printCode } from '@garita/domain/code'
import { passSigned, passToken } from '@garita/domain/pass'
import { expect, test } from 'vitest'
import { fakeGroup, fakeList, hex, nineMs } from './fake-list.ts'
import { type GroupNow, groupNow } from './group-now.ts'
import { findArrival, type Known, type PassKeys } from './pass-check.ts'

const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
  'sign',
  'verify',
])
const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey)
const keys: PassKeys = [
  { kid: 'k1', kty: 'EC', crv: 'P-256', x: jwk.x ?? '', y: jwk.y ?? '', use: 'sig', alg: 'ES256' },
]
const list = fakeList(1)
const facts = { appointment: hex(101), version: 1, port: '2504', startsAt: nineMs, size: 3 }

async function tokenOf(change: Partial<typeof facts> = {}, keyId = 'k1'): Promise<string> {
  const signed = passSigned({ ...facts, ...change }, keyId)
  const how = { name: 'ECDSA', hash: 'SHA-256' }
  const text = new TextEncoder().encode(signed)
  return passToken(signed, new Uint8Array(await crypto.subtle.sign(how, pair.privateKey, text)))
}

function known(group: GroupNow | undefined = groupNow(fakeGroup(0), [], list)): Known {
  return {
    list,
    keys,
    groupOf: (id) => (group?.appointment === id ? group : undefined),
    groupByCode: (code) => (group?.code === code ? group : undefined),
  }
}

test('[C6] a pass that is signed and on the list opens its group without a network', async () => {
  const found = await findArrival({ pass: await tokenOf() }, known())
  expect(found).toMatchObject({
    ok: true,
    value: { found: 'here-today', group: hex(100), older: false },
  })
})

test('[C6] a changed token is damaged, and so is one under a key that nobody knows', async () => {
  const token = await tokenOf()
  const changed = token.replace('~1~2504', '~2~2504')
  expect(await findArrival({ pass: changed }, known())).toMatchObject({
    reasons: [{ name: 'pass-damaged' }],
  })
  const foreign = await tokenOf({}, 'k2')
  expect(await findArrival({ pass: foreign }, known())).toMatchObject({
    reasons: [{ name: 'pass-damaged' }],
  })
})

test('[B3] a pass of an earlier version is told as older', async () => {
  const group = groupNow({ ...fakeGroup(0), version: 2 }, [], list)
  const found = await findArrival({ pass: await tokenOf() }, known(group))
  expect(found).toMatchObject({ ok: true, value: { older: true } })
})

test('a genuine pass of another port or day tells where and when', async () => {
  const elsewhere = await findArrival(
    { pass: await tokenOf({ port: '2604', appointment: hex(7) }) },
    known(),
  )
  expect(elsewhere).toMatchObject({
    ok: true,
    value: { found: 'another-port', port: '2604', group: null },
  })
  const tomorrow = { startsAt: nineMs + 86_400_000, appointment: hex(7) }
  const later = await findArrival({ pass: await tokenOf(tomorrow) }, known())
  expect(later).toMatchObject({
    ok: true,
    value: { found: 'another-day', startsAt: tomorrow.startsAt },
  })
})

test('a genuine pass of today that is not on the list is for a person to look at', async () => {
  const found = await findArrival({ pass: await tokenOf({ appointment: hex(7) }) }, known())
  expect(found).toMatchObject({ ok: false, reasons: [{ name: 'not-on-list' }] })
})

test('[C3] a code that was typed finds its group on the list', async () => {
  const code = makeCode(new Uint8Array(8).fill(7))
  const group = groupNow({ ...fakeGroup(0), code: printCode(code) }, [], list)
  expect(await findArrival({ pass: code.toLowerCase() }, known(group))).toMatchObject({ ok: true })
  expect(await findArrival({ pass: code }, known())).toMatchObject({
    reasons: [{ name: 'not-on-list' }],
  })
  expect(await findArrival({ pass: 'XXXX' }, known())).toMatchObject({
    reasons: [{ name: 'code-damaged' }],
  })
})
