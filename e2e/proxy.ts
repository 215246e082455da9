// A small proxy before the house: what stands between a server and its readers, and does not always
// carry everything as it was given. Browsers see it as another address of the same house.

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RunningHouse } from './running-house.ts'

export type Call = {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

export type Spoiling = {
  /** What is answered instead of asking the house; undefined lets the call through. */
  readonly instead?: (call: Call) => Instead | undefined
  /** What becomes of a body on its way; the same bytes where nothing is wrong. */
  readonly body?: (path: string, bytes: Buffer) => Buffer
}

export type Instead = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type Proxy = {
  /** The house as one reaches it through the proxy. */
  readonly house: RunningHouse
  stop(): Promise<void>
}

/** Headers that are about one connection, or about bytes that were unpacked here. */
const own = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding']

export async function openProxy(house: RunningHouse, spoiling: Spoiling): Promise<Proxy> {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url: path = '/', headers } = request
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const instead = spoiling.instead?.({ method, path, headers })
    if (instead) {
      response.writeHead(instead.status, instead.headers).end(instead.body)
      return
    }
    const answer = await fetch(`${house.address}${path}`, {
      method,
      headers: headersFor(house, headers),
      redirect: 'manual',
      ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
    }).catch(() => undefined)
    await pass(answer, response, (bytes) => spoiling.body?.(path, bytes) ?? bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    house: { ...house, address: `http://localhost:${port}`, port },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** As if the reader had gone to the house itself. */
function headersFor(house: RunningHouse, headers: IncomingHttpHeaders): Headers {
  const passed = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== 'host' && !own.includes(name)) {
      passed.set(name, String(value))
    }
  }
  if (headers.origin) passed.set('origin', house.address)
  return passed
}

async function pass(
  answer: Response | undefined,
  response: ServerResponse,
  change: (bytes: Buffer) => Buffer,
): Promise<void> {
  if (!answer) {
    response.writeHead(502).end()
    return
  }
  for (const [name, value] of answer.headers) {
    if (!own.includes(name) && name !== 'set-cookie') response.setHeader(name, value)
  }
  response.setHeader('set-cookie', answer.headers.getSetCookie())
  response.writeHead(answer.status)
  response.end(change(Buffer.from(await answer.arrayBuffer())))
}
