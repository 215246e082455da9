// Done before? The key of an act is unique per actor and act, and kept with its answer.

import { sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row } from '../database/tables.ts'

export type KeyName = { readonly actor: string; readonly act: string; readonly key: string }

export async function findKey(tx: Tx, name: KeyName): Promise<Row<'keys'> | undefined> {
  return await tx
    .selectFrom('keys')
    .selectAll()
    .where('actor', '=', name.actor)
    .where('act', '=', name.act)
    .where('key', '=', name.key)
    .executeTakeFirst()
}

/** The keys of one act that are known already, of many asked for at once. */
export async function findKeys(
  tx: Tx,
  act: string,
  names: readonly KeyName[],
): Promise<Row<'keys'>[]> {
  const wanted = sql<{ actor: string; key: string }>`
    select * from unnest(
      ${names.map((one) => one.actor)}::text[], ${names.map((one) => one.key)}::text[]
    ) as wanted (actor, key)`
  return await tx
    .selectFrom('keys')
    .innerJoin(sql<{ actor: string; key: string }>`(${wanted})`.as('wanted'), (join) =>
      join.onRef('keys.actor', '=', 'wanted.actor').onRef('keys.key', '=', 'wanted.key'),
    )
    .selectAll('keys')
    .where('keys.act', '=', act)
    .execute()
}

/** Forgets what was answered to visitors, to sign-in and to the clock before an instant. */
export async function purgeKeys(tx: Tx, before: number): Promise<void> {
  await tx
    .deleteFrom('keys')
    .where('groupId', 'is', null)
    .where('actor', 'in', ['public', 'accounts', 'clock'])
    .where('at', '<', at(before))
    .execute()
}
