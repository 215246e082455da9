// An agency's own matcher, asked over HTTP: two photos go out, a score comes back, and our bands make
// a band of it. Advice on a photo needs no match and stays with the built-in engine, on this machine.
// A matcher that is down, slow or talks nonsense is `engine-unavailable`, and after three times
// nobody waits for it: the desk compares by eye, as it would without a machine.

import { type Bands, bandOf } from '@garita/domain/comparison'
import type { Compared } from '@garita/domain/face-described'
import { type AgencyAnswer, readAnswer, readText } from './agency-answer.ts'
import { Breaker } from './breaker.ts'
import type { FaceEngine } from './engine.ts'

export type AgencyOptions = {
  readonly url: string
  /** Sent as a bearer token, where there is one. */
  readonly token?: string
  readonly bands: Bands
  /** How long one comparison may take, the sending included. */
  readonly timeoutMs?: number
  /** Comparisons under way at the same time; one more is answered at once. */
  readonly atOnce?: number
  readonly breaker?: { readonly failures: number; readonly pauseMs: number }
  /** Told when the matcher is given up for a while. No personal data. */
  readonly onTrouble?: (what: string) => void
}

/** @param local describes photos, and measures quality where the matcher does not */
export function createAgencyEngine(options: AgencyOptions, local: FaceEngine): FaceEngine {
  const { bands, onTrouble, atOnce = 8 } = options
  const patience = options.breaker ?? { failures: 3, pauseMs: 30_000 }
  const breaker = new Breaker(patience, () => performance.now())
  const underWay = new Set<AbortController>()
  let isClosed = false

  /** Nothing where no sound answer came in time. */
  async function askMatcher(first: Uint8Array, second: Uint8Array) {
    if (isClosed || underWay.size >= atOnce) return undefined
    const pass = breaker.lets()
    if (!pass) return undefined
    const ending = new AbortController()
    underWay.add(ending)
    const answer = await send(options, first, second, ending.signal).catch(() => undefined)
    underWay.delete(ending)
    const gaveUp = breaker.report(pass, answer !== undefined)
    if (gaveUp && !isClosed) onTrouble?.('the agency’s face matcher does not answer')
    return answer
  }

  return {
    bands,
    get state() {
      return breaker.isOpen || isClosed ? 'failed' : 'ready'
    },
    get pid() {
      return local.pid
    },
    get pids() {
      return local.pids
    },
    describe: (photo, giveUp) => local.describe(photo, giveUp),
    /** [K7] Never later than the time-out, never thrown. */
    async compare(first, second) {
      const startedAt = performance.now()
      const answer = await askMatcher(first, second)
      const flags = answer && (answer.flags ?? (await local.compare(first, second)).flags)
      const compared = comparedBy(answer, flags ?? [], bands)
      return { ...compared, ms: performance.now() - startedAt }
    },
    start: () => local.start(),
    async close() {
      isClosed = true
      for (const ending of underWay) ending.abort()
      await local.close()
    },
  }
}

function comparedBy(
  answer: AgencyAnswer | undefined,
  flags: Compared['flags'],
  bands: Bands,
): Omit<Compared, 'ms'> {
  const about = { flags, bandsVersion: bands.version }
  if (!answer) {
    return { band: 'cannot-compare', reason: 'engine-unavailable', photo: 'both', ...about }
  }
  if ('reason' in answer) {
    return { band: 'cannot-compare', reason: answer.reason, photo: answer.photo, ...about }
  }
  const { score, model } = answer
  return { band: bandOf(score, bands), score, model, ...about }
}

/** Throws for everything that is not a sound answer in time. */
async function send(
  { url, token, timeoutMs = 5000 }: AgencyOptions,
  first: Uint8Array,
  second: Uint8Array,
  ending: AbortSignal,
): Promise<AgencyAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ first: inBase64(first), second: inBase64(second) }),
    // Photos go to the address that was set and to no other.
    redirect: 'error',
    signal: AbortSignal.any([ending, AbortSignal.timeout(timeoutMs)]),
  })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`the matcher answered ${response.status}`)
  }
  const answer = readAnswer(await readText(response))
  if (!answer) throw new Error('the matcher answered nonsense')
  return answer
}

function inBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}
