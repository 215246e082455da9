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
  const { rows } = await sql<Standing>`
    select wanted.id as group_id, requests.id as request, requests.state as request_state,
      offers.id as offer, appointments.id as appointment, appointments.state as appointment_state
    from unnest(${[...groups]}::uuid[]) as wanted (id)
    left join requests on requests.group_id = wanted.id
      and requests.state in ${sql.raw(listed(liveRequestStates))}
    left join offers on offers.group_id = wanted.id and offers.state = 'open'
    left join appointments on appointments.group_id = wanted.id
      and appointments.state in ${sql.raw(listed(liveStates))}`.execute(db)
  return new Map(rows.map((row) => [row.groupId, row]))
}

/** As text, so that the partial indexes are seen to hold. */
function listed(states: readonly string[]): string {
  return `(${states.map((state) => `'${state}'`).join(', ')})`
}
