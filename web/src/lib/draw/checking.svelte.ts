import type { CheckProgress, CheckTask, FromCheck } from './check-messages.ts'

/** Where a check stands. */
export type CheckState =
  | { kind: 'ready' }
  | { kind: 'running'; task: CheckTask; progress: CheckProgress | undefined }
  | Exclude<FromCheck, CheckProgress>
  | { kind: 'cancelled' }

export type Checking = {
  readonly state: CheckState
  start(task: CheckTask): void
  /** Stops at once; nothing is left behind. */
  cancel(): void
  /** As cancel, without a word: for a page that goes away. */
  stop(): void
}

/** One check at a time, in a worker that ends with it. */
export function checking(): Checking {
  let state = $state.raw<CheckState>({ kind: 'ready' })
  let worker: Worker | undefined

  function stop(): void {
    worker?.terminate()
    worker = undefined
  }

  function end(last: CheckState): void {
    stop()
    state = last
  }

  return {
    get state() {
      return state
    },
    start(task) {
      stop()
      state = { kind: 'running', task, progress: undefined }
      const own = newWorker()
      worker = own
      if (!own) return end({ kind: 'broken' })
      own.onmessage = ({ data }: MessageEvent<FromCheck>) => {
        if (data.kind === 'progress') state = { kind: 'running', task, progress: data }
        else end(data)
      }
      own.onerror = () => end({ kind: 'broken' })
      own.postMessage(task)
    },
    cancel: () => end({ kind: 'cancelled' }),
    stop,
  }
}

function newWorker(): Worker | undefined {
  if (typeof Worker === 'undefined') return undefined
  try {
    return new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' })
  } catch {
    return undefined
  }
}
