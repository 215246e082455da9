// Proof of work: instead of a lock or a puzzle of pictures the phone works for some seconds, in a worker so that the
// page stays alive. What is solved is ALTCHA's challenge, version 2.

import type { Challenge, Solution } from 'altcha-lib/types'

/**
 * The proof to send with the act: base64 of the challenge and its solution. Undefined where it could not be found:
 * no worker, no WebCrypto (plain http), or no solution in a minute and a half.
 */
export async function solve(challenge: object): Promise<string | undefined> {
  const solution = await work(challenge)
  return solution === null ? undefined : btoa(JSON.stringify({ challenge, solution }))
}

/** What the worker is told and what it answers; null where there is no solution. */
export type Task = Challenge
export type Found = Solution | null

async function work(challenge: object): Promise<Found> {
  if (typeof Worker === 'undefined') return null
  const worker = new Worker(new URL('./proof-worker.ts', import.meta.url), { type: 'module' })
  try {
    return await new Promise<Found>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Found>) => resolve(data)
      worker.onerror = () => resolve(null)
      worker.postMessage(challenge)
    })
  } finally {
    worker.terminate()
  }
}
