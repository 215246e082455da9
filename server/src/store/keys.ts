// Done before? The key of an act is unique per actor and act, and kept with its answer.

import { type Kysely, sql } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type KeyName = { readonly actor: string; readonly act: string; readonly key: string }

export async function findKey(
  db: Tx | Kysely<Tables>,
  name: KeyName,
): Promise<Row<'keys'> | undefined> {
  return await db
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
  // Each name by itself, by the index. Joined as sets, the planner read the whole table while its
  // statistics told of an empty one, and the calls of a morning took ever longer.
  const { rows } = await sql<Row<'keys'>>`
    select known.*
    from unnest(
      ${names.map((one) => one.actor)}::text[], ${names.map((one) => one.key)}::text[]
    ) as wanted (actor, key)
    cross join lateral (
      select * from keys
      where keys.actor = wanted.actor and keys.act = ${act} and keys.key = wanted.key
      limit 1
    ) known`.execute(tx)
  return rows
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
