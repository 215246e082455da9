// Staff: signing in by user name, password and time-based code, and where each role's work is.

import { post } from '../perform.ts'
import type { SignedIn } from '../sign-in.ts'

/** Signs staff in, all in one step. `sign-in-refused` says not which of the three was wrong. */
export function signInStaff(typed: { user: string; password: string; code: string }) {
  return post<SignedIn>('/api/sign-in/staff', typed)
}

/** Below the language. Auditors and custodians have their pages later. */
const places: Readonly<Record<string, string>> = {
  officer: 'officer/arrivals',
  supervisor: 'officer/arrivals',
  planner: 'planner/open-places',
  auditor: 'officer/signed-in',
  custodian: 'officer/signed-in',
}

/** The page on which a role begins; undefined for who is no staff. */
export function placeOf(role: string | undefined, language: string): string | undefined {
  const place = role === undefined ? undefined : places[role]
  return place && `/${language}/${place}`
}
