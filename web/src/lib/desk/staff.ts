// Staff: signing in by user name, password and time-based code, and where each role's work is.

import { post } from '../perform.ts'
import type { SignedIn } from '../sign-in.ts'

/** Signs staff in, all in one step. `sign-in-refused` says not which of the three was wrong. */
export function signInStaff(typed: { user: string; password: string; code: string }) {
  return post<SignedIn>('/api/sign-in/staff', typed)
}

/** Below the language. */
const places: Readonly<Record<string, string>> = {
  officer: 'officer/arrivals',
  supervisor: 'officer/arrivals',
  planner: 'planner/calendar',
  auditor: 'auditor/countersign-draw',
  custodian: 'custodian/commit-secrets',
}

/** The pages of each role, below the language, in the order of the bar. */
const pages = {
  officer: ['officer/arrivals'],
  supervisor: ['officer/arrivals', 'planner/calendar', 'officer/cases', 'officer/arrival-figures'],
  planner: [
    'planner/calendar',
    'planner/plan-places',
    'planner/open-places',
    'planner/propose-rules',
    'planner/suspend-programme',
    'officer/arrival-figures',
  ],
  auditor: ['auditor/countersign-draw'],
  custodian: ['custodian/commit-secrets'],
} as const

export type StaffPage = (typeof pages)[keyof typeof pages][number]

/** The pages of a role; none for who is no staff. */
export function pagesOf(role: string | undefined): readonly StaffPage[] {
  return role !== undefined && role in pages ? pages[role as keyof typeof pages] : []
}

/** The page on which a role begins; undefined for who is no staff. */
export function placeOf(role: string | undefined, language: string): string | undefined {
  const place = role === undefined ? undefined : places[role]
  return place && `/${language}/${place}`
}
