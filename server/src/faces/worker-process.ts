// The server's end of the worker: start it, hand it one picture at a time, notice its death. A
// process of its own and not a thread, because a picture that crashes the decoder's native code
// takes its whole process with it; a process can also be stopped at once in mid-computation, has
// its own memory limit, and shares no secret with the server: no environment, no open file but the
// pipes, and of the disk its own code and models alone.

import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type { Described } from '@garita/domain/face-described'
import { residentMebibytes } from './resident-memory.ts'
import type { FromWorker, ToWorker } from './worker.ts'
import { workerPermissions } from './worker-permissions.ts'

export type PictureLimits = {
  readonly milliseconds: number
  /** Of the whole process, models included. */
  readonly mebibytes: number
}

export type WorkerProcess = {
  readonly pid: number | undefined
  /** Nothing if the process died over it, or was ended because it passed a limit. */
  describe(photo: Uint8Array, limits: PictureLimits): Promise<Described | undefined>
  isAlive(): boolean
  /** Asks it to end, insists after two seconds, and waits until it is gone. */
  end(): Promise<void>
}

/** MiB of JavaScript heap; measured: 60 in use. Pictures and models lie outside it. */
const heapMebibytes = 256
/** A look at the memory costs 0.1 ms; the decoder can fill about 100 MiB between two. */
const memoryLookMs = 50

/**
 * Rejects with what the process said last, if it is not ready within `limitMs`.
 * @param onnx the file of another recogniser than the built-in one
 */
export async function startWorker(limitMs: number, onnx?: string): Promise<WorkerProcess> {
  const child = fork(
    new URL('./worker.ts', import.meta.url),
    onnx === undefined ? [] : [path.resolve(onnx)],
    {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heapMebibytes}`, ...workerPermissions(onnx)],
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  )
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
    throw new Error(sentenceIn(lastWords))
  }
  let number = 0
  return {
    pid: child.pid,
    isAlive: () => isAlive(child),
    async describe(photo, { milliseconds, mebibytes }) {
      number += 1
      const mine = number
      const answered = nextMessage(
        child,
        milliseconds,
        (message) => message.kind === 'described' && message.number === mine,
      )
      const task: ToWorker = { number, photo }
      const stopWatching = watchMemory(child, mebibytes)
      // A failed send shows in the process's end, for which `nextMessage` waits too.
      if (isAlive(child)) child.send(task, () => undefined)
      const message = await answered
      stopWatching()
      if (message?.kind === 'described') return message.described
      child.kill('SIGKILL')
      return undefined
    },
    end: () => end(child),
  }
}

/** Ends the process once it holds more than it may. Where the system does not tell, only the heap is limited. */
function watchMemory(child: ChildProcess, limit: number): () => void {
  const watching = setInterval(async () => {
    const held = child.pid === undefined ? undefined : await residentMebibytes(child.pid)
    if (held !== undefined && held > limit) child.kill('SIGKILL')
  }, memoryLookMs)
  return () => clearInterval(watching)
}

/** Of a stack trace the sentence, else all of it. */
function sentenceIn(lastWords: string): string {
  const words = lastWords.trim()
  return /^(?:\w*Error|Error): (.+)$/m.exec(words)?.[1] ?? (words || 'it said nothing')
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
