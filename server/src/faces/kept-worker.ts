// One worker that is always there: started before its first picture, started anew after its death,
// replaced after a while, and left alone for a time where it cannot be started. A picture over which
// it dies is called unreadable: whoever sent it is told what to do, and the next one is served.

import type { Described } from '@garita/domain/face-described'
import { startWorker, type WorkerProcess } from './worker-process.ts'

export type KeptWorkerOptions = {
  /** The file of another recogniser than the built-in one. */
  readonly model: string | undefined
  readonly pictureLimitMs: number
  readonly memoryLimitMebibytes: number
  readonly startLimitMs: number
  readonly picturesPerProcess: number
  readonly retryAfterMs: number
  readonly onTrouble: (what: string) => void
}

export const unavailable: Described = {
  ok: false,
  reason: 'engine-unavailable',
  advice: [],
  ms: 0,
}

export class KeptWorker {
  readonly #options: KeptWorkerOptions
  #worker: WorkerProcess | undefined
  #starting: Promise<WorkerProcess | undefined> | undefined
  #failedAt: number | undefined
  #seen = 0
  #isClosed = false

  constructor(options: KeptWorkerOptions) {
    this.#options = options
  }

  get state(): 'starting' | 'ready' | 'failed' {
    if (this.#worker?.isAlive()) return 'ready'
    return this.#failedAt === undefined && !this.#isClosed ? 'starting' : 'failed'
  }

  get pid(): number | undefined {
    return this.#worker?.isAlive() ? this.#worker.pid : undefined
  }

  /** [K6] `unreadable` where the process died over it or passed a limit. */
  async look(photo: Uint8Array): Promise<Described> {
    const { picturesPerProcess, pictureLimitMs, memoryLimitMebibytes, onTrouble } = this.#options
    if (this.#seen >= picturesPerProcess) await this.#worker?.end()
    const worker = await this.ready()
    if (!worker) return unavailable
    this.#seen += 1
    const limits = { milliseconds: pictureLimitMs, mebibytes: memoryLimitMebibytes }
    const startedAt = performance.now()
    const described = await worker.describe(photo, limits)
    if (described) return described
    if (this.#isClosed) return unavailable
    onTrouble('the face engine was lost')
    const ms = performance.now() - startedAt
    return { ok: false, reason: 'unreadable', advice: [], ms }
  }

  /** The worker, started anew if there is none; nothing if it cannot be started now. */
  async ready(): Promise<WorkerProcess | undefined> {
    if (this.#worker?.isAlive()) return this.#worker
    if (this.#isClosed || this.#isPausing()) return undefined
    this.#starting ??= this.#begin()
    const worker = await this.#starting
    this.#starting = undefined
    return worker
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#starting
    await this.#worker?.end()
  }

  #isPausing(): boolean {
    return (
      this.#failedAt !== undefined &&
      performance.now() - this.#failedAt < this.#options.retryAfterMs
    )
  }

  async #begin(): Promise<WorkerProcess | undefined> {
    try {
      this.#worker = await startWorker(this.#options.startLimitMs, this.#options.model)
      this.#failedAt = undefined
      this.#seen = 0
      return this.#worker
    } catch (error) {
      this.#failedAt = performance.now()
      this.#options.onTrouble(`the face engine did not start: ${String(error)}`)
      return undefined
    }
  }
}
