// The one way in which a page changes anything: an act by its name, with a key that makes repeating it harmless.

import type { ActName, AnswerOf, AskAnswerOf, AskName, InputOf, QueryOf } from '@garita/contract'
import { keyFor, settleKey } from './key.ts'
import { type Problem, readProblem } from './problem.ts'
import { throughRush } from './rush.ts'
import { heard } from './session-locked.ts'
import { timeLimit } from './time-limit.ts'

/** What became of an act. */
export type Performed<N extends ActName> = { kind: 'allowed'; answer: AnswerOf<N> } | Problem

/** What came of an ask. */
export type Asked<N extends AskName> = { kind: 'answered'; answer: AskAnswerOf<N> } | Problem

/** An answer that takes longer counts as lost; the key makes sending again harmless. In milliseconds. */
const patienceMs = 30_000

/** A page shows that it waits meanwhile; then it says why, and lets the reader try again. */
const readTriesInARush = 3

const inFlight = new Map<string, Promise<unknown>>()

/**
 * Performs an act. While the same act with the same input is under way, a second call gets the first one's
 * result. Without `key` one is made and kept on the phone until an answer comes; the outbox brings its own.
 */
export async function perform<N extends ActName>(
  act: N,
  input: InputOf<N>,
  options: { key?: string } = {},
): Promise<Performed<N>> {
  const key = options.key ?? keyFor(act, input)
  const going = inFlight.get(key)
  if (going) return going as Promise<Performed<N>>
  const sending = send<N>(act, input, key)
  inFlight.set(key, sending)
  try {
    const result = await sending
    if (isAnswer(result)) settleKey(act, input)
    return result
  } finally {
    inFlight.delete(key)
  }
}

/** Asks; changes nothing. Values that are undefined are left out. The browser keeps answers by their ETag. */
export async function ask<N extends AskName>(
  name: N,
  query: QueryOf<N> = {} as QueryOf<N>,
): Promise<Asked<N>> {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query as Record<string, unknown>)) {
    if (value !== undefined) search.set(key, String(value))
  }
  const text = search.toString()
  const address = text ? `/api/asks/${name}?${text}` : `/api/asks/${name}`
  return get<AskAnswerOf<N>>(address)
}

/** False where sending again may still change the result: no answer, too many, a fault, not signed in. */
export function isAnswer(result: { kind: string }): boolean {
  return result.kind === 'allowed' || result.kind === 'refused' || result.kind === 'malformed'
}

async function send<N extends ActName>(
  act: N,
  input: InputOf<N>,
  key: string,
): Promise<Performed<N>> {
  return post<AnswerOf<N>>(`/api/acts/${act}`, input, { 'idempotency-key': key })
}

/** Posts JSON to an address of the server that is no act (signing in); a value for every outcome. */
export async function post<T>(
  address: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ kind: 'allowed'; answer: T } | Problem> {
  const askedAt = performance.now()
  const response = await reach(address, {
    method: 'POST',
    headers: { ...wanted(), 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!response) return { kind: 'offline' }
  if (!response.ok) return heard(await readProblem(response), askedAt)
  const answer = await bodyOf<T>(response)
  return answer === undefined ? { kind: 'offline' } : { kind: 'allowed', answer }
}

/** Gets JSON from an address of the server; `ask` is this for the asks of the contract. */
export async function get<T>(address: string): Promise<{ kind: 'answered'; answer: T } | Problem> {
  return await throughRush(() => getOnce<T>(address), readTriesInARush)
}

async function getOnce<T>(address: string): Promise<{ kind: 'answered'; answer: T } | Problem> {
  const askedAt = performance.now()
  const response = await reach(address, { headers: wanted() })
  if (!response) return { kind: 'offline' }
  if (!response.ok) return heard(await readProblem(response), askedAt)
  const answer = await bodyOf<T>(response)
  return answer === undefined ? { kind: 'offline' } : { kind: 'answered', answer }
}

/** Sentences in the language of the page, which need not be the browser's. */
function wanted(): Record<string, string> {
  const language = typeof document === 'undefined' ? 'es' : document.documentElement.lang
  return { accept: 'application/json', 'accept-language': language }
}

async function reach(address: string, init: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(address, {
      ...init,
      credentials: 'same-origin',
      signal: timeLimit(patienceMs),
    })
  } catch {
    return undefined
  }
}

/** The answer's body; undefined where it broke off on the way, which is a lost answer like any other. */
async function bodyOf<T>(response: Response): Promise<T | undefined> {
  try {
    return (await response.json()) as T
  } catch {
    return undefined
  }
}
