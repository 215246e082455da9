// What lies sealed in the tables of the desk, beside `sealed.ts`: words of officers and supervisors
// under the group's key, each bound to its column and row.

import type { GroupKey } from './vault/group-key.ts'

/** `desk_notes.sealed_words`, `glasses.sealed_words`, and the three of `questions`. */
export type DeskColumn =
  | 'desk_notes'
  | 'glasses'
  | 'questions/content'
  | 'questions/held'
  | 'questions/answer'

export function sealDesk(key: GroupKey, column: DeskColumn, id: string, words: string): Buffer {
  return key.seal(words, `${column}/${id}`)
}

/** Null where nothing was said. */
export function openDesk(key: GroupKey, column: DeskColumn, id: string, sealed: Uint8Array): string
export function openDesk(
  key: GroupKey,
  column: DeskColumn,
  id: string,
  sealed: Uint8Array | null,
): string | null
export function openDesk(
  key: GroupKey,
  column: DeskColumn,
  id: string,
  sealed: Uint8Array | null,
): string | null {
  return sealed ? key.unseal(sealed, `${column}/${id}`).toString('utf8') : null
}
