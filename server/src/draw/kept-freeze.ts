// What a freeze leaves in memory for its run, at most half an hour later: the entries, and a thread
// that has checked them as they were written. Where another server runs the draw, this one was
// started anew, or the database has something else by now, all of it is read back and checked.

import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import { hashesOfParts } from '../store/draw-files.ts'
import type { Thread } from './thread.ts'

export type KeptFreeze = {
  /** The SHA-256 of `frozen.json`, which binds everything else. */
  readonly frozenHash: string
  /** `entries.bin`, in memory that threads share. */
  readonly records: Uint8Array
  /** Has checked the frozen files, and waits for the ranking. */
  readonly checking: Thread
  /** SHA-256 of the parts that were written and checked: `<name> <part>`. */
  readonly parts: ReadonlyMap<string, string>
}

const names = ['tickets.ndjson', 'entries.ndjson', 'entries.bin']

/** Whether the database has still what was written and checked; it looks itself, at its own bytes. */
export async function isAsStored(
  db: Kysely<Tables>,
  draw: string,
  { parts }: KeptFreeze,
): Promise<boolean> {
  const stored = await hashesOfParts(db, draw, names)
  return stored.size === parts.size && [...parts].every(([part, hash]) => stored.get(part) === hash)
}

/** Secrets are due within half an hour; what waits longer is read back. */
const keptMs = 3_600_000

let kept: KeptFreeze | undefined

export function keepFreeze(freeze: KeptFreeze): void {
  void kept?.checking.close()
  kept = freeze
  freeze.checking.hold(false)
  setTimeout(() => {
    if (kept !== freeze) return
    kept = undefined
    void freeze.checking.close()
  }, keptMs).unref()
}

/** Gives it to whoever runs that draw, once. */
export function takeFreeze(frozenHash: string): KeptFreeze | undefined {
  if (kept?.frozenHash !== frozenHash) return undefined
  const freeze = kept
  kept = undefined
  freeze.checking.hold(true)
  return freeze
}
