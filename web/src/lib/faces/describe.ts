// Looks at a photo in the browser, for the desk without a network: the same models, steps and bands
// as the server's engine, in a worker so that the console stays alive. Whatever goes wrong is an
// answer: nobody's arrival stops because of it.

import type { Described } from '@garita/domain/face-described'

export { compareDescribed } from '@garita/domain/face-described'

/** Without a photo: only load what is needed. */
export type Task = { readonly number: number; readonly photo?: Blob }
export type Done = { readonly number: number; readonly described: Described }

/** Loading 10 MB of models and one photo; later ones take 0.1 to 0.5 s. */
const patienceMs = 60_000

type Waiting = (described: Described) => void
let worker: Worker | undefined
const waiting = new Map<number, Waiting>()
let count = 0

/** What the engine says of a photo. `engine-unavailable`: no worker here, or its files are not at hand. */
export function describeInBrowser(photo: Blob): Promise<Described> {
  return send({ photo })
}

/**
 * Loads worker and models while there is a network, so that the service worker keeps them: 10 MB,
 * once. True once photos can be described without one.
 */
export async function prepareInBrowser(): Promise<boolean> {
  const answer = await send({})
  return answer.ok || answer.reason === 'no-face'
}

function send(what: Omit<Task, 'number'>): Promise<Described> {
  return new Promise((resolve) => {
    count += 1
    const number = count
    const timer = setTimeout(() => lose('unreadable'), patienceMs)
    waiting.set(number, (described) => {
      clearTimeout(timer)
      resolve(described)
    })
    const task: Task = { number, ...what }
    try {
      worker ??= start()
      worker.postMessage(task)
    } catch {
      lose('engine-unavailable')
    }
  })
}

function start(): Worker {
  const started = new Worker(new URL('./face-worker.ts', import.meta.url), { type: 'module' })
  started.onmessage = ({ data }: MessageEvent<Done>) => {
    waiting.get(data.number)?.(data.described)
    waiting.delete(data.number)
    // Perhaps only the network was away: what comes next begins with nothing half loaded.
    const { described } = data
    if (!described.ok && described.reason === 'engine-unavailable') lose(described.reason)
  }
  started.onerror = () => lose('engine-unavailable')
  return started
}

/** Ends the worker and answers all that wait; the next photo starts another. */
function lose(reason: 'engine-unavailable' | 'unreadable'): void {
  worker?.terminate()
  worker = undefined
  for (const answer of waiting.values()) answer({ ok: false, reason, advice: [], ms: 0 })
  waiting.clear()
}
