import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeStorage } from './fake-storage.ts'
import { ask, perform } from './perform.ts'

type Sent = { address: string; key: string | null; body: unknown }

let sent: Sent[] = []
let answer: () => Promise<Response>

beforeEach(() => {
  sent = []
  vi.stubGlobal('localStorage', fakeStorage())
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    const key = new Headers(init.headers).get('idempotency-key')
    sent.push({ address, key, body: init.body ? JSON.parse(String(init.body)) : undefined })
    return answer()
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
})

const group = '00000000-0000-4000-8000-000000000001'
const pick = (slot: string) => perform('pick-slot', { group, port: '2504', slot })
const says =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  () =>
    Promise.resolve(Response.json(body, { status, headers }))
const lost = () => Promise.reject(new TypeError('network'))
const keys = () => sent.map((one) => one.key)

test('an act is posted under its name with its input and a key', async () => {
  answer = says(200, { appointment: 'a' })
  expect(await pick('s1')).toEqual({ kind: 'allowed', answer: { appointment: 'a' } })
  expect(sent[0]).toMatchObject({
    address: '/api/acts/pick-slot',
    body: { group, port: '2504', slot: 's1' },
  })
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/)
})

test('tapping twice sends once and both taps get the answer', async () => {
  answer = says(200, { appointment: 'a' })
  const both = await Promise.all([pick('s1'), pick('s1')])
  expect(sent).toHaveLength(1)
  expect(both[0]).toEqual(both[1])
})

test('after a lost answer the same input goes out under the same key', async () => {
  answer = lost
  expect(await pick('s1')).toEqual({ kind: 'offline' })
  answer = says(200, {})
  await pick('s1')
  expect(new Set(keys()).size).toBe(1)
})

test('another input is another intention and gets another key', async () => {
  answer = lost
  await pick('s1')
  await pick('s2')
  expect(new Set(keys()).size).toBe(2)
})

test('an answered key is not used again', async () => {
  answer = says(409, { name: 'slot-full', reasons: [{ name: 'slot-full' }] })
  await pick('s1')
  await pick('s1')
  expect(new Set(keys()).size).toBe(2)
})

test('a fault keeps its key, because the act may have been done', async () => {
  answer = says(500, { name: 'fault', reference: 'R-1' })
  expect(await pick('s1')).toEqual({ kind: 'fault', reference: 'R-1' })
  await pick('s1')
  expect(new Set(keys()).size).toBe(1)
})

test('an answer that breaks off on the way is no answer', async () => {
  answer = () => Promise.resolve(new Response('{"appoint', { status: 200 }))
  expect(await pick('s1')).toEqual({ kind: 'offline' })
})

test('a refusal carries every reason with its details', async () => {
  const reasons = [
    { name: 'slot-full', facts: { placesLeft: 2 } },
    { name: 'photos-undecided', facts: {} },
  ]
  answer = says(409, { name: 'slot-full', sentence: 'Lleno.', reasons })
  expect(await pick('s1')).toEqual({ kind: 'refused', reasons, sentence: 'Lleno.' })
})

test('a refusal without a list is its own reason', async () => {
  answer = says(404, { name: 'slot-unknown' })
  expect(await pick('s1')).toMatchObject({
    kind: 'refused',
    reasons: [{ name: 'slot-unknown', facts: {} }],
  })
})

test.each([
  [400, { name: 'malformed', fields: [{ path: '/slot', problem: 'pattern' }] }, 'malformed'],
  [401, { name: 'not-signed-in' }, 'not-signed-in'],
  [403, { name: 'not-permitted' }, 'not-permitted'],
  [502, '<html>', 'fault'],
])('%i becomes its kind by the name in the body', async (status, body, kind) => {
  answer = says(status, body)
  expect(await pick('s1')).toMatchObject({ kind })
})

test('too many tries say how long to wait', async () => {
  answer = says(429, { name: 'too-many-tries' }, { 'retry-after': '120' })
  expect(await pick('s1')).toEqual({ kind: 'too-many', overload: false, retryAfterSeconds: 120 })
})

test('an overloaded server is told apart from too many tries', async () => {
  answer = says(503, { name: 'overload' }, { 'retry-after': '5' })
  expect(await pick('s1')).toEqual({ kind: 'too-many', overload: true, retryAfterSeconds: 5 })
})

test('an ask goes to its address with its query and without a key', async () => {
  answer = says(200, { ports: [] })
  expect(await ask('open-places')).toEqual({ kind: 'answered', answer: { ports: [] } })
  expect(sent[0]).toMatchObject({ address: '/api/asks/open-places', key: null })
})
