// What the door leaves of every act: its key with the answer, and its record, written by one
// statement, since every act pays for it. The answer is sent once: what an allowed act answers
// stands among its record's facts too.

import type { Plain } from '@garita/domain/decision'
import { sql } from 'kysely'
import type { Tx } from '../act.ts'
import type { KeyName } from './keys.ts'

export type NewSettled = KeyName & {
  readonly actorKind: string
  readonly inputMac: Buffer
  /** The group whose key made the MAC. */
  readonly groupId: string | null
  /** The decision: `{ok: true, value}` or `{ok: false, reasons}`. */
  readonly answer: Plain
  readonly outcome: string
  /** The group that the record belongs to. */
  readonly concerns: string | null
  /** What the act noted; never personal data. */
  readonly facts: Plain
}

/**
 * Breaks the primary key of `keys` when another server answered the same key at the same moment:
 * the door then starts over and finds that answer.
 */
export async function insertSettled(
  tx: Tx,
  now: number,
  rows: readonly NewSettled[],
): Promise<void> {
  if (rows.length === 0) return
  const instant = new Date(now).toISOString()
  await sql`
    with settled as materialized (
      select * from unnest(
        ${rows.map((one) => one.actor)}::text[],
        ${rows.map((one) => one.actorKind)}::text[],
        ${rows.map((one) => one.act)}::text[],
        ${rows.map((one) => one.key)}::text[],
        ${rows.map((one) => one.inputMac)}::bytea[],
        ${rows.map((one) => one.groupId)}::uuid[],
        ${rows.map((one) => JSON.stringify(one.answer))}::jsonb[],
        ${rows.map((one) => one.outcome)}::text[],
        ${rows.map((one) => one.concerns)}::uuid[],
        ${rows.map((one) => JSON.stringify(one.facts))}::jsonb[]
      ) with ordinality as fresh
        (actor, actor_kind, act, key, input_mac, group_id, answer, outcome, concerns, facts, nth)
    ), kept as (
      insert into keys (actor, act, key, input_mac, group_id, answer, at)
      select actor, act, key, input_mac, group_id, answer, ${instant}::timestamptz from settled
    )
    insert into records (at, actor_kind, actor, act, outcome, group_id, facts)
    select ${instant}::timestamptz, actor_kind, actor, act, outcome, concerns,
      facts || coalesce(answer -> 'value', '{}'::jsonb)
    from settled order by nth`.execute(tx)
}
