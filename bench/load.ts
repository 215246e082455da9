// A load from outside the server's process: raw sockets on loopback that each send the next request
// when the last was answered. Written by hand because a client library costs more than the server.

import { connect, type Socket } from 'node:net'

export type Answered = { readonly index: number; readonly status: number; readonly body: string }

export type Load = {
  readonly answers: readonly Answered[]
  /** From the first send to the last answer. */
  readonly seconds: number
  /** From a request's send to its answer, in milliseconds, sorted. */
  readonly latencies: Float64Array
}

/** Sends each request once over `connections` sockets. Stops quietly where the server dies. */
export async function sendAll(
  port: number,
  requests: readonly Buffer[],
  connections: number,
): Promise<Load> {
  const answers: Answered[] = []
  const latencies: number[] = []
  let next = 0
  const started = performance.now()
  let ended = started
  const take = () => (next < requests.length ? next++ : undefined)
  const one = () =>
    drive(port, requests, take, (answer, milliseconds) => {
      answers.push(answer)
      latencies.push(milliseconds)
      ended = performance.now()
    })
  await Promise.all(Array.from({ length: connections }, one))
  return {
    answers,
    seconds: (ended - started) / 1000,
    latencies: Float64Array.from(latencies).sort(),
  }
}

function drive(
  port: number,
  requests: readonly Buffer[],
  take: () => number | undefined,
  done: (answer: Answered, milliseconds: number) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let index: number | undefined
    let sentAt = 0
    let text = ''
    const send = () => {
      index = take()
      const request = index === undefined ? undefined : requests[index]
      if (!request) {
        socket.end()
        return
      }
      sentAt = performance.now()
      socket.write(request)
    }
    socket.on('connect', send)
    socket.on('data', (part) => {
      text += part.toString('latin1')
      const answer = readAnswer(text)
      if (!answer || index === undefined) return
      text = ''
      done({ index, ...answer }, performance.now() - sentAt)
      send()
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve())
  })
}

/** The one answer that is on its way; undefined until it is whole. */
export function readAnswer(text: string): { status: number; body: string } | undefined {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))
  const body = text.slice(head + 4)
  if (!length || body.length < Number(length[1])) return undefined
  return { status: Number(text.slice(9, 12)), body }
}

/** One request as bytes. */
export function requestOf(path: string, headers: Record<string, string>, body: unknown): Buffer {
  const json = JSON.stringify(body)
  const lines = Object.entries({
    host: 'localhost',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(json)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${json}`)
}

/** The value below which a share of the sorted values lies. */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
