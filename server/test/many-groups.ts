// Many groups that are ready to pick, written as sets with real ciphertexts: what a race, a bench
// or a growth figure needs and what acts, one at a time, would take minutes for.

import type { Pool } from 'pg'
import type { World } from '../src/world.ts'

export type ReadyGroup = { readonly account: string; readonly group: string; readonly size: number }

const setSize = 2_000

/** @param sizeOf the size of the n-th group, 1–20. */
export async function insertReadyGroups(
  world: World,
  count: number,
  sizeOf: (index: number) => number,
): Promise<ReadyGroup[]> {
  const all: ReadyGroup[] = []
  for (let from = 0; from < count; from += setSize) {
    const indexes = Array.from({ length: Math.min(setSize, count - from) }, (_, one) => from + one)
    all.push(...(await insertSet(world, indexes, sizeOf)))
  }
  return all
}

async function insertSet(
  world: World,
  indexes: readonly number[],
  sizeOf: (index: number) => number,
): Promise<ReadyGroup[]> {
  const { pool } = world.database
  const ready = indexes.map((index) => ({
    account: `bench-${index}`,
    group: world.newId(),
    size: sizeOf(index),
  }))
  const keyIds = await Promise.all(ready.map(() => world.vault.keys.make()))
  const keys = await Promise.all(keyIds.map((id) => world.vault.keys.open(id)))
  const sealed = ready.map(({ group }, place) =>
    keys[place]?.sealJson(
      { contact: { phone: '+520000000000' }, municipality: null },
      `groups/${group}`,
    ),
  )
  const now = new Date(world.now()).toISOString()
  await pool.query(
    `insert into groups (id, key_id, registered_at, language, size, sealed, recovery_mac, attested_at,
       attested_language, attested_rules, photos_decided, verdict, verdict_state, verdict_at)
     select id, key_id, $5, 'es', size, sealed, decode(replace(id::text, '-', ''), 'hex'), $5, 'es', '1',
       true, 'in', 'BCN', $5
     from unnest($1::uuid[], $2::text[], $3::int[], $4::bytea[]) as fresh (id, key_id, size, sealed)`,
    [ready.map((one) => one.group), keyIds, ready.map((one) => one.size), sealed, now],
  )
  await insertAccounts(pool, ready, now)
  return ready
}

async function insertAccounts(pool: Pool, ready: readonly ReadyGroup[], now: string) {
  await pool.query(
    `insert into account_groups (account_id, group_id, since, opens_at)
     select account, "group", $3, $3 from unnest($1::text[], $2::uuid[]) as fresh (account, "group")`,
    [ready.map((one) => one.account), ready.map((one) => one.group), now],
  )
}

/** A slot that starts two days from now at San Ysidro; gives its id. */
export async function insertSlot(world: World, places: number): Promise<string> {
  const startsAt = new Date(world.now() + 2 * 86_400_000)
  const day = startsAt.toISOString().slice(0, 10)
  const id = `2504-${day}-0900`
  await world.database.pool.query(
    `insert into slots (id, port, day, starts_at, kind, places, opened_at)
     values ($1, '2504', $2, $3, 'general', $4, now())`,
    [id, day, startsAt.toISOString(), places],
  )
  return id
}
