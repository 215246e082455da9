// Somebody who uses the address by program instead of by page: signs in by the code that the demo
// shows, performs acts under keys, asks. Used where a test needs many people at once.

import { randomUUID } from 'node:crypto'
import type { ActName, AnswerOf, AskAnswerOf, AskName, InputOf, QueryOf } from '@garita/contract'
import { hashOf, sendPhoto } from '../web/src/lib/send-photo.ts'
import { codeSentTo, staffOf } from './demo.ts'

export type Answer = { readonly status: number; readonly body: string }

export type PhotoRef = { readonly id: string; readonly sha256: string }

export type Client = {
  act<N extends ActName>(name: N, input: InputOf<N>, key?: string): Promise<Answer>
  /** The same where only success will do: throws with what was answered otherwise. */
  perform<N extends ActName>(name: N, input: InputOf<N>): Promise<AnswerOf<N>>
  ask<N extends AskName>(name: N, query: QueryOf<N>): Promise<AskAnswerOf<N>>
  /** Sends a photo in parts, as a phone does, and gives how an act names it. */
  sendPhoto(group: string, photo: Uint8Array): Promise<PhotoRef>
  /** Another address of the same house, after a restart on another port. */
  moveTo(address: string): void
}

/** Signs in as an applicant by the code sent to this e-mail address. */
export async function signInApplicant(address: string, to: string): Promise<Client> {
  await post(address, '/api/sign-in/send-code', { to, language: 'es' })
  const code = await codeSentTo(address, to)
  return clientOf(address, await signIn(address, '/api/sign-in/code', { to, code }))
}

/** Signs in as the first demo member of staff with this role. */
export async function signInStaff(address: string, role: string): Promise<Client> {
  const { user, password, code } = await staffOf(address, role)
  return clientOf(address, await signIn(address, '/api/sign-in/staff', { user, password, code }))
}

/** Registers a group and does all that comes before picking a place. */
export async function readyGroup(
  client: Client,
  input: InputOf<'register-group'>,
): Promise<AnswerOf<'register-group'>> {
  const registered = await client.perform('register-group', input)
  const { group, members } = registered
  const said = members.map((member) => ({ member, criteria: [], preferToSay: true }))
  await client.perform('attest', { group, language: input.language, said })
  for (const member of members) {
    await client.perform('add-photo', { group, member, photo: 'at-port' })
  }
  const where = { latitude: 32.514, longitude: -117.038, accuracyMeters: 30 }
  await client.perform('confirm-location', { group, where })
  return registered
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
  async function act<N extends ActName>(name: N, input: InputOf<N>, key: string = randomUUID()) {
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
  }
  return {
    act,
    perform: async (name, input) => {
      const { status, body } = await act(name, input)
      if (status !== 200) throw new Error(`${name}: ${status} ${body}`)
      return JSON.parse(body)
    },
    ask: async (name, query) => {
      const search = new URLSearchParams(query as Record<string, string>)
      const answer = await fetch(`${address}/api/asks/${name}?${search}`, { headers: { cookie } })
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as never
    },
    sendPhoto: async (group, photo) => {
      const id = randomUUID()
      const bytes = new Uint8Array(photo)
      const reach: typeof fetch = (path, init) => {
        const headers = new Headers(init?.headers)
        headers.set('origin', address)
        headers.set('cookie', cookie)
        return fetch(`${address}${path}`, { ...init, headers })
      }
      const sent = await sendPhoto({ id, group, bytes }, { reach })
      if (sent.kind !== 'sent') throw new Error(`a photo: ${JSON.stringify(sent)}`)
      return { id, sha256: await hashOf(bytes) }
    },
    moveTo: (next) => {
      address = next
    },
  }
}
