import { type Session, type SessionParts, seenCookie, unseenCookie } from '../http/session.ts'
import type { Auth } from './better.ts'
import type { Revocations } from './revocations.ts'

// Where sessions are kept: looked up, ended, and their cookies cleared.

export type SessionKeeper = {
  readonly parts: SessionParts
  /** The `Set-Cookie` value of "seen" for a session that was just made. */
  seen(session: Session): string
  revoke(what: { readonly session: string } | { readonly account: string }): Promise<void>
  /** The `Set-Cookie` values that clear the cookies of a request. */
  clear(headers: { readonly cookie?: string | undefined }): Promise<readonly string[]>
}

export function sessionKeeper(
  auth: Auth,
  revocations: Revocations,
  signing: Pick<SessionParts, 'key' | 'cookie'>,
): SessionKeeper {
  const parts = { ...signing, revocations, find: (cookies: string) => findSession(auth, cookies) }
  return {
    parts,
    seen: (session) => seenCookie(parts, session),
    revoke: async (what) => {
      const { adapter } = await auth.$context
      const [field, value] =
        'session' in what ? (['id', what.session] as const) : (['userId', what.account] as const)
      await adapter.deleteMany({ model: 'session', where: [{ field, value }] })
      await revocations.revoke(value)
    },
    clear: async ({ cookie }) => {
      const { headers } = await auth.api.signOut({
        headers: new Headers({ cookie: cookie ?? '' }),
        returnHeaders: true,
      })
      return [...headers.getSetCookie(), unseenCookie(parts)]
    },
  }
}

/** Staff's counts only where it came about by both factors. */
async function findSession(auth: Auth, cookies: string): Promise<Session | null> {
  const found = await auth.api.getSession({ headers: new Headers({ cookie: cookies }) })
  if (!found) return null
  const { session, user } = found
  const ids = { session: session.id, account: user.id }
  if (user.kind === 'applicant') return { ...ids, kind: 'applicant' }
  return user.kind === 'staff' && session.secondFactor ? { ...ids, kind: 'staff' } : null
}
