// What an officer typed or scanned into the one field: a pass's token, a code, or a name.

import { matchesName } from '@garita/domain/name'
import { readCode, readPass } from '@garita/domain/pass'
import type { ArrivalRow } from './day.ts'

export type Typed =
  /** `version`: which version of the appointment the pass shows; null for a code that was read. */
  | { readonly kind: 'pass'; readonly pass: string; readonly version: number | null }
  | { readonly kind: 'name'; readonly query: string }

/** Something with digits that is as long as a code is a code, if a damaged one: names have none. */
const likeCode = /^(?=.*\d)[\p{L}\d\s._-]{8,}$/u

/** `hasNames`: whether the text finds somebody on the list by name. */
export function readTyped(text: string, hasNames: boolean): Typed {
  const pass = text.trim()
  if (/^garita\d*\./i.test(pass)) {
    const read = readPass(pass)
    return { kind: 'pass', pass, version: read.ok ? read.value.version : null }
  }
  // One name in 32 passes for a code by chance; who is on the list is meant by name.
  const isCode = !hasNames && (likeCode.test(pass) || readCode(pass).ok)
  return isCode ? { kind: 'pass', pass, version: null } : { kind: 'name', query: pass }
}

/** The rows in which some traveler has this name, without accents and in any order; all for none. */
export function findByName(rows: readonly ArrivalRow[], query: string): readonly ArrivalRow[] {
  if (query.trim() === '') return rows
  return rows.filter((row) => row.names.some((name) => matchesName(query, { givenNames: name })))
}
