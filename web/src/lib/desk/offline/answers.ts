// What an answer of the server means for an act that waits, and what is put before a supervisor of one that was refused.

import type { Problem } from '../../problem.ts'

/** Why a flush ended: nothing left to send, no answer, or the server wants to know who one is. */
export type Flushed = 'empty' | 'no-answer' | 'not-signed-in' | 'not-permitted'

/** Of `content` in the contract, in characters. */
const contentLimit = 8000
const wordsLimit = 1000

/** Why the server will never take this act; undefined where another try may change it. */
export function reasonsOf(problem: Problem): readonly string[] | undefined {
  if (problem.kind === 'malformed') return ['malformed']
  return problem.kind === 'refused' ? problem.reasons.map(({ name }) => name) : undefined
}

/** Why sending ends for now. */
export function endOf({ kind }: Problem): Flushed {
  return kind === 'not-signed-in' || kind === 'not-permitted' ? kind : 'no-answer'
}

/**
 * No network, a server that cannot serve now, or [W3] one for which this session is locked: then the desk goes on by
 * itself, and what was on its way when the desk was locked waits until it is unlocked.
 */
export function isUnreached(problem: { readonly kind: string }): boolean {
  if (problem.kind === 'offline' || problem.kind === 'session-locked') return true
  const { kind, overload, reference } = problem as {
    kind: string
    overload?: boolean
    reference?: string
  }
  return (kind === 'too-many' && overload === true) || (kind === 'fault' && isGateway(reference))
}

/** The act's input as JSON, with long words cut where it would not fit. */
export function contentOf(input: object): string {
  const whole = JSON.stringify(input)
  if (whole.length <= contentLimit) return whole
  const cut = (_: string, value: unknown) =>
    typeof value === 'string' ? value.slice(0, wordsLimit) : value
  return JSON.stringify(input, cut).slice(0, contentLimit)
}

/** One window of a desk sends at a time, where the browser can see to it; the keys keep it harmless elsewhere. */
export async function alone<T>(account: string, task: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  if (!locks) return await task()
  return await locks.request(`garita-desk-outbox-${account}`, task)
}

/** What stands before our server answers so where that is down; our own faults carry a reference of ours. */
const isGateway = (reference = '') => /^http-50[234]$/.test(reference)
