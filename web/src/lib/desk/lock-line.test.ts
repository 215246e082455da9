import { expect, test } from 'vitest'
import { LockLine, type Told } from './lock-line.ts'

/** A server that holds one session, and a network that can be cut. */
class FakeServer {
  up = true
  hash: string | undefined
  locked = false
  readonly heard: string[] = []

  async lock(secretHash: string | undefined): Promise<Told> {
    await Promise.resolve()
    if (!this.up) return 'unreached'
    this.heard.push('lock')
    if (!this.locked) this.hash = secretHash
    this.locked = true
    return 'told'
  }

  async unlock(secret: string): Promise<Told> {
    await Promise.resolve()
    if (!this.up) return 'unreached'
    this.heard.push('unlock')
    if (this.locked && this.hash !== `hash of ${secret}`) return 'refused'
    this.locked = false
    return 'told'
  }
}

test('[W3] the server is told of a lock at once, and of the secret that undoes it', async () => {
  const server = new FakeServer()
  const line = new LockLine(server)
  await line.lock('hash of one')
  expect([server.locked, line.isOpen]).toEqual([true, false])
  expect(await line.unlock('one')).toBe('open')
  expect([server.locked, line.isOpen]).toEqual([false, true])
})

test('[W3] locked without a network, the server is told when it is back, and once', async () => {
  const server = new FakeServer()
  const line = new LockLine(server)
  server.up = false
  await line.lock('hash of one')
  await line.settle()
  expect(server.locked).toBe(false)
  server.up = true
  await Promise.all([line.settle(), line.settle()])
  await line.settle()
  expect([server.locked, server.heard]).toEqual([true, ['lock']])
})

test('[W4] unlocked without a network, the session stays locked until the server heard the secret', async () => {
  const server = new FakeServer()
  const line = new LockLine(server)
  await line.lock('hash of one')
  server.up = false
  expect(await line.unlock('one')).toBe('later')
  expect(line.isOpen).toBe(false)
  server.up = true
  await line.settle()
  expect([server.locked, line.isOpen]).toEqual([false, true])
})

test('what locks and what unlocks reach the server in the order in which they were done', async () => {
  const server = new FakeServer()
  const line = new LockLine(server)
  const locking = line.lock('hash of one')
  expect(await line.unlock('one')).toBe('open')
  await locking
  expect(server.heard).toEqual(['lock', 'unlock'])
})

test('a secret that is not the one opens nothing', async () => {
  const server = new FakeServer()
  const line = new LockLine(server)
  await line.lock(undefined)
  expect(await line.unlock('one')).toBe('refused')
  expect(line.isOpen).toBe(false)
  line.forget()
  expect(line.isOpen).toBe(true)
})
