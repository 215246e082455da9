// What seating groups writes, in one statement, since everybody waits for it: the places that are
// taken now, an appointment a group, and the notice that announces it.

import { sql } from 'kysely'
import type { Tx } from '../act.ts'
import { keptPlans } from '../database/open.ts'
import type { NewAppointment } from './appointments.ts'

export type NewlySeated = NewAppointment & {
  /** Id of the notice `appointment-made`. */
  readonly notice: string
}

/** The last write of its act, but for the door's own: see `keptPlans`. [S1] The constraint `slot_never_overfull` holds the places. */
export async function insertSeated(
  tx: Tx,
  slots: readonly { readonly id: string; readonly taken: number }[],
  rows: readonly NewlySeated[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    with filled as (
      update slots set taken = new.taken
      from unnest(${slots.map((one) => one.id)}::text[], ${slots.map((one) => one.taken)}::int[])
        as new (id, taken)
      where slots.id = new.id and slots.taken <> new.taken
    ), seated as materialized (
      select * from unnest(
        ${rows.map((one) => one.id)}::uuid[],
        ${rows.map((one) => one.groupId)}::uuid[],
        ${rows.map((one) => one.slotId)}::text[],
        ${rows.map((one) => one.size)}::int[],
        ${rows.map((one) => one.code)}::text[],
        ${rows.map((one) => new Date(one.madeAt).toISOString())}::timestamptz[],
        ${rows.map((one) => one.notice)}::uuid[]
      ) as fresh (id, group_id, slot_id, size, code, made_at, notice)
    ), announced as (
      insert into notices (id, group_id, kind, facts, made_at)
      select notice, group_id, 'appointment-made', jsonb_build_object('appointment', id), made_at
      from seated
    )
    insert into appointments (id, group_id, slot_id, size, code, state, made_at, changed_at)
    select id, group_id, slot_id, size, code, 'standing', made_at, made_at
    from ${keptPlans} cross join seated`.execute(tx)
}
