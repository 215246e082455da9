import type { ActName } from '@garita/contract'
import { beforeEach, expect, test } from 'vitest'
import { fakeStorage } from './fake-storage.ts'
import { openOutbox } from './outbox.ts'
import type { Performed } from './perform.ts'
import { openPhone } from './phone.ts'

const group = '00000000-0000-4000-8000-000000000001'
const pick = (slot: string) => ({ group, port: '2504' as const, slot })

let storage = fakeStorage()
let sent: { key: string; input: unknown }[] = []
let results: Performed<ActName>[] = []

beforeEach(() => {
  storage = fakeStorage()
  sent = []
  results = []
})

const allowed = { kind: 'allowed', answer: {} } as Performed<ActName>
const refused: Performed<ActName> = {
  kind: 'refused',
  reasons: [{ name: 'slot-full', facts: {} }],
  sentence: 'Lleno.',
}

function open() {
  return openOutbox(openPhone(storage), (_act, input, key) => {
    sent.push({ key, input })
    return Promise.resolve(results.shift() ?? allowed)
  })
}

test('acts are sent in the order in which they were put in', async () => {
  const outbox = open()
  outbox.put('pick-slot', pick('1'))
  outbox.put('pick-slot', pick('2'))
  await outbox.flush()
  expect(sent.map((one) => one.input)).toEqual([pick('1'), pick('2')])
  expect(outbox.list().map((entry) => entry.state)).toEqual(['sent', 'sent'])
})

test('without an answer the act waits, and those behind it too', async () => {
  const outbox = open()
  outbox.put('pick-slot', pick('1'))
  outbox.put('pick-slot', pick('2'))
  results = [{ kind: 'offline' }]
  await outbox.flush()
  expect(sent).toHaveLength(1)
  expect(outbox.list().map((entry) => entry.state)).toEqual(['waiting', 'waiting'])
})

test('a repeated send carries the key of the first, also after a restart', async () => {
  const key = open().put('pick-slot', pick('1'))
  results = [{ kind: 'offline' }]
  await open().flush()
  await open().flush()
  expect(sent.map((one) => one.key)).toEqual([key, key])
})

test('a refused act shows its reasons and does not hold up the next', async () => {
  const outbox = open()
  const key = outbox.put('pick-slot', pick('1'))
  outbox.put('pick-slot', pick('2'))
  results = [refused]
  await outbox.flush()
  expect(outbox.list()).toMatchObject([{ state: 'refused', problem: refused }, { state: 'sent' }])
  outbox.dismiss(key)
  expect(outbox.list()).toHaveLength(1)
})

test('an expired sign-in makes the acts wait and loses none', async () => {
  const outbox = open()
  outbox.put('pick-slot', pick('1'))
  results = [{ kind: 'not-signed-in' }]
  await outbox.flush()
  expect(outbox.list()).toMatchObject([{ state: 'waiting' }])
})

test('two flushes at once send each act once', async () => {
  const outbox = open()
  outbox.put('pick-slot', pick('1'))
  await Promise.all([outbox.flush(), outbox.flush()])
  expect(sent).toHaveLength(1)
})

test('a waiting act cannot be dismissed', () => {
  const outbox = open()
  outbox.dismiss(outbox.put('pick-slot', pick('1')))
  expect(outbox.list()).toHaveLength(1)
})

test('an act that was tried before keeps its key, and is put in once', async () => {
  const outbox = open()
  outbox.put('pick-slot', pick('1'), 'key-of-the-first-try')
  outbox.put('pick-slot', pick('1'), 'key-of-the-first-try')
  await outbox.flush()
  expect(sent.map((one) => one.key)).toEqual(['key-of-the-first-try'])
})

test('who watches sees each change', async () => {
  const outbox = open()
  const seen: string[] = []
  const stop = outbox.watch((list) => seen.push(list.map((entry) => entry.state).join()))
  outbox.put('pick-slot', pick('1'))
  await outbox.flush()
  stop()
  outbox.put('pick-slot', pick('2'))
  expect(seen).toEqual(['', 'waiting', 'sent'])
})

test('the two hundred and first act is not taken', () => {
  const outbox = open()
  for (let n = 0; n < 200; n++) outbox.put('pick-slot', pick(String(n)))
  expect(() => outbox.put('pick-slot', pick('201'))).toThrow('full')
})
