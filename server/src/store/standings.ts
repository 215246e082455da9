// What a group has under way: a live request, an open offer, a live appointment. Read for all
// groups of a batch in one query; every part is found by an index that allows one row a group.

import { liveStates } from '@garita/domain/appointment'
import { liveRequestStates } from '@garita/domain/request'
import { type Kysely, sql } from 'kysely'
import type { Row, Tables } from '../database/tables.ts'

export type Standing = {
  readonly groupId: string
  readonly request: string | null
  readonly requestState: Row<'requests'>['state'] | null
  readonly offer: string | null
  readonly appointment: string | null
  readonly appointmentState: Row<'appointments'>['state'] | null
}

/** One line for each of these groups. */
export async function findStandings(
  db: Kysely<Tables>,
  groups: readonly string[],
): Promise<Map<string, Standing>> {
  // Each group by itself: with joins alone, a plan made while a table was empty reads it whole.
  const { rows } = await sql<Standing>`
    select wanted.id as group_id, request.id as request, request.state as request_state,
      offer.id as offer, appointment.id as appointment, appointment.state as appointment_state
    from unnest(${[...groups]}::uuid[]) as wanted (id)
    left join lateral (
      select id, state from requests
      where group_id = wanted.id and state in ${sql.raw(listed(liveRequestStates))} limit 1
    ) request on true
    left join lateral (
      select id from offers where group_id = wanted.id and state = 'open' limit 1
    ) offer on true
    left join lateral (
      select id, state from appointments
      where group_id = wanted.id and state in ${sql.raw(listed(liveStates))} limit 1
    ) appointment on true`.execute(db)
  return new Map(rows.map((row) => [row.groupId, row]))
}

/** As text, so that the partial indexes are seen to hold. */
function listed(states: readonly string[]): string {
  return `(${states.map((state) => `'${state}'`).join(', ')})`
}
