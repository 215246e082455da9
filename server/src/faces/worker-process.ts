// The server's end of the worker: start it, hand it one picture at a time, notice its death. A
// process of its own and not a thread, because a picture that crashes the decoder's native code
// takes its whole process with it; a process can also be stopped at once in mid-computation, has
// its own memory limit, and shares no secret with the server.

import { type ChildProcess, fork } from 'node:child_process'
import type { Described } from './described.ts'
import type { FromWorker, ToWorker } from './worker.ts'

export type WorkerProcess = {
  readonly pid: number | undefined
  /** Nothing if the process died over it, or was ended because `limitMs` had passed. */
  describe(photo: Uint8Array, limitMs: number): Promise<Described | undefined>
  isAlive(): boolean
  /** Asks it to end, insists after two seconds, and waits until it is gone. */
  end(): Promise<void>
}

/** MiB of JavaScript heap; measured: 60 in use. Pictures and models lie outside it. */
const heapMebibytes = 256

/** Rejects with what the process said last, if it is not ready within `limitMs`. */
export async function startWorker(limitMs: number): Promise<WorkerProcess> {
  const child = fork(new URL('./worker.ts', import.meta.url), [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${heapMebibytes}`],
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  // Without a listener an 'error' would end the server; the end itself shows in 'exit' or the pid.
  child.on('error', () => undefined)
  const closed = new Promise<unknown>((resolve) => child.once('close', resolve))
  let lastWords = ''
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text).slice(-2000)
  })
  const ready = await nextMessage(child, limitMs, (message) => message.kind === 'ready')
  if (!ready) {
    child.kill('SIGKILL')
    // After 'exit' there may still be words in the pipe; 'close' comes when it is empty.
    if (child.pid !== undefined) await closed
    throw new Error(lastWords.trim() || 'it said nothing')
  }
  let number = 0
  return {
    pid: child.pid,
    isAlive: () => isAlive(child),
    async describe(photo, withinMs) {
      number += 1
      const mine = number
      const answered = nextMessage(
        child,
        withinMs,
        (message) => message.kind === 'described' && message.number === mine,
      )
      const task: ToWorker = { number, photo }
      // A failed send shows in the process's end, for which `nextMessage` waits too.
      if (isAlive(child)) child.send(task, () => undefined)
      const message = await answered
      if (message?.kind === 'described') return message.described
      child.kill('SIGKILL')
      return undefined
    },
    end: () => end(child),
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.connected && !child.killed && child.exitCode === null && child.signalCode === null
}

/** The first message that `fits`; nothing once the process is gone or the time is up. */
function nextMessage(
  child: ChildProcess,
  limitMs: number,
  fits: (message: FromWorker) => boolean,
): Promise<FromWorker | undefined> {
  return new Promise((resolve) => {
    const onMessage = (message: unknown) => {
      const known = message as FromWorker
      if (fits(known)) settle(known)
    }
    const onGone = () => settle(undefined)
    const timer = setTimeout(onGone, limitMs)
    function settle(message: FromWorker | undefined): void {
      clearTimeout(timer)
      child.off('message', onMessage).off('exit', onGone).off('disconnect', onGone)
      resolve(message)
    }
    child.on('message', onMessage).on('exit', onGone).on('disconnect', onGone)
    if (child.pid === undefined || !isAlive(child)) onGone()
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  await new Promise<void>((resolve) => {
    const insist = setTimeout(() => child.kill('SIGKILL'), 2000)
    child.once('exit', () => {
      clearTimeout(insist)
      resolve()
    })
    if (child.connected) child.disconnect()
    else child.kill('SIGKILL')
  })
}
