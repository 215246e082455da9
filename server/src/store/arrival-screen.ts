// What one group's screen at the desk shows beside its people, in SQL: what was decided,
// now and before, and to which lane it was called.

import type { Kysely } from 'kysely'
import type { Row, Tables } from '../database/tables.ts'

export type Determined = {
  /** The one that stands: it counts, or awaits a supervisor's countersign. */
  readonly standing: Row<'determinations'> | undefined
  /** Those before it, the oldest first. */
  readonly before: readonly Row<'determinations'>[]
}

/** [X8] A returned one does not stand: the member is to be determined anew. */
export async function findDetermined(
  db: Kysely<Tables>,
  appointment: string,
): Promise<(member: string) => Determined> {
  const rows = await db
    .selectFrom('determinations')
    .selectAll()
    .where('appointmentId', '=', appointment)
    .orderBy('determinedAt')
    .orderBy('id')
    .execute()
  const isStanding = (row: Row<'determinations'>) =>
    row.replacedBy === null && row.countersign !== 'returned'
  return (member) => {
    const own = rows.filter((row) => row.memberId === member)
    return { standing: own.find(isStanding), before: own.filter((row) => !isStanding(row)) }
  }
}

/** The lane to which an appointment was called last, or null. */
export async function findLane(db: Kysely<Tables>, appointment: string): Promise<number | null> {
  const row = await db
    .selectFrom('calls')
    .select('lane')
    .where('appointmentId', '=', appointment)
    .orderBy('calledAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.lane ?? null
}
