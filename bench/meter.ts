// A wire with a counter: passes everything on to the house and knows what a phone would have paid for. Its service
// worker's requests are counted too, which a browser's own figures leave out.

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** Bytes as sent over HTTP/1.1 with its headers; TLS and TCP come on top. */
export type Reading = {
  readonly requests: number
  readonly bytesDown: number
  readonly bytesUp: number
}

export type Meter = {
  readonly address: string
  read(): Reading
  close(): void
}

export async function openMeter(target: string): Promise<Meter> {
  let requests = 0
  const sockets: Socket[] = []
  const server = createServer((incoming, outgoing) => {
    requests += 1
    passOn(target, incoming, outgoing)
  })
  server.on('connection', (socket) => sockets.push(socket))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://localhost:${port}`,
    read: () => ({
      requests,
      bytesDown: sumOf(sockets.map((socket) => socket.bytesWritten)),
      bytesUp: sumOf(sockets.map((socket) => socket.bytesRead)),
    }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function passOn(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers } = incoming
  const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(outgoing)
  })
  onward.on('error', () => outgoing.destroy())
  incoming.pipe(onward)
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}
