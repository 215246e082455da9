// The server's end of a thread that works at a draw. The server must go on answering at noon, so
// nothing of a draw that grows with the number of tickets is worked out on the main thread.

import { Worker } from 'node:worker_threads'
import type { CheckTask, Verdict } from './check-work.ts'
import type { FreezeTask, Made, Ordered, Rooms } from './freeze-work.ts'
import type { LotsTask } from './lots-work.ts'
import type { DrawOutcome, RunTask } from './run-work.ts'

export type Task =
  | { readonly kind: 'freeze-begin'; readonly task: FreezeTask }
  | { readonly kind: 'rows'; readonly bytes: Uint8Array }
  | { readonly kind: 'order' }
  | { readonly kind: 'next-frozen'; readonly rooms: Rooms }
  | { readonly kind: 'lots'; readonly task: LotsTask }
  | { readonly kind: 'rank'; readonly task: RunTask }
  | { readonly kind: 'next-drawn'; readonly rooms: Rooms }
  | { readonly kind: 'check-begin' }
  | { readonly kind: 'check-part'; readonly name: string; readonly bytes: Uint8Array | null }
  | { readonly kind: 'check-frozen'; readonly text: Uint8Array }
  | { readonly kind: 'check-draw'; readonly task: CheckTask }
  | { readonly kind: 'check-rest'; readonly texts: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'check-end'; readonly texts: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'forget' }

export type Answer = {
  'freeze-begin': undefined
  rows: undefined
  order: Ordered
  'next-frozen': Made
  lots: undefined
  rank: DrawOutcome
  'next-drawn': Made
  'check-begin': undefined
  'check-part': undefined
  'check-frozen': Verdict
  'check-draw': undefined
  'check-rest': undefined
  'check-end': Verdict
  forget: undefined
}

export type ToThread = { readonly number: number; readonly task: Task }
export type FromThread =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly fault: string }

export type Thread = {
  /** Tasks are done in the order asked; a fault there is one here. */
  ask<T extends Task>(task: T): Promise<Answer[T['kind']]>
  /** While it is not held, the process may end. It is when it is taken. */
  hold(isHeld: boolean): void
  /** Gives it back; one that is still at something, whatever it is, ends. Repeatable. */
  close(): Promise<void>
}

/** Lines live for a moment: with room for a part of them hardly any has to be kept. */
const youngMebibytes = 64

type Waiting = { resolve(value: unknown): void; reject(error: Error): void }

/** A thread of a freeze is still warm when its draw is run, at most half an hour later. */
const keptMs = 3_600_000
let kept: OneThread | undefined

type OneThread = Omit<Thread, 'close'> & {
  isBusy(): boolean
  end(): Promise<void>
}

/** A thread of one's own until it is given back: one kept from before, or a new one. */
export function takeThread(): Thread {
  const thread = kept ?? newThread()
  kept = undefined
  thread.hold(true)
  let isOurs = true
  const close = async () => {
    if (!isOurs) return
    isOurs = false
    await giveBack(thread)
  }
  return { ask: thread.ask, hold: thread.hold, close }
}

async function giveBack(thread: OneThread): Promise<void> {
  if (thread.isBusy() || kept) return await thread.end()
  kept = thread
  thread.hold(false)
  // What it has in memory goes at once; it answers nothing that could fail.
  thread.ask({ kind: 'forget' }).catch(() => undefined)
  setTimeout(() => {
    if (kept !== thread) return
    kept = undefined
    void thread.end()
  }, keptMs).unref()
}

/** A part that was read back is handed over, not copied, where its bytes are alone in theirs. */
function buffersOf(task: Task): ArrayBuffer[] {
  if (task.kind !== 'check-part' || !task.bytes) return []
  const { buffer, byteLength } = task.bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
}

function newThread(): OneThread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    execArgv: [],
    env: {},
    resourceLimits: { maxYoungGenerationSizeMb: youngMebibytes },
  })
  const waiting = new Map<number, Waiting>()
  let asked = 0
  let ended: Error | undefined
  const fail = (error: Error) => {
    ended ??= error
    for (const one of waiting.values()) one.reject(ended)
    waiting.clear()
    if (kept === thread) kept = undefined
  }
  worker.on('message', (message: FromThread) => {
    const one = waiting.get(message.number)
    waiting.delete(message.number)
    if ('fault' in message) one?.reject(new Error(message.fault))
    else one?.resolve(message.value)
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('the thread of the draw ended')))
  const thread: OneThread = {
    ask(task) {
      if (ended) return Promise.reject(ended)
      asked += 1
      const number = asked
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve: resolve as Waiting['resolve'], reject })
        worker.postMessage({ number, task } satisfies ToThread, buffersOf(task))
      })
    },
    isBusy: () => waiting.size > 0 || ended !== undefined,
    end: async () => {
      await worker.terminate()
    },
    hold: (isHeld) => (isHeld ? worker.ref() : worker.unref()),
  }
  return thread
}
