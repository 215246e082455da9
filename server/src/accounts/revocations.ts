import { Client, type Pool } from 'pg'
import type { Session, SessionParts } from '../http/session.ts'
import { SEEN_MS } from '../http/session.ts'

// What was revoked in the last two minutes, in memory; "seen" cookies live for one. Several
// servers tell each other by NOTIFY. While the listening connection is lost this server says that
// it is deaf, and sessions are looked up; what was signed before it hears again stays untrusted.

export type Revocations = SessionParts['revocations'] & {
  /** A session's or an account's id. Answers when it holds here and the others were told. */
  revoke(id: string): Promise<void>
  close(): Promise<void>
}

const KEEP_MS = 2 * SEEN_MS
const CHANNEL = 'garita_revoked'
const RECONNECT_MS = 1_000

/** @param listenUrl the database's URL where several servers may share it; else none listens. */
export async function openRevocations(pool: Pool, listenUrl?: string): Promise<Revocations> {
  const openedAt = Date.now()
  const until = new Map<string, number>()
  let count = 0
  const add = (id: string) => {
    const now = Date.now()
    for (const [known, end] of until) {
      if (end > now) break
      until.delete(known)
    }
    until.delete(id)
    until.set(id, now + KEEP_MS)
    count += 1
  }
  const ear = listenUrl ? await openEar(listenUrl, add) : undefined
  const isRevoked = (id: string) => (until.get(id) ?? 0) > Date.now()
  return {
    has: ({ session, account }: Session) =>
      until.size > 0 && (isRevoked(session) || isRevoked(account)),
    // What was revoked before this start is not in memory, so nothing signed before it is believed.
    heardSince: () => ear?.heardSince() ?? openedAt,
    count: () => count,
    revoke: async (id) => {
      add(id)
      if (ear) await pool.query('select pg_notify($1, $2)', [CHANNEL, id])
    },
    close: async () => await ear?.close(),
  }
}

type Ear = { heardSince(): number; close(): Promise<void> }

async function openEar(url: string, hear: (id: string) => void): Promise<Ear> {
  let since = Number.POSITIVE_INFINITY
  let client: Client | undefined
  let again: NodeJS.Timeout | undefined
  let closed = false

  async function listen(): Promise<void> {
    const next = new Client({ connectionString: url, keepAlive: true })
    client = next
    next.on('error', () => undefined)
    next.on('end', () => {
      since = Number.POSITIVE_INFINITY
      if (!closed) again = setTimeout(() => void listen().catch(() => undefined), RECONNECT_MS)
    })
    next.on('notification', ({ payload }) => payload && hear(payload))
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      since = Date.now()
    } catch (error) {
      await next.end().catch(() => undefined)
      throw error
    }
  }

  await listen()
  return {
    heardSince: () => since,
    close: async () => {
      closed = true
      clearTimeout(again)
      await client?.end()
    },
  }
}
