// Somebody who uses the address by program instead of by page: signs in by the code that the demo
// shows, performs acts under keys, asks. Used where a test needs many people at once.

import { randomUUID } from 'node:crypto'
import type { ActName, AskAnswerOf, AskName, InputOf, QueryOf } from '@garita/contract'

export type Answer = { readonly status: number; readonly body: string }

export type Client = {
  act<N extends ActName>(name: N, input: InputOf<N>, key?: string): Promise<Answer>
  ask<N extends AskName>(name: N, query: QueryOf<N>): Promise<AskAnswerOf<N>>
  /** Another address of the same house, after a restart on another port. */
  moveTo(address: string): void
}

type Demo = {
  readonly messages: readonly { to: { address: string }; text: string }[]
  readonly staff: readonly { role: string; user: string; password: string; code: string }[]
}

/** Signs in as an applicant by the code sent to this e-mail address. */
export async function signInApplicant(address: string, to: string): Promise<Client> {
  await post(address, '/api/sign-in/send-code', { to, language: 'es' })
  const { messages } = await demoOf(address)
  const code = /\b\d{6}\b/.exec(messages.find((one) => one.to.address === to)?.text ?? '')?.[0]
  if (!code) throw new Error(`no code was sent to ${to}`)
  return clientOf(address, await signIn(address, '/api/sign-in/code', { to, code }))
}

/** Signs in as the first demo member of staff with this role. */
export async function signInStaff(address: string, role: string): Promise<Client> {
  const { staff } = await demoOf(address)
  const one = staff.find((member) => member.role === role)
  if (!one) throw new Error(`no demo ${role}`)
  const { user, password, code } = one
  return clientOf(address, await signIn(address, '/api/sign-in/staff', { user, password, code }))
}

async function demoOf(address: string): Promise<Demo> {
  return (await (await fetch(`${address}/api/demo`)).json()) as Demo
}

async function signIn(address: string, path: string, body: object): Promise<string> {
  const answer = await post(address, path, body)
  if (!answer.ok) throw new Error(`signing in: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function post(address: string, path: string, body: object): Promise<Response> {
  return await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify(body),
  })
}

function clientOf(first: string, cookie: string): Client {
  let address = first
  return {
    act: async (name, input, key = randomUUID()) => {
      const answer = await fetch(`${address}/api/acts/${name}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          origin: address,
          cookie,
        },
        body: JSON.stringify(input),
      })
      return { status: answer.status, body: await answer.text() }
    },
    ask: async (name, query) => {
      const search = new URLSearchParams(query as Record<string, string>)
      const answer = await fetch(`${address}/api/asks/${name}?${search}`, { headers: { cookie } })
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as never
    },
    moveTo: (next) => {
      address = next
    },
  }
}
