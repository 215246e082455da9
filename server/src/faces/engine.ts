// The face engine as the server sees it: describe a photo, compare two. One picture at a time a
// worker, in a process of its own; comparisons, for which people stand waiting at the port, go before
// descriptions. Whatever goes wrong is an answer and never an exception: no registration and no
// arrival ever stops because of this engine.

import { type Bands, defaultBands } from '@garita/domain/comparison'
import { type Compared, compareDescribed, type Described } from '@garita/domain/face-described'
import { KeptWorker, type KeptWorkerOptions, unavailable } from './kept-worker.ts'

export type {
  Compared,
  Described,
  DescribedFace,
  KeptFace,
  UndescribedFace,
} from '@garita/domain/face-described'
export { compareDescribed, compareVectors } from '@garita/domain/face-described'

/** What every engine is: built in, with another recogniser, or an agency's own. */
export type FaceEngine = {
  /**
   * Refusals in the answer; `engine-unavailable` if full, failed or closed, or if `giveUp` is
   * aborted while the picture waits.
   */
  describe(photo: Uint8Array, giveUp?: AbortSignal): Promise<Described>
  /** The band of two photos, or `cannot-compare` with the reason. */
  compare(first: Uint8Array, second: Uint8Array): Promise<Compared>
  /** Starts the worker ahead of the first picture: call it once the server listens. */
  start(): Promise<void>
  /** Answers what still waits with `engine-unavailable`, and ends the workers. */
  close(): Promise<void>
  readonly state: 'starting' | 'ready' | 'failed'
  /** By which scores become bands. */
  readonly bands: Bands
  /** The first worker's process, while there is one. */
  readonly pid: number | undefined
  /** Of every worker that runs. */
  readonly pids: readonly number[]
}

export type FaceEngineOptions = {
  readonly bands?: Bands
  /** An ONNX recogniser on the ArcFace template instead of the built-in one. */
  readonly model?: string | undefined
  /** Processes that look at pictures at the same time. */
  readonly workers?: number
  /** How long one picture may take; measured: 150 ms. */
  readonly pictureLimitMs?: number
  /** What a worker's process may hold in all; measured: 200 to 300 with the models, 490 with the largest picture. */
  readonly memoryLimitMebibytes?: number
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

/** An engine that starts nothing until `start` or the first picture. */
export function createFaceEngine(options: FaceEngineOptions = {}): FaceEngine {
  return new WorkerEngine(options)
}

class WorkerEngine implements FaceEngine {
  readonly bands: Bands
  readonly #waitingLimit: number
  readonly #workers: readonly KeptWorker[]
  readonly #idle: KeptWorker[]
  readonly #comparing: Job[] = []
  readonly #describing: Job[] = []
  #isClosed = false

  constructor({ bands, workers, waitingLimit, ...options }: FaceEngineOptions) {
    const kept: KeptWorkerOptions = {
      model: undefined,
      pictureLimitMs: 20_000,
      memoryLimitMebibytes: 1024,
      startLimitMs: 30_000,
      picturesPerProcess: 1000,
      retryAfterMs: 30_000,
      onTrouble: () => undefined,
      ...options,
    }
    this.bands = bands ?? defaultBands
    this.#waitingLimit = waitingLimit ?? 64
    this.#workers = Array.from({ length: workers ?? 1 }, () => new KeptWorker(kept))
    // Taken from the end: the first worker comes first, and the others only when it is busy.
    this.#idle = this.#workers.toReversed()
  }

  get state() {
    const states = this.#workers.map(({ state }) => state)
    return (['ready', 'starting'] as const).find((one) => states.includes(one)) ?? 'failed'
  }

  get pid() {
    return this.#workers[0]?.pid
  }

  get pids() {
    return this.#workers.flatMap(({ pid }) => pid ?? [])
  }

  describe(photo: Uint8Array, giveUp?: AbortSignal): Promise<Described> {
    return this.#enqueue(photo, this.#describing, giveUp)
  }

  async compare(first: Uint8Array, second: Uint8Array): Promise<Compared> {
    const [one, other] = await Promise.all([
      this.#enqueue(first, this.#comparing),
      this.#enqueue(second, this.#comparing),
    ])
    return compareDescribed(one, other, this.bands)
  }

  async start(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.ready()))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const job of [...this.#comparing.splice(0), ...this.#describing.splice(0)]) {
      job.answer(unavailable)
    }
    await Promise.all(this.#workers.map((worker) => worker.close()))
  }

  #enqueue(photo: Uint8Array, queue: Job[], giveUp?: AbortSignal): Promise<Described> {
    const isFull = queue.length >= this.#waitingLimit
    if (this.#isClosed || isFull || giveUp?.aborted) return Promise.resolve(unavailable)
    return new Promise((answer) => {
      const job = { photo, answer }
      queue.push(job)
      // Nobody waits for it any more: it keeps nobody else waiting either.
      const leave = () => {
        const place = queue.indexOf(job)
        if (place >= 0) queue.splice(place, 1)[0]?.answer(unavailable)
      }
      giveUp?.addEventListener('abort', leave, { once: true })
      const worker = this.#idle.pop()
      if (worker) void this.#serve(worker)
    })
  }

  async #serve(worker: KeptWorker): Promise<void> {
    for (let job = this.#next(); job; job = this.#next()) {
      job.answer(await worker.look(job.photo).catch(() => unavailable))
    }
    this.#idle.push(worker)
  }

  #next(): Job | undefined {
    return this.#comparing.shift() ?? this.#describing.shift()
  }
}
