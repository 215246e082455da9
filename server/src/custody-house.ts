// The house as a custodian's own client reaches it from elsewhere: signs in, asks, acts, and reads
// published files, all through HTTP. Keeps the session, and signs in anew when it has ended.

import { randomUUID } from 'node:crypto'
import type { ActName, AnswerOf, AskAnswerOf, InputOf } from '@garita/contract'
import type { CustodyHouse } from './custody-round.ts'

export type SignInMeans = {
  readonly user: string
  readonly password: string
  /** The six digits of this moment. */
  code(): Promise<string> | string
}

/** The network or the house is away: nothing is wrong, and trying again later helps. */
export class HouseAway extends Error {}

/** User name, password or code is wrong, or the account is no custodian's. */
export class SignInRefused extends Error {}

/** The house said no, by name. */
export class HouseRefused extends Error {}

/** The longest that any answer is waited for. */
const patienceMs = 30_000

/** @param address as people type it, without a slash at the end. */
export function custodyHouse(address: string, means: SignInMeans): CustodyHouse {
  const cookies = new Map<string, string>()

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...init.headers, ...(cookie ? { cookie } : {}) }
    const signal = AbortSignal.timeout(patienceMs)
    let answer: Response
    try {
      answer = await fetch(`${address}${path}`, { ...init, headers, signal })
    } catch (error) {
      throw new HouseAway(causeOf(error))
    }
    for (const line of answer.headers.getSetCookie()) keepCookie(cookies, line)
    if (answer.status >= 500 || answer.status === 429) {
      throw new HouseAway(`${address} answers ${answer.status}`)
    }
    return answer
  }

  async function signIn(): Promise<void> {
    cookies.clear()
    const { user, password } = means
    const body = JSON.stringify({ user, password, code: await means.code() })
    const answer = await send('/api/sign-in/staff', posting(address, body))
    if (!answer.ok) throw new SignInRefused(await sentenceOf(answer))
    const { role } = (await answer.json()) as { role?: string }
    if (role !== 'custodian') throw new SignInRefused(`${user} is no custodian.`)
  }

  /** Sent by whoever is signed in; the first time, and when the session has ended, signs in. */
  async function signedIn(path: string, init?: () => RequestInit): Promise<Response> {
    if (cookies.size === 0) await signIn()
    const first = await send(path, init?.())
    if (first.status !== 401) return first
    await signIn()
    return await send(path, init?.())
  }

  async function act<N extends ActName>(name: N, input: InputOf<N>): Promise<AnswerOf<N>> {
    const body = JSON.stringify(input)
    const key = randomUUID()
    const answer = await signedIn(`/api/acts/${name}`, () => posting(address, body, key))
    if (!answer.ok) throw new HouseRefused(await sentenceOf(answer))
    return (await answer.json()) as AnswerOf<N>
  }

  return {
    custody: async () => {
      const answer = await signedIn('/api/asks/custody')
      if (!answer.ok) throw new HouseRefused(await sentenceOf(answer))
      return (await answer.json()) as AskAnswerOf<'custody'>
    },
    commit: (input) => act('commit-secrets', input),
    reveal: (input) => act('reveal-secret', input),
    // Without a cookie, as everybody sees it.
    file: async (draw, name) => {
      const answer = await send(`/draws/${draw}/${name}`)
      if (!answer.ok) throw new HouseRefused(await sentenceOf(answer))
      return new Uint8Array(await answer.arrayBuffer())
    },
  }
}

function posting(address: string, body: string, key?: string): RequestInit {
  const headers = {
    'content-type': 'application/json',
    origin: new URL(address).origin,
    ...(key ? { 'idempotency-key': key } : {}),
  }
  return { method: 'POST', headers, body }
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const [name = '', ...value] = pair.split('=')
  const isOver = attributes.some((one) => /^\s*max-age=0\s*$/i.test(one))
  if (isOver) cookies.delete(name.trim())
  else cookies.set(name.trim(), value.join('=').trim())
}

/** What the house says, in its own words. */
async function sentenceOf(answer: Response): Promise<string> {
  const problem = (await answer.json().catch(() => ({}))) as { sentence?: string; name?: string }
  return `${problem.sentence ?? 'The house said no.'} (${problem.name ?? answer.status})`
}

/** What lies behind `fetch failed`. */
function causeOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error && cause.message ? cause.message : message
}
