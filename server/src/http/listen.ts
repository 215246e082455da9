// Taking connections. Node takes one in each turn of its event loop (libuv 1.52, `uv__server_io`): a server whose
// turns last 20 ms in a rush took 50 a second, and thousands of phones were never heard. Linux shares a port's
// connections out among all who listen on it together, so we listen many times, and each takes one a turn.

import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'

type Place = { readonly host: string; readonly port: number }

/** With turns of 20 ms, some 3,000 connections a second. */
const takers = process.platform === 'linux' ? 64 : 1

/**
 * Connections that wait to be taken. With the usual 511 a rush of new phones was dropped by the
 * system, and each came back after one, three or seven seconds (52,064 in one run of `overload`).
 */
const backlog = 4_096

/** How to take no more connections; done once those that were taken have ended. */
export type Leave = () => Promise<void>

/**
 * Listens; port 0 is a free one.
 * @returns what `closeServer` closes with.
 * @throws `EADDRINUSE` where anybody listens there, also one who would share (but for another that
 * begins in the same milliseconds).
 */
export async function listen(
  server: FastifyInstance,
  { host, port }: Place,
  count = takers,
): Promise<Leave> {
  const reusePort = count > 1
  await server.ready()
  if (reusePort) await claim({ host, port })
  await server.listen({ host, port, backlog, ...{ reusePort } })
  const { server: http } = server
  const at = { host, port: (http.address() as AddressInfo).port, backlog, reusePort }
  const others = Array.from({ length: count - 1 }, () =>
    createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
      http.emit('connection', socket)
    }),
  )
  await Promise.all(others.map((one) => once(one.listen(at), 'listening')))
  return async () => {
    await Promise.all(others.map((one) => once(one.close(), 'close')))
  }
}

/** Those who share a port are not told of each other; who wants it alone is. */
async function claim(place: Place): Promise<void> {
  const alone = createServer((socket) => socket.destroy())
  await once(alone.listen(place), 'listening')
  await once(alone.close(), 'close')
}
