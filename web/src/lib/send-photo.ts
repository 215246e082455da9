// Sends a photo in parts, so that a lost network loses one part and not the photo: `PUT /api/photos/<id>` with
// where the part starts. After a break it asks how much arrived and goes on from there.

import { type Problem, readProblem } from './problem.ts'
import { timeLimit } from './time-limit.ts'

export type PhotoToSend = {
  /** A UUID made on the phone; the act names it afterwards. */
  readonly id: string
  readonly group: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

export type SendOptions = {
  /** From 0 to 1, after each part. */
  onProgress?: (share: number) => void
  /** What reaches the server; for tests. */
  reach?: typeof fetch
  /** Milliseconds before each new try after a break; when they are used up it counts as no network. */
  pauses?: readonly number[]
}

/** Bytes of a part. A quarter of what the server takes: on a bad network small parts get through. */
export const partBytes = 16 * 1024

/** A part that takes longer counts as lost, in milliseconds. */
const patienceMs = 30_000

/** Sends what the server does not have yet. Calling it again after `offline` goes on. */
export async function sendPhoto(
  photo: PhotoToSend,
  options: SendOptions = {},
): Promise<{ kind: 'sent' } | Problem> {
  const { onProgress, reach = fetch, pauses = [500, 2_000, 5_000] } = options
  let offset = 0
  let breaks = 0
  for (;;) {
    const step = await sendPart(photo, offset, reach)
    if (step.kind === 'complete') {
      onProgress?.(1)
      return { kind: 'sent' }
    }
    if (step.kind === 'received') {
      // The last part again makes a server that stopped in between look at the whole photo.
      offset = Math.min(step.received, photo.bytes.length - 1)
      breaks = 0
      onProgress?.(step.received / photo.bytes.length)
      continue
    }
    if (step.kind !== 'offline') return step
    const pause = pauses[breaks++]
    if (pause === undefined) return { kind: 'offline' }
    await new Promise((resolve) => setTimeout(resolve, pause))
    offset = Math.min(await receivedOf(photo, offset, reach), photo.bytes.length - 1)
  }
}

/** The SHA-256 of a photo in lower-case hexadecimal, by which the act says which bytes it means. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

type Step = { kind: 'complete' } | { kind: 'received'; received: number } | Problem

async function sendPart(
  { id, group, bytes }: PhotoToSend,
  offset: number,
  reach: typeof fetch,
): Promise<Step> {
  try {
    const response = await reach(`${addressOf(id, group)}&size=${bytes.length}`, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'content-type': 'application/octet-stream',
        'upload-offset': String(offset),
      },
      body: bytes.subarray(offset, offset + partBytes),
      signal: timeLimit(patienceMs),
    })
    if (!response.ok) return stepOf(await readProblem(response))
    const answer: { received: number; complete: boolean } = await response.json()
    return answer.complete ? { kind: 'complete' } : { kind: 'received', received: answer.received }
  } catch {
    return { kind: 'offline' }
  }
}

/** Two refusals are no refusals here: a part that is missing is sent, a photo that is whole is done. */
function stepOf(problem: Problem): Step {
  const reason = problem.kind === 'refused' ? problem.reasons[0] : undefined
  if (reason?.name === 'photo-complete') return { kind: 'complete' }
  const received = reason?.facts.received
  if (reason?.name === 'photo-part-missing' && typeof received === 'number') {
    return { kind: 'received', received }
  }
  return problem
}

/** How much the server has, else where we were. */
async function receivedOf(
  { id, group }: PhotoToSend,
  offset: number,
  reach: typeof fetch,
): Promise<number> {
  try {
    const response = await reach(addressOf(id, group), {
      method: 'HEAD',
      credentials: 'same-origin',
      signal: timeLimit(patienceMs),
    })
    if (response.status === 404) return 0
    return response.ok ? Number(response.headers.get('upload-offset') ?? offset) : offset
  } catch {
    return offset
  }
}

/** Where a photo of a group is read and written. */
export function addressOf(id: string, group: string): string {
  return `/api/photos/${id}?group=${group}`
}
