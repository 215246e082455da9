import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { fastify } from 'fastify'
import { describe, expect, it } from 'vitest'
import { closeServer } from './close.ts'
import { listen } from './listen.ts'

const here = { host: '127.0.0.1', port: 0 }
const crowd = 300

/** Connects all at once, from a thread of its own, and says when they stand; they stay. */
const phones = `
  const { connect } = require('node:net')
  const { parentPort, workerData } = require('node:worker_threads')
  let standing = 0
  for (let one = 0; one < workerData.crowd; one++) {
    connect(workerData.port, '127.0.0.1', () => {
      if (++standing === workerData.crowd) Atomics.store(workerData.all, 0, 1), Atomics.notify(workerData.all, 0)
    })
  }
`

/** How many of a crowd that waits are taken in ten turns of the event loop. */
async function takenInTenTurns(count?: number): Promise<number> {
  const server = fastify()
  let taken = 0
  server.server.on('connection', () => {
    taken += 1
  })
  const leave = await listen(server, here, count)
  const { port } = server.server.address() as AddressInfo
  const all = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(phones, { eval: true, workerData: { port, crowd, all } })
  await once(worker, 'online')
  // This thread stands still until the system has them all.
  Atomics.wait(all, 0, 0, 20_000)
  for (let turn = 0; turn < 10; turn += 1) await setImmediate()
  const took = taken
  await worker.terminate()
  await closeServer(server, leave, 100)
  return took
}

describe.runIf(process.platform === 'linux')('a rush of connections', () => {
  it('is taken in though the event loop turns slowly', async () => {
    expect(await takenInTenTurns()).toBeGreaterThan(crowd * 0.9)
  })

  it('is taken one a turn by a single listener', async () => {
    expect(await takenInTenTurns(1)).toBeLessThanOrEqual(11)
  })
})

it('answers through each listener, and after leaving none takes more', async () => {
  const server = fastify()
  server.get('/', () => 'here')
  const leave = await listen(server, here, 8)
  const { port } = server.server.address() as AddressInfo
  const asked = Array.from({ length: 40 }, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })
    return await answer.text()
  })
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['here']))
  await closeServer(server, leave, 100)
  const late = connect(port, '127.0.0.1')
  const [refused] = await once(late, 'error')
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
})

it('does not share a port with another who listens there', async () => {
  const [first, second] = [fastify(), fastify()]
  const leave = await listen(first, here, 4)
  const { port } = first.server.address() as AddressInfo
  await expect(listen(second, { ...here, port }, 4)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await closeServer(first, leave, 100)
})
