import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import { type ReadSession, type Session, sessionReader } from '../http/session.ts'
import type { Recipient, Sender } from '../notices/sender.ts'
import type { Language, Words } from '../notices/words.ts'
import type { KeyStore } from '../vault/keys.ts'
import { makeAuth } from './better.ts'
import type { Reports } from './reports.ts'
import { openRevocations } from './revocations.ts'
import { sessionKeeper } from './session-keeper.ts'
import { openSessionLocks, type Unlocked } from './session-locks.ts'
import { type SignedIn, type StaffTyped, sendCode, signInByCode, signInStaff } from './sign-in.ts'
import { type StaffAccounts, staffAccounts } from './staff.ts'
import { openTries, type Tried } from './tries.ts'

export type AccountsPlace = {
  readonly pool: Pool
  /** The database's URL, where several servers may share it: they tell each other of revocations. */
  readonly listenUrl?: string | undefined
  /** What people type to reach the site; `https:` turns on `__Host-` cookies. */
  readonly address: string
  readonly keys: Pick<KeyStore, 'secret'>
  readonly sender: Sender
  readonly words: Words
  /** Awaited before the answer: what cannot be recorded did not happen. */
  readonly reports: Reports
}

/** `role` and `ports` for staff alone. */
export type WhoIs = Omit<Session, 'session'> & {
  readonly role?: string
  readonly ports?: readonly string[]
}

export type Accounts = StaffAccounts & {
  readonly address: string
  readonly readSession: ReadSession
  /** The `Set-Cookie` value of "seen" for a session: a sign-in for benches and race tests. */
  seen(session: Session): string
  /** Whether codes can be sent so. */
  reaches(kind: Recipient['kind']): boolean
  /** Sends a code, or says when the next may be asked for. Throws where it did not leave. */
  sendCode(to: Recipient, language: Language): Promise<Tried>
  signInByCode(to: Recipient, code: string): Promise<SignedIn>
  signInStaff(typed: StaffTyped): Promise<SignedIn>
  /** Ends the session of a request; gives the `Set-Cookie` values that clear it. */
  signOut(headers: { readonly cookie?: string | undefined }): Promise<readonly string[]>
  /** [W3] Locks a session of staff; with the SHA-256 of what unlocks it, where there is such a thing. */
  lockSession(session: Session, secretHash: Buffer | null): Promise<void>
  /** [W4] Undoes it; the fifth wrong secret ends the session. */
  unlockSession(session: Session, secret: Buffer): Promise<Unlocked>
  /** Null for staff who were removed. */
  whoIs(session: Session): Promise<WhoIs | null>
  /** Ends a session, or every session of an account, on every server at once. */
  revoke(what: { readonly session: string } | { readonly account: string }): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the accounts. Everything here goes by this machine's real time, not by the house's clock:
 * people's phones make their codes by it, and a session must end even where a demo stands still.
 * Nothing of it may be called inside an act's transaction: it uses the pool.
 */
export async function openAccounts(place: AccountsPlace): Promise<Accounts> {
  const { pool, keys, sender, words, reports } = place
  const secret = await keys.secret('accounts/sessions/1', () => randomBytes(32))
  const pseudonyms = await keys.secret('accounts/pseudonyms/1', () => randomBytes(32))
  const cookies = cookieNames(place.address)
  const sessions = derive(secret, 'better-auth').toString('base64url')
  const codes = createSecretKey(derive(secret, 'codes'))
  const auth = makeAuth(pool, place.address, { sessions, codes }, cookies)
  const revocations = await openRevocations(pool, place.listenUrl)
  const keeper = sessionKeeper(auth, revocations, {
    key: createSecretKey(derive(secret, 'seen')),
    cookie: { name: cookies.seen, secure: cookies.secure },
  })
  const parts = { auth, sender, words, key: createSecretKey(pseudonyms), tries: openTries(pool) }
  const readSession = sessionReader(keeper.parts)
  const locks = openSessionLocks(pool)

  async function report(came: SignedIn): Promise<SignedIn> {
    if (!came.ok) {
      await reports.failed(came.account, came.name)
      return came
    }
    await reports.signedIn(came.session)
    return { ...came, cookies: [...came.cookies, keeper.seen(came.session)] }
  }

  async function unlockSession(session: Session, secret: Buffer): Promise<Unlocked> {
    const came = await locks.unlock(session.session, secret)
    if (came.kind === 'opened') await reports.unlocked(idsOf(session))
    if (came.kind !== 'wrong') return came
    await reports.failed(session.account, 'unlock-refused')
    if (came.left > 0) return came
    await keeper.revoke({ session: session.session })
    await reports.signedOut(session)
    return came
  }

  return {
    ...staffAccounts(auth, revocations),
    address: place.address,
    readSession,
    seen: keeper.seen,
    reaches: (kind) => sender.reaches(kind),
    sendCode: async (to, language) => {
      const tried = await sendCode(parts, to, language)
      if (tried.retryAfterSeconds) await reports.failed(null, 'too-many-codes')
      return tried
    },
    signInByCode: async (to, code) => await report(await signInByCode(parts, to, code)),
    signInStaff: async (typed) => await report(await signInStaff(parts, typed)),
    signOut: async (headers) => {
      const session = await readSession(headers)
      if (session) await keeper.revoke({ session: session.session })
      if (session) await reports.signedOut(session)
      return await keeper.clear(headers)
    },
    lockSession: async (session, secretHash) => {
      const isNew = await locks.lock(session.session, secretHash)
      if (isNew) await reports.locked(idsOf(session))
    },
    unlockSession,
    whoIs: (session) => whoIs(pool, session),
    revoke: keeper.revoke,
    close: () => revocations.close(),
  }
}

function idsOf({ account, session }: Session) {
  return { account, session }
}

async function whoIs(pool: Pool, { account, kind }: Session): Promise<WhoIs | null> {
  if (kind === 'applicant') return { account, kind }
  const { rows } = await pool.query<{ role: string; ports: string[] }>(
    'select role, ports from staff where account_id = $1 and removed_at is null',
    [account],
  )
  const staff = rows[0]
  return staff ? { account, kind, role: staff.role, ports: staff.ports } : null
}

/** Browsers take `__Host-` and `Secure` over https alone; a demo on plain http goes without. */
function cookieNames(address: string) {
  const secure = new URL(address).protocol === 'https:'
  const prefix = secure ? '__Host-' : ''
  return { secure, session: `${prefix}garita-session`, seen: `${prefix}garita-seen` }
}

function derive(secret: Uint8Array, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `garita/accounts/${label}/1`, 32))
}
