// Signing in and out. These are no acts of the contract: they make and end the session that acts need.

import type { DraftPlan } from './drafts.ts'
import type { Language } from './language.ts'
import { get, post } from './perform.ts'

/** Who is signed in: an applicant, or staff with a role and ports. */
export type SignedIn = {
  account: string
  kind: 'applicant' | 'staff'
  role?: string
  ports?: string[]
}

/** Sends a six-digit code to an e-mail address or a phone number; says for how many minutes it is good. */
export function sendCode(to: string, language: Language) {
  return post<{ minutes: number }>('/api/sign-in/send-code', { to, language })
}

/** Signs an applicant in. Refused as `sign-in-code-wrong` or `sign-in-code-expired`. */
export function enterCode(to: string, code: string) {
  return post<SignedIn>('/api/sign-in/code', { to, code })
}

/** Ends the session on the server. */
export function endSession() {
  return post<Record<string, never>>('/api/sign-out', {})
}

export function whoAmI() {
  return get<SignedIn>('/api/asks/who-am-i')
}

/** The page of signing in as typed: which screen, to whom the code went and when. */
export type SignInTyped = {
  to: string
  /** Epoch milliseconds of the last code sent; 0 before the first. */
  sentAt: number
  /** For how many minutes that code is good. */
  minutes: number
}

export const emptySignIn = (): SignInTyped => ({ to: '', sentAt: 0, minutes: 0 })

/** Kept, since the code comes by another app and phones drop a page that is not looked at. */
export const signInDraft: DraftPlan<SignInTyped> = {
  page: 'sign-in',
  version: 1,
  empty: emptySignIn,
}

/** Seconds until another code may be asked for: long enough for the first to arrive. */
export function secondsToWait(sentAt: number, now: number): number {
  return Math.max(0, Math.ceil((sentAt + resendMilliseconds - now) / 1000))
}

const resendMilliseconds = 30_000
