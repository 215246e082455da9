// [R21] What the days of a port that are over left open, in SQL: appointments that arrived, and
// questions that hold a group.

import { transitions } from '@garita/domain/appointment'
import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Tables } from '../database/tables.ts'

/** A port and the last of its days that are meant: those before it are meant too. */
export type PastDays<Code extends string = string> = { readonly port: Code; readonly day: string }

/** Of these ports and days those where something was left open. Not locked. */
export async function findUnended<Code extends string>(
  db: Kysely<Tables>,
  wanted: readonly PastDays<Code>[],
): Promise<PastDays<Code>[]> {
  const { rows } = await sql<{ port: string }>`
    select wanted.port
    from unnest(${wanted.map((one) => one.port)}::text[], ${wanted.map((one) => one.day)}::date[])
      as wanted (port, day)
    where exists (
      select from appointments join slots on slots.id = appointments.slot_id
      where ${isArrived} and slots.port = wanted.port and slots.day <= wanted.day)
    or exists (
      select from questions
      where ${isHolding} and questions.port = wanted.port and questions.day <= wanted.day)`.execute(
    db,
  )
  const left = new Set(rows.map((row) => row.port))
  return wanted.filter((one) => left.has(one.port))
}

/** The groups of which something was left open, in the order of their ids. Not locked. */
export async function findLeft(tx: Tx, { port, day }: PastDays): Promise<string[]> {
  const { rows } = await sql<{ groupId: string }>`
    select appointments.group_id from appointments
    join slots on slots.id = appointments.slot_id
    where ${isArrived} and slots.port = ${port} and slots.day <= ${day}
    union
    select appointments.group_id from questions
    join appointments on appointments.id = questions.appointment_id
    where ${isHolding} and questions.port = ${port} and questions.day <= ${day}
    order by group_id`.execute(tx)
  return rows.map((row) => row.groupId)
}

/** Ends what arrived of these groups, whose rows are locked; gives how many appointments. */
export async function endArrived(
  tx: Tx,
  groups: readonly string[],
  { port, day }: PastDays,
  now: number,
): Promise<number> {
  const { rows } = await sql`
    update appointments set state = ${transitions.end.to}, changed_at = ${at(now)}
    from slots
    where slots.id = appointments.slot_id and slots.port = ${port} and slots.day <= ${day}
      and ${isArrived} and appointments.group_id = any(${[...groups]}::uuid[])
    returning appointments.id`.execute(tx)
  return rows.length
}

/** Settles what held these groups, whose rows are locked; gives how many questions. */
export async function settleHeld(
  tx: Tx,
  groups: readonly string[],
  { port, day }: PastDays,
  now: number,
): Promise<number> {
  const { rows } = await sql`
    update questions set settled_by = 'rule', settled_at = ${at(now)}
    from appointments
    where appointments.id = questions.appointment_id
      and questions.port = ${port} and questions.day <= ${day}
      and ${isHolding} and appointments.group_id = any(${[...groups]}::uuid[])
    returning questions.id`.execute(tx)
  return rows.length
}

const isArrived = sql`appointments.state = any(${[...transitions.end.from]}::text[])`
const isHolding = sql`questions.holds and questions.settled_at is null`
