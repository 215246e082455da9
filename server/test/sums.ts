// What must hold of every slot at any time: the places taken are those of appointments that count
// and of open offers, and nothing is promised twice.

import { type Kysely, sql } from 'kysely'
import type { Tables } from '../src/database/tables.ts'

/** Slots whose figures do not agree with what groups hold; none where all is well. */
export async function wrongSums(db: Kysely<Tables>): Promise<readonly object[]> {
  const { rows } = await sql<object>`
    select id, taken, held, places, waiting, urgent from (
      select slots.*, coalesce((
        select sum(size) from appointments
        where slot_id = slots.id and state not in ('cancelled', 'displaced')
      ), 0) + coalesce((
        select sum(size) from offers where slot_id = slots.id and state = 'open'
      ), 0) as held
      from slots
    ) counted
    where taken <> held or taken + waiting + urgent > places
      or (closed_at is not null and waiting + urgent > 0)`.execute(db)
  return rows
}
