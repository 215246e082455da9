import type { ActName, InputOf } from '@garita/contract'
import { expect, test } from 'vitest'
import type { Problem } from '../../problem.ts'
import { hex, nineMs } from './fake-list.ts'
import { fakeShelf } from './fake-shelf.ts'
import { type Entry, type Line, Outbox } from './outbox.ts'
import { deviceKey } from './sealing.ts'

type Sent = { act: ActName | 'photo'; key: string; input: InputOf<ActName> | undefined }
type Answer = Problem | { kind: 'allowed' }

const offline: Answer = { kind: 'offline' }
const done: Answer = { kind: 'allowed' }
const refusedFor = (name: string): Answer => {
  return { kind: 'refused', reasons: [{ name, facts: {} }], sentence: undefined }
}

/** A line that gives these answers in turn, then takes everything; and what was sent over it. */
function lineOf(answers: Answer[]): { line: Line; sent: Sent[] } {
  const sent: Sent[] = []
  const next = () => answers.shift() ?? done
  const line: Line = {
    perform: async (act, input, key) => {
      sent.push({ act, key, input })
      // What an allowed act answers is not looked at here.
      return next() as never
    },
    sendPhoto: async ({ id }) => {
      sent.push({ act: 'photo', key: id, input: undefined })
      const answer = next()
      return answer.kind === 'allowed' ? { kind: 'sent' } : answer
    },
  }
  return { line, sent }
}

async function open(answers: Answer[], shelf = fakeShelf(), key?: CryptoKey) {
  const made = key ?? (await deviceKey())
  const { line, sent } = lineOf(answers)
  const outbox = await Outbox.open({ shelf, key: made, account: 'one', line })
  return { outbox, sent, shelf, key: made }
}

const named = { group: hex(100), appointment: hex(101) }
const about = { doneAt: nineMs, port: '2504' as const }
const note = (key: string, more = named): Omit<Entry, 'clashKey'> => {
  return { ...about, key, act: 'note', input: { ...more, words: key } }
}
const checkIn: Omit<Entry, 'clashKey'> = {
  ...about,
  key: 'in',
  act: 'check-in',
  input: { ...named, port: '2504', present: [hex(102)] },
}

test('acts go in order, and what got no answer goes again under its key', async () => {
  const { outbox, sent } = await open([done, offline])
  await outbox.put(note('a'))
  await outbox.put(note('b'))
  await outbox.put(note('c'))
  expect(await outbox.flush()).toBe('no-answer')
  expect(await outbox.flush()).toBe('empty')
  expect(sent.map(({ key }) => key)).toEqual(['a', 'b', 'b', 'c'])
  expect(outbox.sum).toEqual({ sent: 3, asked: 0 })
})

test('what waits is there after a power cut, sealed', async () => {
  const { outbox, shelf, key } = await open([])
  await outbox.put(note('a'))
  const [name = ''] = await shelf.names('out/')
  expect(await shelf.get(name)).toBeInstanceOf(Uint8Array)
  const after = await open([], shelf, key)
  expect(after.outbox.waiting.map((one) => one.key)).toEqual(['a'])
})

test('a photo goes before the act that names it, and stays until that was answered', async () => {
  const { outbox, sent } = await open([done, offline])
  await outbox.keepPhoto({ id: hex(9), group: hex(100), bytes: new Uint8Array([1, 2]) })
  const photo = { id: hex(9), sha256: '0'.repeat(64) }
  await outbox.put({
    ...about,
    key: 'p',
    act: 'take-photo',
    input: { ...named, member: hex(102), photo },
  })
  await outbox.flush()
  expect((await outbox.photo(hex(9)))?.bytes).toEqual(new Uint8Array([1, 2]))
  await outbox.flush()
  const tries = ['photo', 'take-photo']
  // [K4] Once the server has the photo it compares, under a key that no second try changes.
  expect(sent.map(({ act }) => act)).toEqual([...tries, ...tries, 'compare'])
  expect(sent.at(-1)?.input).toEqual({ ...named, member: hex(102) })
  expect(new Set(sent.slice(3).map(({ key }) => key)).size).toBe(2)
  expect(await outbox.photo(hex(9))).toBeUndefined()
})

test('[R20] a photo that no act names goes within hours; one that an act names stays', async () => {
  const { outbox, shelf, key } = await open([])
  const bytes = new Uint8Array([1, 2])
  for (const id of [hex(7), hex(8), hex(9)]) await outbox.keepPhoto({ id, group: hex(100), bytes })
  const photo = { id: hex(9), sha256: '0'.repeat(64) }
  const input = { ...named, member: hex(102), photo }
  await outbox.put({ ...about, key: 'p', act: 'take-photo', input })
  for (const id of [hex(8), hex(9)]) {
    const kept = await shelf.get(`out-photo/one/${id}`)
    await shelf.put(`out-photo/one/${id}`, { ...(kept as object), keptAt: 0 })
  }
  const after = await open([], shelf, key)
  const left = await Promise.all([7, 8, 9].map((n) => after.outbox.photo(hex(n))))
  expect(left.map(Boolean)).toEqual([true, false, true])
})

