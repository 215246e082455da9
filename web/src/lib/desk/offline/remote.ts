// The server as the desk reaches it: asking and performing as every page does, photos without pauses between tries
// (the outbox tries again by itself), and whether it is there at all and knows who works here.

import type { ActName, AskName, InputOf, QueryOf } from '@garita/contract'
import { type Asked, ask, type Performed, perform } from '../../perform.ts'
import type { Problem } from '../../problem.ts'
import { addressOf, type PhotoToSend, type SendOptions, sendPhoto } from '../../send-photo.ts'
import { whoAmI } from '../../sign-in.ts'
import { timeLimit } from '../../time-limit.ts'
import { isUnreached } from './answers.ts'

/** Whether the server answers, and whether this officer is signed in there. */
export type Presence = 'here' | 'signed-out' | 'unreached'

export type Remote = {
  ask<N extends AskName>(name: N, query: QueryOf<N>): Promise<Asked<N>>
  /** Without `key`, one that is kept until there is an answer. */
  perform<N extends ActName>(act: N, input: InputOf<N>, key?: string): Promise<Performed<N>>
  sendPhoto(
    photo: PhotoToSend,
    onProgress?: SendOptions['onProgress'],
  ): Promise<{ kind: 'sent' } | Problem>
  /** The bytes of a photo of a group. */
  photo(id: string, group: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  presence(account: string): Promise<Presence>
}

/** Of one part of a photo, in milliseconds. */
const partPatience = 5_000
/** Of the question whether the server is there again. */
const presencePatience = 5_000

export const remote: Remote = {
  ask: (name, query) => ask(name, query),
  perform: (act, input, key) => perform(act, input, key === undefined ? {} : { key }),
  sendPhoto: (photo, onProgress) =>
    sendPhoto(photo, {
      ...(onProgress ? { onProgress } : {}),
      reach: (address, init) => fetch(address, { ...init, signal: timeLimit(partPatience) }),
      pauses: [],
    }),
  async photo(id, group) {
    try {
      const signal = timeLimit(30_000)
      const response = await fetch(addressOf(id, group), { credentials: 'same-origin', signal })
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
    } catch {
      return undefined
    }
  },
  async presence(account) {
    const who = await within(presencePatience, whoAmI())
    if (who.kind === 'answered') return who.answer.account === account ? 'here' : 'signed-out'
    return isUnreached(who) || who.kind === 'fault' ? 'unreached' : 'signed-out'
  },
}

/** What comes of a call, or `offline` when it takes longer than so many milliseconds. */
export async function within<T extends { kind: string }>(
  patienceMs: number,
  call: Promise<T>,
): Promise<T | { kind: 'offline' }> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<{ kind: 'offline' }>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'offline' }), patienceMs)
  })
  try {
    return await Promise.race([call, late])
  } finally {
    clearTimeout(timer)
  }
}
