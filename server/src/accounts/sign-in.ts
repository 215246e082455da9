import type { KeyObject } from 'node:crypto'
import { APIError } from 'better-auth/api'
import type { Session } from '../http/session.ts'
import type { Recipient, Sender } from '../notices/sender.ts'
import type { Language, Words } from '../notices/words.ts'
import { mailboxOf, pseudonymOf } from './address.ts'
import { type Auth, CODE_MINUTES } from './better.ts'
import { staffEmail } from './staff-name.ts'
import type { Limit, Tried, Tries } from './tries.ts'

// Two ways in, which never meet: applicants by a code sent to them, without a password; staff by a
// password and a time-based code together, in one step. Each answers in the same way, and takes
// the same work, whether or not the account exists.

/** What came of a try. `cookies`: `Set-Cookie` values of the session. */
export type SignedIn =
  | { readonly ok: true; readonly session: Session; readonly cookies: readonly string[] }
  | Refused

export type Refused = {
  readonly ok: false
  readonly name:
    | 'sign-in-code-wrong'
    | 'sign-in-code-expired'
    | 'sign-in-refused'
    | 'too-many-tries'
  readonly retryAfterSeconds?: number
  /** Whose account was tried, where one is known; for the record alone. */
  readonly account: string | null
}

export type SignInParts = {
  readonly auth: Auth
  readonly tries: Tries
  /** The key of pseudonyms. */
  readonly key: KeyObject
  readonly sender: Sender
  readonly words: Words
}

/** Codes sent to one address: a second phone in the family must not be locked out by a slow net. */
const SENT_SOON: Limit = { times: 5, seconds: 600 }
const SENT_A_DAY: Limit = { times: 20, seconds: 86_400 }
/**
 * Tries are counted before they are made, so that many made at once count too; who comes in is
 * forgiven those before. With five a code and twenty codes a day, one guess in 10,000 days of trying.
 */
const WRONG_CODES: Limit = { times: 10, seconds: 600 }
/** Generously, since who knows a user name could shut its owner out; passwords hold 100 bits. */
const WRONG_STAFF: Limit = { times: 20, seconds: 900 }

/** Sends a code, or says when the next may be asked for. Throws where the message did not leave. */
export async function sendCode(
  parts: SignInParts,
  to: Recipient,
  language: Language,
): Promise<Tried> {
  const email = pseudonymOf(parts.key, to)
  const mailbox = pseudonymOf(parts.key, mailboxOf(to))
  for (const [name, limit] of [['soon', SENT_SOON] as const, ['day', SENT_A_DAY] as const]) {
    const tried = await parts.tries.count(`send-${name}/${mailbox}`, limit)
    if (tried.retryAfterSeconds) return tried
  }
  const code = await parts.auth.api.createVerificationOTP({ body: { email, type: 'sign-in' } })
  const told = { code, minutes: CODE_MINUTES }
  await parts.sender.send({
    to,
    subject: parts.words.say(language, 'messages-sent', 'sign-in-code.subject', told),
    text: parts.words.say(language, 'messages-sent', 'sign-in-code.text', told),
  })
  return {}
}

/** Signs an applicant in; the first time makes the account. */
export async function signInByCode(
  parts: SignInParts,
  to: Recipient,
  code: string,
): Promise<SignedIn> {
  const email = pseudonymOf(parts.key, to)
  const subject = `code/${email}`
  const { retryAfterSeconds } = await parts.tries.count(subject, WRONG_CODES)
  if (retryAfterSeconds) return await refused(parts, email, 'too-many-tries', retryAfterSeconds)
  try {
    const { headers, response } = await parts.auth.api.signInEmailOTP({
      body: { email, otp: code },
      returnHeaders: true,
    })
    await parts.tries.forget(subject)
    return await signedIn(parts, response.token, headers, 'applicant')
  } catch (error) {
    const name = CODE_ERRORS[codeOf(error)]
    if (!name) throw error
    return await refused(parts, email, name)
  }
}

/** A code tried too often no longer counts: the way on is the same as from an expired one. */
const CODE_ERRORS: { readonly [code: string]: Refused['name'] } = {
  INVALID_OTP: 'sign-in-code-wrong',
  OTP_EXPIRED: 'sign-in-code-expired',
  TOO_MANY_ATTEMPTS: 'sign-in-code-expired',
}

/** `code`: the six digits that the person's app shows. */
export type StaffTyped = { readonly user: string; readonly password: string; readonly code: string }

/** Signs staff in by user name, password and time-based code together; says not which was wrong. */
export async function signInStaff(parts: SignInParts, typed: StaffTyped): Promise<SignedIn> {
  const email = staffEmail(typed.user)
  if (!email) return { ok: false, name: 'sign-in-refused', account: null }
  const subject = `staff/${pseudonymOf(parts.key, { kind: 'mail', address: email })}`
  const { retryAfterSeconds } = await parts.tries.count(subject, WRONG_STAFF)
  if (retryAfterSeconds) return await refused(parts, email, 'too-many-tries', retryAfterSeconds)
  try {
    const found = await passBothFactors(parts.auth, email, typed.password, typed.code)
    if (found) {
      await parts.tries.forget(subject)
      return await signedIn(parts, found.token, found.headers, 'staff')
    }
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error
    const locked = codeOf(error) === 'ACCOUNT_TEMPORARILY_LOCKED'
    if (locked) return await refused(parts, email, 'too-many-tries', WRONG_STAFF.seconds)
  }
  return await refused(parts, email, 'sign-in-refused')
}

/** The first factor gives only a ticket for the second, carried from one call to the other here. */
async function passBothFactors(auth: Auth, email: string, password: string, code: string) {
  const first = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true })
  const { internalAdapter } = await auth.$context
  if (!('twoFactorRedirect' in first.response)) {
    // An account without a time-based code may not sign in at all.
    await internalAdapter.deleteSession(first.response.token)
    return undefined
  }
  const tickets = first.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0])
  const second = await auth.api.verifyTOTP({
    body: { code },
    headers: new Headers({ cookie: tickets.join('; ') }),
    returnHeaders: true,
  })
  return { token: second.response.token, headers: second.headers }
}

async function signedIn(
  { auth }: SignInParts,
  token: string,
  headers: Headers,
  kind: Session['kind'],
): Promise<SignedIn> {
  const found = await (await auth.$context).internalAdapter.findSession(token)
  if (!found) throw new Error('the session that was just made is not there')
  const session = { session: found.session.id, account: found.user.id, kind }
  // Without those that only clear what carried the first factor.
  const cookies = headers.getSetCookie().filter((cookie) => !/max-age=0/i.test(cookie))
  return { ok: true, session, cookies }
}

async function refused(
  { auth }: SignInParts,
  email: string,
  name: Refused['name'],
  retryAfterSeconds?: number,
): Promise<Refused> {
  const found = await (await auth.$context).internalAdapter.findUserByEmail(email)
  const account = found?.user.id ?? null
  return { ok: false, name, account, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) }
}

function codeOf(error: unknown): string {
  return error instanceof APIError ? String(error.body?.code ?? '') : ''
}
