// Determinations in SQL. One stands for each member; one that was amended, or that a supervisor
// returned, is kept beside it.

import type { Kysely } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type NewDetermination = Omit<
  Row<'determinations'>,
  'replacedBy' | 'countersignedBy' | 'countersignedAt' | 'sealedAnswer'
>

export async function insertDetermination(tx: Tx, row: NewDetermination): Promise<void> {
  await tx
    .insertInto('determinations')
    .values({ ...row, determinedAt: at(row.determinedAt) })
    .execute()
}

/** [X9] Says of one which takes its place; that one is inserted in the same transaction. */
export async function replaceDetermination(tx: Tx, id: string, by: string): Promise<void> {
  await tx.updateTable('determinations').set({ replacedBy: by }).where('id', '=', id).execute()
}

/** One that stands: a supervisor has not returned it. */
export type StandingDetermination = Row<'determinations'> & {
  readonly countersign: 'not-needed' | 'awaited' | 'confirmed'
}

/** The determination that stands for each member of an appointment who has one. */
export async function findDeterminations(
  db: Kysely<Tables>,
  appointment: string,
): Promise<Map<string, StandingDetermination>> {
  const rows = await db
    .selectFrom('determinations')
    .selectAll()
    .where('appointmentId', '=', appointment)
    .where('replacedBy', 'is', null)
    .where('countersign', '<>', 'returned')
    .$narrowType<{ countersign: StandingDetermination['countersign'] }>()
    .execute()
  return new Map(rows.map((row) => [row.memberId, row]))
}

/** One of an appointment, standing or not. The group's lock keeps it still. */
export async function findDetermination(
  db: Kysely<Tables>,
  appointment: string,
  id: string,
): Promise<Row<'determinations'> | undefined> {
  return await db
    .selectFrom('determinations')
    .selectAll()
    .where('id', '=', id)
    .where('appointmentId', '=', appointment)
    .executeTakeFirst()
}

export type Countersigning = {
  readonly verdict: 'confirmed' | 'returned'
  readonly by: string
  readonly at: number
  readonly sealedAnswer: Buffer | null
}

/** [X8] Writes a supervisor's word on one that awaits it. */
export async function countersignDetermination(
  tx: Tx,
  id: string,
  { verdict, by, at: signedAt, sealedAnswer }: Countersigning,
): Promise<void> {
  await tx
    .updateTable('determinations')
    .set({
      countersign: verdict,
      countersignedBy: by,
      countersignedAt: at(signedAt),
      sealedAnswer,
    })
    .where('id', '=', id)
    .where('countersign', '=', 'awaited')
    .execute()
}
