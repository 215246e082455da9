// Draws through the door for tests: groups that wait, custodians, and each stage by its own act.

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { drawFreezesAt } from '@garita/domain/draw'
import { hoursMs } from '@garita/domain/time'
import { readParts } from '../src/store/draw-files.ts'
import { granted, type House } from './house.ts'

/** A draw whose commitments are still open at the house’s usual time. */
export const draw = '2023-01-12'
/** The day that it gives out first. */
export const newDay = '2023-01-26'

export type Wishing = {
  readonly size?: number
  readonly ports?: readonly string[]
  readonly pressing?: boolean
  readonly registeredAt?: number
}

export type Wisher = { readonly account: string; readonly group: string; readonly request: string }

/** As many as one test asks about; more are only drawn, and need no key. */
const withKeysAtMost = 100

/** Groups with a standing request each, written as sets. Nothing is sealed in them. */
export async function insertWishers(
  { world }: Pick<House, 'world'>,
  wishes: readonly Wishing[],
): Promise<Wisher[]> {
  const now = new Date(world.now()).toISOString()
  const keyed = wishes.length > withKeysAtMost ? [] : wishes
  const keys = await Promise.all(keyed.map(() => world.vault.keys.make()))
  const all = wishes.map((wish, n) => ({
    account: `wisher-${n}`,
    key: keys[n] ?? randomUUID(),
    group: randomUUID(),
    request: randomUUID(),
    size: wish.size ?? 1,
    ports: (wish.ports ?? ['2504']).join(' '),
    pressing: wish.pressing ?? false,
    registered: new Date(wish.registeredAt ?? world.now()).toISOString(),
  }))
  const column = <K extends keyof (typeof all)[number]>(name: K) => all.map((one) => one[name])
  await world.database.pool.query(
    `with fresh as (
       select * from unnest($1::uuid[], $2::int[], $3::boolean[], $4::timestamptz[], $6::text[])
         as fresh (id, size, pressing, registered, key)
     )
     insert into groups (id, key_id, registered_at, language, size, sealed, recovery_mac, pressing,
       attested_at, attested_language, attested_rules, photos_decided, verdict, verdict_state,
       verdict_at)
     select id, key, registered, 'es', size, '', decode(replace(id::text, '-', ''), 'hex'),
       pressing, $5, 'es', '1', true, 'in', 'BCN', $5 from fresh`,
    [
      ...[column('group'), column('size'), column('pressing'), column('registered'), now],
      column('key'),
    ],
  )
  await world.database.pool.query(
    `insert into account_groups (account_id, group_id, since, opens_at)
     select account, id, $3, $3 from unnest($1::text[], $2::uuid[]) as fresh (account, id)`,
    [column('account'), column('group'), now],
  )
  await world.database.pool.query(
    `insert into requests (id, group_id, state, ports, made_at, changed_at, alive_at)
     select id, group_id, 'standing', string_to_array(ports, ' '), $4, $4, $4
     from unnest($1::uuid[], $2::uuid[], $3::text[]) as fresh (id, group_id, ports)`,
    [column('request'), column('group'), column('ports'), now],
  )
  return all.map(({ account, group, request }) => ({ account, group, request }))
}

export type Custodians = { reveal(id: string, count?: number): Promise<void> }

/** Two custodians who commit to these draws, each with secrets of its own. */
export async function commitTo(house: House, ...ids: readonly string[]): Promise<Custodians> {
  const all = [1, 2].map((n) => ({
    who: house.asCustodian(n),
    name: `Office ${n}`,
    secrets: new Map(ids.map((id) => [id, randomBytes(32)])),
  }))
  for (const { who, name, secrets } of all) {
    const commitments = [...secrets].map(([id, secret]) => ({
      draw: id,
      commitment: createHash('sha256').update(secret).digest('hex'),
    }))
    granted(await house.perform(who, 'commit-secrets', { name, commitments }))
  }
  return {
    reveal: async (id, count = 2) => {
      for (const { who, secrets } of all.slice(0, count)) {
        const secret = secrets.get(id)?.toString('hex') ?? ''
        granted(await house.perform(who, 'reveal-secret', { draw: id, secret }))
      }
    },
  }
}

const rulesOf = ({ world }: House) => world.rulesAt(world.now())

/** Moves the clock to the close of commitments, and closes them. */
export async function closeCommitments(house: House, id = draw) {
  house.setNow(drawFreezesAt(id, rulesOf(house)) - hoursMs(24))
  return granted(await house.perform(house.asClock(), 'close-commitments', { draw: id }))
}

/** Moves the clock to the freeze, and freezes. */
export async function freezeNow(house: House, id = draw) {
  house.setNow(drawFreezesAt(id, rulesOf(house)))
  return granted(await house.perform(house.asClock(), 'freeze-draw', { draw: id }))
}

export async function runNow(house: House, id = draw) {
  return granted(await house.perform(house.asClock(), 'run-draw', { draw: id }))
}

/** From commitments to published in one go. */
export async function drawThrough(house: House, id = draw) {
  const custodians = await commitTo(house, id)
  await closeCommitments(house, id)
  const frozen = await freezeNow(house, id)
  await custodians.reveal(id)
  return { ...frozen, ...(await runNow(house, id)) }
}

/** A file of a draw as text. */
export async function fileText(house: House, name: string, id = draw): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of readParts(house.db, id, name)) parts.push(part)
  return Buffer.concat(parts).toString('latin1')
}

/** A suspension in force from this day on. */
export async function suspend(house: House, fromDay: string): Promise<void> {
  await house.world.database.pool.query(
    `insert into suspensions (id, from_day, reason, proposed_by, proposed_at, approved_by, approved_at)
     values ($1, $2, 'Ejemplo', 'planner-1', $3, 'planner-2', $3)`,
    [randomUUID(), fromDay, new Date(house.world.now()).toISOString()],
  )
}

export const publicFiles = [
  'commitments.json',
  'frozen.json',
  'tickets.ndjson',
  'slots.ndjson',
  'ranking.ndjson',
  'outcome.json',
  'draw.json',
] as const
export const sealedFiles = ['entries.ndjson', 'results.ndjson'] as const

/** Opens the files of a draw for the verifier. */
export function openFiles(house: House, names: readonly string[], id = draw) {
  return (name: string) => (names.includes(name) ? readParts(house.db, id, name) : undefined)
}
