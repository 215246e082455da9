// Many groups that are ready to pick, written as sets with real ciphertexts: what a race, a bench
// or a growth figure needs and what acts, one at a time, would take minutes for.

import type { Pool } from 'pg'
import type { GroupKey } from '../src/vault/group-key.ts'
import type { World } from '../src/world.ts'

export type ReadyGroup = { readonly account: string; readonly group: string; readonly size: number }

const setSize = 2_000

/**
 * Groups with members, ready to pick.
 * @param sizeOf the size of the n-th group, 1–20. @param name begins the names of their accounts.
 */
export async function insertReadyGroups(
  world: World,
  count: number,
  sizeOf: (index: number) => number,
  name = 'bench',
): Promise<ReadyGroup[]> {
  const all: ReadyGroup[] = []
  for (let from = 0; from < count; from += setSize) {
    const indexes = Array.from({ length: Math.min(setSize, count - from) }, (_, one) => from + one)
    all.push(...(await insertSet(world, indexes, sizeOf, name)))
  }
  return all
}

async function insertSet(
  world: World,
  indexes: readonly number[],
  sizeOf: (index: number) => number,
  name: string,
): Promise<ReadyGroup[]> {
  const { pool } = world.database
  const ready = indexes.map((index) => ({
    account: `${name}-${index}`,
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
  await insertMembers(world, ready, keys)
  return ready
}

/** Each member sealed under the key of its group, at its place, as registering does. */
async function insertMembers(
  { database, newId }: World,
  ready: readonly ReadyGroup[],
  keys: readonly GroupKey[],
): Promise<void> {
  const members = ready.flatMap(({ group, size }, place) =>
    Array.from({ length: size }, (_, position) => {
      const id = newId()
      const sealed = keys[place]?.sealJson(memberNamed(position), `members/${id}`)
      return { id, group, position, sealed }
    }),
  )
  await database.pool.query(
    `insert into members (id, group_id, position, sealed, photo)
     select *, 'at-port' from unnest($1::uuid[], $2::uuid[], $3::int[], $4::bytea[])`,
    [
      members.map((one) => one.id),
      members.map((one) => one.group),
      members.map((one) => one.position),
      members.map((one) => one.sealed),
    ],
  )
}

const memberNamed = (position: number) => ({
  relation: position === 0 ? 'self' : 'child',
  givenNames: `Ejemplo ${position + 1}`,
  birth: { year: 1990 + position, approximate: false },
  sex: 'female',
  nationality: 'HN',
  birthCountry: 'HN',
  languages: ['es'],
  needs: [],
})

/** Gives each of these groups of one an open offer in a slot; the offer by its group. */
export async function insertOpenOffers(
  { database, newId, now }: World,
  slot: string,
  groups: readonly string[],
): Promise<Map<string, string>> {
  const offers = new Map(groups.map((group) => [group, newId()]))
  const madeAt = new Date(now()).toISOString()
  const expiresAt = new Date(now() + 23 * 3_600_000).toISOString()
  await database.pool.query(
    `insert into offers (id, group_id, slot_id, size, state, because, made_at, expires_at)
     select id, "group", $3, 1, 'open', 'draw', $4, $5
     from unnest($1::uuid[], $2::uuid[]) as fresh (id, "group")`,
    [[...offers.values()], [...offers.keys()], slot, madeAt, expiresAt],
  )
  await database.pool.query('update slots set taken = taken + $2 where id = $1', [
    slot,
    offers.size,
  ])
  return offers
}

async function insertAccounts(pool: Pool, ready: readonly ReadyGroup[], now: string) {
  await pool.query(
    `insert into account_groups (account_id, group_id, since, opens_at)
     select account, "group", $3, $3 from unnest($1::text[], $2::uuid[]) as fresh (account, "group")`,
    [ready.map((one) => one.account), ready.map((one) => one.group), now],
  )
}

/** An open slot that starts two days from now at San Ysidro; gives its id. */
export async function insertSlot(world: World, places: number): Promise<string> {
  const startsAt = new Date(world.now() + 2 * 86_400_000)
  const day = startsAt.toISOString().slice(0, 10)
  const id = `2504-${day}-0900`
  await world.database.pool.query(
    `insert into slots (id, port, day, starts_at, kind, places, opened_at, drawn_at)
     values ($1, '2504', $2, $3, 'general', $4, $5, $5)`,
    [id, day, startsAt.toISOString(), places, new Date(world.now()).toISOString()],
  )
  return id
}
