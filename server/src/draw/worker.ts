// The thread's end of the draw. Tasks are done one after the other, as they come; lines are written
// into memory that the threads share, and so given back without a copy.

import { parentPort } from 'node:worker_threads'
import { type CheckWork, startCheck } from './check-work.ts'
import { type FreezeWork, startFreeze } from './freeze-work.ts'
import { findLots } from './lots-work.ts'
import { type RunWork, startRun } from './run-work.ts'
import type { Answer, FromThread, Task, ToThread } from './thread.ts'

const port = parentPort
if (!port) throw new Error('this is a thread of the draw')

let freeze: FreezeWork | undefined
let run: RunWork | undefined
let check: CheckWork | undefined

function begun<W>(work: W | undefined): W {
  if (!work) throw new Error('this work was not begun')
  return work
}

const work: { [K in Task['kind']]: (task: Task & { kind: K }) => Answer[K] | Promise<Answer[K]> } =
  {
    'freeze-begin': ({ task }) => {
      freeze = startFreeze(task)
      return undefined
    },
    rows: ({ bytes }) => {
      begun(freeze).add(bytes)
      return undefined
    },
    order: () => begun(freeze).order(),
    'next-frozen': ({ rooms }) => begun(freeze).next(rooms),
    lots: ({ task }) => {
      findLots(task)
      return undefined
    },
    rank: ({ task }) => {
      run = startRun(task)
      return run.outcome
    },
    'next-drawn': ({ rooms }) => begun(run).next(rooms),
    'check-begin': () => {
      check = startCheck()
      return undefined
    },
    'check-part': async ({ name, bytes }) => {
      await begun(check).take(name, bytes)
      return undefined
    },
    'check-frozen': ({ text }) => begun(check).frozen(text),
    'check-draw': ({ task }) => {
      begun(check).draw(task)
      return undefined
    },
    'check-rest': async ({ texts }) => {
      await begun(check).rest(texts)
      return undefined
    },
    'check-end': ({ texts }) => begun(check).end(texts),
    forget: () => {
      freeze = undefined
      run = undefined
      check = undefined
      return undefined
    },
  }

let last: Promise<void> = Promise.resolve()
port.on('message', ({ number, task }: ToThread) => {
  last = last.then(() => answer(number, task))
})

async function answer(number: number, task: Task): Promise<void> {
  try {
    const answerOf = work[task.kind] as (task: Task) => unknown
    const value = await answerOf(task)
    post({ number, value })
  } catch (error) {
    post({ number, fault: error instanceof Error ? (error.stack ?? error.message) : 'unknown' })
  }
}

function post(message: FromThread): void {
  port?.postMessage(message)
}
