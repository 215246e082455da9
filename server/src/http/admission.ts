// Who comes in when more call than can be served. A call that would wait too long is answered 503
// at once, before anything of it is read: that costs a twentieth of serving it, so that what was
// let in is still answered in time. How long a call would wait is what is under way divided by
// what was lately finished in a second, and how late the event loop runs. Reads are shed before
// acts; what was let in is never dropped. Health and metrics are always let in. Photos and the
// files of draws, which travel for minutes over a slow network, are counted by themselves, each
// apart: who holds on to files keeps nobody from sending a photo.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** A call whose body is still on its way after so long is not waiting for us. */
const bodyMs = 1_000

export type Kind = 'act' | 'read' | 'photo' | 'file' | 'free'

export type Admission = {
  /** Whether a call may come in now. Each one let in ends with `left`. */
  enter(kind: Kind): boolean
  left(kind: Kind): void
  /** Seconds after which to try again, spread out so that not all come back at once. */
  retryAfterSeconds(): number
  state(): { readonly waitMs: number; readonly underWay: number; readonly shed: number }
  close(): void
}

export type AdmissionLimits = {
  /** A read that would wait longer is shed, in milliseconds. */
  readonly readWaitMs: number
  /** The same for an act: longer, since reads make room for it. */
  readonly actWaitMs: number
  /** So many are let in whatever was finished lately: after a pause nothing was. */
  readonly always: number
  readonly photos: number
  /** Files of draws on their way at once. */
  readonly files: number
}

const ordinaryLimits: AdmissionLimits = {
  readWaitMs: 300,
  actWaitMs: 450,
  always: 500,
  photos: 500,
  files: 500,
}

/** How often what was finished is counted. */
const lookEveryMs = 100
/** The share of the newest count in the running rate. */
const newest = 0.25

/** @param elapsedMs a clock that only runs forward. */
export function openAdmission(
  limits: AdmissionLimits = ordinaryLimits,
  elapsedMs: () => number = () => performance.now(),
): Admission {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  let underWay = 0
  const travelling = { photo: 0, file: 0 }
  let shed = 0
  let finished = 0
  let perMs = 0
  let lateMs = 0
  let lookedAt = elapsedMs()

  function look(): void {
    const now = elapsedMs()
    const passed = now - lookedAt
    if (passed < lookEveryMs) return
    perMs += (finished / passed - perMs) * (perMs === 0 ? 1 : newest)
    // The monitor measures from tick to tick: what exceeds its own resolution is lateness.
    lateMs = Math.max(0, delay.mean / 1e6 - 10) || 0
    delay.reset()
    finished = 0
    lookedAt = now
  }

  const waitMs = () => (perMs > 0 ? underWay / perMs : 0) + lateMs

  function isRoom(kind: Kind): boolean {
    if (kind === 'free') return true
    if (kind === 'photo') return travelling.photo < limits.photos
    if (kind === 'file') return travelling.file < limits.files
    look()
    if (underWay < limits.always) return true
    return waitMs() <= (kind === 'act' ? limits.actWaitMs : limits.readWaitMs)
  }

  return {
    enter(kind) {
      if (!isRoom(kind)) {
        shed += 1
        return false
      }
      if (kind === 'photo' || kind === 'file') travelling[kind] += 1
      else if (kind !== 'free') underWay += 1
      return true
    },
    left(kind) {
      if (kind === 'photo' || kind === 'file') travelling[kind] -= 1
      else if (kind !== 'free') {
        underWay -= 1
        finished += 1
      }
    },
    retryAfterSeconds: () => 2 + Math.floor(Math.random() * 7),
    state: () => ({ waitMs: Math.round(waitMs()), underWay, shed }),
    close: () => delay.disable(),
  }
}

/** What a call is, by its method and address alone. */
export function kindOf(method: string, address: string): Kind {
  if (address.startsWith('/health') || address.startsWith('/metrics')) return 'free'
  if (address.startsWith('/api/photos/')) return 'photo'
  // The draw's files are long; like photos they are on their way for as long as a phone takes them.
  const path = pathOf(address)
  if (path.startsWith('/draws/') && path !== '/draws/index.ndjson') return 'file'
  return method === 'POST' ? 'act' : 'read'
}

/** As the router reads it: `/%64raws/` is `/draws/`, and is no way round what files count as. */
function pathOf(address: string): string {
  const [path = ''] = address.split('?')
  if (!path.includes('%')) return path
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** Lets calls through to `serve`, and has the others answered by `refuse`. */
export function admitting(admission: Admission, serve: Handler, refuse: Handler): Handler {
  return (request, response) => {
    const kind = kindOf(request.method ?? 'GET', request.url ?? '/')
    if (!admission.enter(kind)) return refuse(request, response)
    let left = false
    const leave = () => {
      if (!left) admission.left(kind)
      left = true
    }
    // What drips in, or is read slowly, shall not look like a queue: it only waits for its network.
    const dripping = setTimeout(() => request.complete || leave(), bodyMs)
    response.once('finish', leave)
    response.once('close', () => {
      clearTimeout(dripping)
      leave()
    })
    serve(request, response)
  }
}
