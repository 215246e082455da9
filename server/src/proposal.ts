// A closure as it would be done now, for the ask that shows it and the act that does it. What both
// see is compared by a hash: the act does exactly what was shown, or nothing.

import { createHash } from 'node:crypto'
import type { Asked } from '@garita/domain/capacity'
import { type Closure, type ClosureRefusal, proposeClosure } from '@garita/domain/closure'
import type { Decision } from '@garita/domain/decision'
import { allowed } from '@garita/domain/decision'
import { ports } from '@garita/domain/port'
import type { Rules } from '@garita/domain/programme'
import { lastDayToPick } from '@garita/domain/slot'
import type { Instant } from '@garita/domain/time'
import type { Kysely } from 'kysely'
import type { Tables } from './database/tables.ts'
import { sortedJson } from './settle.ts'
import { findFrozenPlaces, findHeld, findRooms } from './store/closures.ts'
import { isPortNamed } from './store/requests.ts'

export type Proposed = Closure & {
  /** SHA-256 of what would be done, in lower-case hexadecimal. */
  readonly proposal: string
}

/** [H5]–[H12] What closing would do by what is on record at this moment. Changes nothing. */
export async function readClosure(
  db: Kysely<Tables>,
  port: string,
  asked: readonly Asked[],
  now: Instant,
  rules: Rules,
): Promise<Decision<Proposed, ClosureRefusal>> {
  const ids = asked.map((one) => one.slot)
  const lastDay =
    ports
      .map(({ zone }) => lastDayToPick(zone, now, rules))
      .sort()
      .at(-1) ?? ''
  const slots = await findRooms(db, ids, now, lastDay)
  const held = await findHeld(db, ids)
  const frozen = await findFrozenPlaces(db)
  const isNamed = (await isPortNamed(db, [port])).has(port)
  const decision = proposeClosure({ port, asked, slots, held, frozen, isNamed }, now, rules)
  if (!decision.ok) return decision
  const closure = decision.value
  return allowed({ ...closure, proposal: proposalOf(asked, closure) })
}

/**
 * [H12] The same closure, the same hash: who goes where, and how much room the slots had and have.
 * Room of other slots is left out: as long as everybody goes where it was shown, it may change.
 */
function proposalOf(asked: readonly Asked[], { moves, changed }: Closure): string {
  const done = {
    asked: [...asked].sort((a, b) => (a.slot < b.slot ? -1 : 1)),
    moves: moves.map(({ what, id, size, from, to, how }) => [what, id, size, from, to, how]),
    room: changed
      .map(({ before, after }) => [
        before.id,
        ...[before.places, before.taken, after.places, after.taken],
      ])
      .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
  }
  return createHash('sha256').update(sortedJson(done)).digest('hex')
}
