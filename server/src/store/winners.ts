// What a draw needs to know of those it drew, in SQL. Their groups are locked first.

import { liveStates } from '@garita/domain/appointment'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import type { Row, Tables } from '../database/tables.ts'

export type Drawn = {
  readonly request: string
  readonly state: Row<'requests'>['state']
  readonly group: string
  readonly size: number
  /** The live appointment, if there is one. */
  readonly appointment: string | null
  readonly appointmentState: Row<'appointments'>['state'] | null
  /** An open offer that a closure made. */
  readonly offer: string | null
}

export async function findGroupsOfRequests(
  db: Kysely<Tables>,
  requests: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('requests')
    .select('groupId')
    .where('id', '=', sql<string>`any(${[...requests]}::uuid[])`)
    .execute()
  return rows.map((row) => row.groupId)
}

/** Whose requests these are, and where they stand now, by the request. */
export async function findDrawn(tx: Tx, requests: readonly string[]): Promise<Map<string, Drawn>> {
  const rows = await tx
    .selectFrom('requests')
    .innerJoin('groups', 'groups.id', 'requests.groupId')
    .leftJoin('appointments', (join) =>
      join
        .onRef('appointments.groupId', '=', 'groups.id')
        .on('appointments.state', 'in', [...liveStates]),
    )
    .leftJoin('offers', (join) =>
      join.onRef('offers.groupId', '=', 'groups.id').on('offers.state', '=', 'open'),
    )
    .select([
      'requests.id as request',
      'requests.state',
      'groups.id as group',
      'groups.size',
      'appointments.id as appointment',
      'appointments.state as appointmentState',
      'offers.id as offer',
    ])
    .where('requests.id', '=', sql<string>`any(${[...requests]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.request, row]))
}
