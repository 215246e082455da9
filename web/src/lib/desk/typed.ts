// What an officer typed or scanned into the one field: a pass's token, a code, or a name.

import { matchesName } from '@garita/domain/name'
import { readCode, readPass } from '@garita/domain/pass'
import type { ArrivalRow } from './day.ts'

export type Typed =
  /** `version`: which version of the appointment the pass shows; null for a code that was read. */
  | { readonly kind: 'pass'; readonly pass: string; readonly version: number | null }
  | { readonly kind: 'listed'; readonly query: string }

/** Something with digits that is as long as a code is a code, if a damaged one: names have none. */
const likeCode = /^(?=.*\d)[\p{L}\d\s._-]{8,}$/u

/** `onList`: whether the text finds a group on the list. */
export function readTyped(text: string, onList: boolean): Typed {
  const pass = text.trim()
  if (/^garita\d*\./i.test(pass)) {
    const read = readPass(pass)
    return { kind: 'pass', pass, version: read.ok ? read.value.version : null }
  }
  // One name in 32 passes for a code by chance; who is on the list is meant by name.
  const isCode = !onList && (likeCode.test(pass) || readCode(pass).ok)
  return isCode ? { kind: 'pass', pass, version: null } : { kind: 'listed', query: pass }
}

/**
 * The rows in which some traveler has this name, without accents and in any order, or whose code begins so; all for
 * nothing typed.
 */
export function findRows(rows: readonly ArrivalRow[], query: string): readonly ArrivalRow[] {
  if (query.trim() === '') return rows
  const code = query.replace(/[^\p{L}\d]/gu, '').toUpperCase()
  const hasCode = (row: ArrivalRow) =>
    code.length >= shortestCode && row.code.replaceAll('-', '').startsWith(code)
  const hasName = (name: string) => matchesName(query, { givenNames: name })
  return rows.filter((row) => hasCode(row) || row.names.some(hasName))
}

/** Fewer letters of a code would find groups that nobody meant. */
const shortestCode = 3
