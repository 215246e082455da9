import { expect, test } from 'vitest'
import { choosePin } from './day-store.ts'
import { FakeServer, fakeRemote } from './fake-desk.ts'
import { fakeList, nineMs } from './fake-list.ts'
import { fakeShelf } from './fake-shelf.ts'
import { openWire } from './open-wire.ts'
import type { Remote } from './remote.ts'

/** A desk with its day, at a server that can hold the session for locked. */
async function openDesk() {
  const server = new FakeServer(fakeList(3))
  const at = { locked: false, mayGo: true }
  const network = { up: true, bad: 0, random: () => 0.5 }
  const plain = fakeRemote(server, 'one', network, () => nineMs)
  const barred = { kind: 'session-locked' } as const
  const remote: Remote = {
    ...plain,
    ask: async (name, query) => (at.locked ? barred : await plain.ask(name, query)),
    perform: async (act, input, key) => (at.locked ? barred : await plain.perform(act, input, key)),
    sendPhoto: async (photo) => (at.locked ? barred : await plain.sendPhoto(photo)),
  }
  const shelf = fakeShelf()
  const store = await choosePin(shelf, 'one', '481516', 1)
  const wire = await openWire(shelf, remote, {
    account: 'one',
    clock: () => nineMs,
    changed: () => {},
    compareHere: async () => ({ band: 'cannot-compare', score: null, reason: null, flags: [] }),
    say: () => undefined,
    greet: async () => at.mayGo,
  })
  await wire.unlock(store)
  await wire.refresh('2504')
  const [first] = server.list.groups
  if (!first) throw new Error('the list is empty')
  const named = { group: first.group, appointment: first.appointment }
  const present = first.members.map(({ member }) => member)
  const checkIn = () => wire.perform('check-in', { ...named, port: '2504', present })
  return { server, at, wire, store, checkIn }
}

test('[W3] what was on its way when the session was locked waits, and is sent once after unlocking', async () => {
  const { server, at, wire, store, checkIn } = await openDesk()
  at.locked = true
  at.mayGo = false
  const going = checkIn()
  wire.lock()
  expect((await going).kind).toBe('allowed')
  expect(wire.outbox.waiting).toHaveLength(1)
  at.locked = false
  at.mayGo = true
  await wire.unlock(store)
  await wire.probe('2504')
  expect(server.done.map(({ act }) => act)).toEqual(['check-in'])
  expect([wire.net, wire.outbox.entries]).toEqual(['with', []])
})

test('[W3] a locked desk sends nothing though the server answers', async () => {
  const { server, at, wire, checkIn } = await openDesk()
  wire.lose()
  await checkIn()
  at.mayGo = false
  await wire.probe('2504')
  expect([server.done, wire.outbox.waiting.length]).toEqual([[], 1])
})

test('[W3] the server’s word that the session is locked puts nothing before a supervisor', async () => {
  const { server, at, wire, checkIn } = await openDesk()
  wire.lose()
  await checkIn()
  at.locked = true
  await wire.probe('2504')
  expect([wire.outbox.waiting.length, wire.outbox.sum]).toEqual([1, { sent: 0, asked: 0 }])
  at.locked = false
  await wire.probe('2504')
  expect(wire.outbox.sum).toEqual({ sent: 1, asked: 0 })
  expect(server.done).toHaveLength(1)
})