test('[R18] a photo of a group that is out of reach by now goes with the question, or it would be lost', async () => {
  const { outbox, sent } = await open([
    refusedFor('group-unknown'),
    done,
    refusedFor('group-unknown'),
  ])
  const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0])
  for (const [id, more] of [
    [hex(8), bytes],
    [hex(9), new Uint8Array(400_000)],
  ] as const) {
    await outbox.keepPhoto({ id, group: hex(100), bytes: more })
    const input = { ...named, member: hex(102), photo: { id, sha256: '0'.repeat(64) } }
    await outbox.put({ ...about, key: id, act: 'take-photo', input })
  }
  expect(await outbox.flush()).toBe('empty')
  expect(sent.map(({ act }) => act)).toEqual(['photo', 'report-clash', 'photo', 'report-clash'])
  expect(sent[1]?.input).toMatchObject({ act: 'take-photo', photo: '/9j/AA==' })
  // Larger than one call may carry: no desk takes such a photo.
  expect(sent[3]?.input).not.toHaveProperty('photo')
})

test('[R18] a refused check-in goes to a supervisor with all that followed on it, and nothing else', async () => {
  const { outbox, sent } = await open([refusedFor('pass-used')])
  await outbox.put(checkIn)
  await outbox.put(note('after'))
  await outbox.put(note('other', { group: hex(200), appointment: hex(201) }))
  expect(await outbox.flush()).toBe('empty')
  expect(sent.map(({ act }) => act)).toEqual(['check-in', 'report-clash', 'report-clash', 'note'])
  expect(sent[2]?.input).toMatchObject({ act: 'note', refusals: ['pass-used'], doneAt: nineMs })
  expect(outbox.sum).toEqual({ sent: 1, asked: 2 })
})

test('[R43] what is too much for an hour waits and is told later, whole', async () => {
  const { outbox, sent } = await open([refusedFor('pass-used'), refusedFor('clashes-too-many')])
  await outbox.put(checkIn)
  expect(await outbox.flush()).toBe('no-answer')
  expect(outbox.stuck).toEqual([])
  expect(await outbox.flush()).toBe('empty')
  expect(sent.map(({ act }) => act)).toEqual(['check-in', 'report-clash', 'report-clash'])
  expect(sent[2]?.key).not.toBe(sent[1]?.key)
  expect(outbox.sum).toEqual({ sent: 0, asked: 1 })
})

test('[R13] [R18] who was received here while the clock marked them absent is received', async () => {
  const { outbox, sent } = await open([refusedFor('appointment-absent'), done, offline])
  await outbox.put(checkIn)
  await outbox.put(note('after'))
  expect(await outbox.flush()).toBe('no-answer')
  expect(await outbox.flush()).toBe('empty')
  const acts = sent.map(({ act }) => act)
  expect(acts).toEqual(['check-in', 'undo-absent', 'check-in', 'check-in', 'note'])
  expect(sent[1]?.input).toEqual(named)
  expect(sent[2]?.key).not.toBe(sent[0]?.key)
  expect(outbox.sum).toEqual({ sent: 2, asked: 0 })
})

test('[R18] who was given up and has another appointment by now is put before a supervisor', async () => {
  const { outbox, sent } = await open([
    refusedFor('appointment-absent'),
    refusedFor('appointment-standing'),
    refusedFor('appointment-absent'),
  ])
  await outbox.put(checkIn)
  expect(await outbox.flush()).toBe('empty')
  expect(sent.map(({ act }) => act).slice(3)).toEqual(['report-clash'])
  expect(sent[3]?.input).toMatchObject({ refusals: ['appointment-absent'] })
})

test('[R18] what follows on a refused check-in while it is being reported is not performed either', async () => {
  const { outbox, sent } = await open([refusedFor('pass-used'), offline])
  await outbox.put(checkIn)
  await outbox.flush()
  await outbox.put(note('late'))
  await outbox.flush()
  expect(sent.map(({ act }) => act)).toEqual([
    'check-in',
    'report-clash',
    'report-clash',
    'report-clash',
  ])
  expect(sent[1]?.key).toBe(sent[2]?.key)
})

test('[R18] what not even a supervisor can be asked about stays and is told', async () => {
  const { outbox } = await open([refusedFor('appointment-unknown'), refusedFor('done-at-unlikely')])
  await outbox.put(note('a'))
  expect(await outbox.flush()).toBe('empty')
  expect(outbox.stuck).toMatchObject([{ key: 'a', stuck: ['done-at-unlikely'] }])
  expect(outbox.waiting).toEqual([])
})

test('an act on which the server fails again and again does not hold up those behind it', async () => {
  const fault: Answer = { kind: 'fault', reference: 'f-1' }
  const { outbox, sent } = await open([fault, fault, fault, fault, fault])
  await outbox.put(note('bad'))
  await outbox.put(note('good'))
  for (let tries = 0; tries < 5; tries += 1) await outbox.flush()
  expect(sent.slice(5).map(({ act }) => act)).toEqual(['report-clash', 'note'])
})

test('who is not signed in any more loses nothing', async () => {
  const { outbox } = await open([{ kind: 'not-signed-in' }])
  await outbox.put(note('a'))
  expect(await outbox.flush()).toBe('not-signed-in')
  expect(outbox.waiting).toHaveLength(1)
  expect(await outbox.flush()).toBe('empty')
})

test('an act that the disk does not take was not done', async () => {
  const shelf = fakeShelf()
  const { outbox } = await open([], { ...shelf, put: () => Promise.reject(new Error('full')) })
  await expect(outbox.put(note('a'))).rejects.toThrow('full')
  expect(outbox.entries).toEqual([])
})
