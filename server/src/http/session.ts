import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'

// Who asks? Looking a session up costs about a millisecond, too much for every request of a rush.
// So beside the session's cookie there is a second one, "seen": the session's ids and a time at
// most 60 s ahead, signed by us. It is checked here by one HMAC. What was revoked meanwhile is in
// memory, and a server that cannot hear of revocations elsewhere looks every session up.

export type Session = {
  readonly session: string
  readonly account: string
  readonly kind: 'applicant' | 'staff'
}

/**
 * Reads the session of a request. `setCookie` takes `Set-Cookie` values for the answer; without it
 * nothing is renewed and the next request is looked up again.
 */
export type ReadSession = (
  headers: { readonly cookie?: string | undefined },
  setCookie?: (cookie: string) => void,
) => Promise<Session | null>

export type SessionParts = {
  readonly key: KeyObject
  /** The name of the "seen" cookie, and whether it is for https alone. */
  readonly cookie: { readonly name: string; readonly secure: boolean }
  /** Looks the session up where it is kept, by the whole `Cookie` header. */
  readonly find: (cookies: string) => Promise<Session | null>
  readonly revocations: {
    /** Whether this session or its account was revoked in the last minutes. */
    has(session: Session): boolean
    /** Since when (epoch ms) every revocation was heard of; Infinity while this server is deaf. */
    heardSince(): number
    /** Grows with each revocation. */
    count(): number
  }
}

/** How long a signed "seen" is honoured. */
export const SEEN_MS = 60_000

export function sessionReader(parts: SessionParts): ReadSession {
  const { key, cookie, find, revocations } = parts

  function readSeen(cookies: string): Session | null {
    const value = cookieOf(cookies, cookie.name)
    if (!value) return null
    const seen = openSeen(key, value)
    if (!seen || seen.until <= Date.now() || seen.until > Date.now() + SEEN_MS) return null
    if (seen.until - SEEN_MS < revocations.heardSince()) return null
    return revocations.has(seen.session) ? null : seen.session
  }

  /** Looked up again where something was revoked meanwhile: the first look may be older. */
  async function look(cookies: string): Promise<Session | null> {
    for (;;) {
      const before = revocations.count()
      const session = await find(cookies)
      if (!session || before === revocations.count()) return session
    }
  }

  return async ({ cookie: cookies }, setCookie) => {
    if (!cookies) return null
    const seen = readSeen(cookies)
    if (seen) return seen
    const session = await look(cookies)
    if (session && setCookie) setCookie(seenCookie(parts, session))
    return session
  }
}

/** The `Set-Cookie` value of a "seen" for this session, good for 60 s from now. */
export function seenCookie({ key, cookie }: Pick<SessionParts, 'key' | 'cookie'>, of: Session) {
  const value = sealSeen(key, of, Date.now() + SEEN_MS)
  return cookieText(cookie, value, SEEN_MS / 1000)
}

/** The `Set-Cookie` value that takes "seen" away. */
export function unseenCookie({ cookie }: Pick<SessionParts, 'cookie'>): string {
  return cookieText(cookie, '', 0)
}

/** The value of one cookie in a `Cookie` header, as it stands there. */
export function cookieOf(cookies: string, name: string): string | undefined {
  for (let from = 0; from < cookies.length; ) {
    const end = cookies.indexOf(';', from)
    const pair = cookies.slice(from, end === -1 ? undefined : end).trim()
    if (pair.startsWith(name) && pair[name.length] === '=') return pair.slice(name.length + 1)
    if (end === -1) return undefined
    from = end + 1
  }
  return undefined
}

function cookieText(cookie: SessionParts['cookie'], value: string, maxAgeSeconds: number): string {
  const text = `${cookie.name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Lax`
  return cookie.secure ? `${text}; Secure` : text
}

function sealSeen(key: KeyObject, { session, account, kind }: Session, until: number): string {
  const text = `${session}.${account}.${kind}.${until.toString(36)}`
  return `${text}.${macOf(key, text)}`
}

function openSeen(key: KeyObject, value: string): { session: Session; until: number } | null {
  const end = value.lastIndexOf('.')
  const text = value.slice(0, end)
  const given = Buffer.from(value.slice(end + 1))
  const due = Buffer.from(macOf(key, text))
  if (given.length !== due.length || !timingSafeEqual(given, due)) return null
  const [session, account, kind, until, ...more] = text.split('.')
  if (!session || !account || !until || more.length > 0) return null
  if (kind !== 'applicant' && kind !== 'staff') return null
  return { session: { session, account, kind }, until: Number.parseInt(until, 36) }
}

function macOf(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url')
}
