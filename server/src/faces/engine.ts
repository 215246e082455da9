// The face engine as the server sees it: describe a photo, compare two. One picture at a time, in a
// process of its own; comparisons, for which people stand waiting at the port, go before
// descriptions. Whatever goes wrong is an answer and never an exception: no registration and no
// arrival ever stops because of this engine.

import { type Bands, defaultBands } from '@garita/domain/comparison'
import { type Compared, compareDescribed, type Described } from './described.ts'
import { startWorker, type WorkerProcess } from './worker-process.ts'

export type { Compared, Described, DescribedFace, KeptFace, UndescribedFace } from './described.ts'
export { compareDescribed, compareVectors } from './described.ts'

export type FaceEngine = {
  /** Refusals in the answer; `engine-unavailable` if full, failed, closed or killed meanwhile. */
  describe(photo: Uint8Array): Promise<Described>
  /** The band of two photos, or `cannot-compare` with the reason. */
  compare(first: Uint8Array, second: Uint8Array): Promise<Compared>
  /** Starts the worker ahead of the first picture: call it once the server listens. */
  start(): Promise<void>
  /** Answers what still waits with `engine-unavailable`, and ends the worker. */
  close(): Promise<void>
  readonly state: 'starting' | 'ready' | 'failed'
  /** The worker's process, while there is one. */
  readonly pid: number | undefined
}

export type FaceEngineOptions = {
  readonly bands?: Bands
  /** How long one picture may take; measured: 150 ms. */
  readonly pictureLimitMs?: number
  /** How long loading may take; measured: under 1 s. */
  readonly startLimitMs?: number
  /**
   * Pictures that may wait to be described, and as many to be compared, so that nobody's advice
   * stands in the way of a port; one more is answered at once with `engine-unavailable`.
   */
  readonly waitingLimit?: number
  /**
   * After so many the process is replaced, in 0.6 s: the wasm back end's memory grows by 0.13 MiB a
   * picture, though no tensor is left over.
   */
  readonly picturesPerProcess?: number
  /** After a start that failed, how long until a picture may try again. */
  readonly retryAfterMs?: number
  /** Told about every start that failed and every worker that was lost. No personal data. */
  readonly onTrouble?: (what: string) => void
}

type Job = { readonly photo: Uint8Array; readonly answer: (described: Described) => void }

const unavailable: Described = { ok: false, reason: 'engine-unavailable', advice: [], ms: 0 }

/** An engine that starts nothing until `start` or the first picture. */
export function createFaceEngine(options: FaceEngineOptions = {}): FaceEngine {
  return new Engine(options)
}

class Engine implements FaceEngine {
  readonly #options: Required<FaceEngineOptions>
  readonly #comparing: Job[] = []
  readonly #describing: Job[] = []
  #worker: WorkerProcess | undefined
  #starting: Promise<WorkerProcess | undefined> | undefined
  #failedAt: number | undefined
  #seen = 0
  #isServing = false
  #isClosed = false

  constructor(options: FaceEngineOptions) {
    this.#options = {
      bands: defaultBands,
      pictureLimitMs: 20_000,
      startLimitMs: 30_000,
      waitingLimit: 64,
      picturesPerProcess: 1000,
      retryAfterMs: 30_000,
      onTrouble: () => undefined,
      ...options,
    }
  }

  get state() {
    if (this.#worker?.isAlive()) return 'ready'
    return this.#failedAt === undefined && !this.#isClosed ? 'starting' : 'failed'
  }

  get pid() {
    return this.#worker?.isAlive() ? this.#worker.pid : undefined
  }

  describe(photo: Uint8Array): Promise<Described> {
    return this.#enqueue(photo, this.#describing)
  }

  async compare(first: Uint8Array, second: Uint8Array): Promise<Compared> {
    const [one, other] = await Promise.all([
      this.#enqueue(first, this.#comparing),
      this.#enqueue(second, this.#comparing),
    ])
    return compareDescribed(one, other, this.#options.bands)
  }

  async start(): Promise<void> {
    await this.#ready()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const job of [...this.#comparing.splice(0), ...this.#describing.splice(0)]) {
      job.answer(unavailable)
    }
    await this.#starting
    await this.#worker?.end()
  }

  #enqueue(photo: Uint8Array, queue: Job[]): Promise<Described> {
    const isFull = queue.length >= this.#options.waitingLimit
    if (this.#isClosed || isFull) return Promise.resolve(unavailable)
    return new Promise((answer) => {
      queue.push({ photo, answer })
      void this.#serve()
    })
  }

  async #serve(): Promise<void> {
    if (this.#isServing) return
    this.#isServing = true
    for (let job = this.#next(); job; job = this.#next()) {
      job.answer(await this.#look(job.photo).catch(() => unavailable))
    }
    this.#isServing = false
  }

  #next(): Job | undefined {
    return this.#comparing.shift() ?? this.#describing.shift()
  }

  async #look(photo: Uint8Array): Promise<Described> {
    if (this.#seen >= this.#options.picturesPerProcess) await this.#worker?.end()
    const worker = await this.#ready()
    this.#seen += 1
    const described = await worker?.describe(photo, this.#options.pictureLimitMs)
    if (worker && !described && !this.#isClosed) this.#options.onTrouble('the face engine was lost')
    return described ?? unavailable
  }

  /** The worker, started anew if there is none; nothing if it cannot be started now. */
  async #ready(): Promise<WorkerProcess | undefined> {
    if (this.#worker?.isAlive()) return this.#worker
    if (this.#isClosed || this.#isPausing()) return undefined
    this.#starting ??= this.#begin()
    const worker = await this.#starting
    this.#starting = undefined
    return worker
  }

  #isPausing(): boolean {
    return (
      this.#failedAt !== undefined &&
      performance.now() - this.#failedAt < this.#options.retryAfterMs
    )
  }

  async #begin(): Promise<WorkerProcess | undefined> {
    try {
      this.#worker = await startWorker(this.#options.startLimitMs)
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
