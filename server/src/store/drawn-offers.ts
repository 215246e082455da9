// What became of the offers of a draw, in SQL.

import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

export type Taken = {
  readonly port: string
  /** People of groups that accepted. */
  readonly accepted: number
  /** Of these the people of groups that came. */
  readonly arrived: number
}

/** By the port of the offer, ascending. */
export async function countTaken(db: Kysely<Tables>, draw: string): Promise<Taken[]> {
  const { rows } = await sql<Taken>`
    select slots.port,
      coalesce(sum(offers.size) filter (where offers.state = 'accepted'), 0)::int as accepted,
      coalesce(sum(offers.size) filter (where offers.state = 'accepted' and exists (
        select from appointments
        where appointments.group_id = offers.group_id
          and appointments.arrived_at >= offers.answered_at)), 0)::int as arrived
    from offers join slots on slots.id = offers.slot_id
    where offers.draw = ${draw}
    group by slots.port order by slots.port`.execute(db)
  return rows
}
