// The append-only record of every act: who, which, when, with which outcome, and plain facts.

import type { Plain } from '@garita/domain/decision'
import { sql } from 'kysely'
import type { Tx } from '../act.ts'

export type NewRecord = {
  readonly at: number
  readonly actorKind: string
  readonly actor: string
  readonly act: string
  readonly outcome: string
  readonly groupId: string | null
  readonly facts: Plain
}

export async function insertRecords(tx: Tx, rows: readonly NewRecord[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into records (at, actor_kind, actor, act, outcome, group_id, facts)
    select * from unnest(
      ${rows.map((one) => new Date(one.at).toISOString())}::timestamptz[],
      ${rows.map((one) => one.actorKind)}::text[],
      ${rows.map((one) => one.actor)}::text[],
      ${rows.map((one) => one.act)}::text[],
      ${rows.map((one) => one.outcome)}::text[],
      ${rows.map((one) => one.groupId)}::uuid[],
      ${rows.map((one) => JSON.stringify(one.facts))}::jsonb[])`.execute(tx)
}
