// An open load: calls go out when they are due, whether or not earlier ones were answered, as people
// do. Latency counts from the instant at which a call was due, so that a server that makes callers
// wait cannot hide it. Raw sockets on loopback, kept open between calls.

import { connect, type Socket } from 'node:net'
import { readAnswer } from './load.ts'

export type Outcome = {
  readonly index: number
  /** The status, or 0 where none came: refused, cut off, or not within the patience. */
  readonly status: number
  readonly body: string
  /** From the instant at which it was due, in milliseconds. */
  readonly milliseconds: number
}

export type OpenLoad = {
  readonly perSecond: number
  readonly count: number
  /** The call that is due as the `index`-th. */
  readonly request: (index: number) => Buffer
  /** A call without an answer for so long counts as hung. */
  readonly patienceMs: number
  readonly socketsAtMost: number
  /** Of these, open before the first call, as a proxy keeps them; else each opens when needed. */
  readonly socketsAtFirst?: number
}

/** For the first connections to stand. */
const settleMs = 2_000

/** Sends all calls at their instants and gives one outcome each, in the order of the answers. */
export async function sendOpen(port: number, load: OpenLoad): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const idle: Line[] = []
  let lines = 0
  let next = 0
  /** Due, and no socket was free. */
  const queued: { index: number; dueAt: number }[] = []
  let startAt = 0
  const dueAt = (index: number) => startAt + (index * 1000) / load.perSecond

  const finish = (outcome: Outcome, line?: Line) => {
    outcomes.push(outcome)
    if (!line) {
      lines -= 1
      return
    }
    const waiting = queued.shift()
    if (waiting) line.send(waiting.index, waiting.dueAt)
    else idle.push(line)
  }
  const send = (index: number, at: number) => {
    const free = idle.pop()
    if (free) return free.send(index, at)
    if (lines >= load.socketsAtMost) {
      queued.push({ index, dueAt: at })
      return
    }
    lines += 1
    openLine(port, load, finish, drop).send(index, at)
  }

  /** A server may close what was idle for long: that is no answer, and no line to send on. */
  const drop = (line: Line) => {
    const at = idle.indexOf(line)
    if (at === -1) return
    idle.splice(at, 1)
    lines -= 1
  }

  for (; lines < (load.socketsAtFirst ?? 0); lines++) idle.push(openLine(port, load, finish, drop))
  await new Promise((resolve) => setTimeout(resolve, lines > 0 ? settleMs : 0))
  startAt = performance.now() + 50
  while (outcomes.length < load.count) {
    const now = performance.now()
    while (next < load.count && dueAt(next) <= now) {
      send(next, dueAt(next))
      next += 1
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  for (const line of idle) line.end()
  return outcomes
}

type Line = { send(index: number, dueAt: number): void; end(): void }

/** One socket with one call on its way at a time. A line that fails is not used again. */
function openLine(
  port: number,
  { request, patienceMs }: OpenLoad,
  finish: (outcome: Outcome, line?: Line) => void,
  drop: (line: Line) => void,
): Line {
  const socket: Socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  let current: { index: number; dueAt: number; timer: NodeJS.Timeout } | undefined
  let text = ''

  const settle = (status: number, body: string, isUsable: boolean) => {
    if (!current) return
    const { index, dueAt, timer } = current
    clearTimeout(timer)
    current = undefined
    text = ''
    finish(
      { index, status, body, milliseconds: performance.now() - dueAt },
      isUsable ? line : undefined,
    )
  }
  const line: Line = {
    send(index, dueAt) {
      const timer = setTimeout(() => {
        settle(0, 'hung', false)
        socket.destroy()
      }, patienceMs)
      current = { index, dueAt, timer }
      socket.write(request(index))
    },
    end: () => socket.end(),
  }
  socket.on('data', (part) => {
    text += part.toString('latin1')
    const answer = readAnswer(text)
    if (answer) settle(answer.status, answer.body, true)
  })
  socket.on('error', () => settle(0, 'refused', false))
  socket.on('close', () => {
    drop(line)
    settle(0, 'cut', false)
  })
  return line
}
