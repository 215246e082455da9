// What both forms of the door share: reaching and locking groups with their keys, remembering the
// input as a MAC, and writing key and record with the act's own writes.

import { hash } from 'node:crypto'
import { type Decision, type Plain, refused } from '@garita/domain/decision'
import type { Kysely } from 'kysely'
import type { BatchGroup, LockedGroup, Tx, Who, Wish } from './act.ts'
import type { Row, Tables } from './database/tables.ts'
import { getKeyId } from './store/groups.ts'
import type { KeyName } from './store/keys.ts'
import { isPhotoAskedAbout } from './store/questions.ts'
import { findGroupRows, lockForBatch, type Reach, reachGroups } from './store/reach.ts'
import { insertSettled } from './store/settled.ts'
import { findGroupKey } from './vault/keys.ts'
import type { World } from './world.ts'

export function keyNameOf(wish: Wish): KeyName {
  return { actor: wish.who.account, act: wish.act, key: wish.key }
}

/** The group that an input names, if it names one. */
export function groupOf(input: unknown): string | undefined {
  const group = (input as { group?: unknown }).group
  return typeof group === 'string' ? group : undefined
}

type Reached<G> = { readonly group: G; readonly accounts: ReadonlySet<string> }

/**
 * The groups that these wishes name and their actors reach, locked, each with its opened key. [I4]
 * One that was erased is not among them: it is as unknown as one that never was.
 */
export async function lockReach(
  world: World,
  tx: Tx | Kysely<Tables>,
  wishes: readonly Wish[],
  now: number,
  lock = true,
): Promise<Map<string, Reached<LockedGroup>>> {
  return await withKeys(world, await reachGroups(tx, wantedBy(wishes), now, lock))
}

/** The same for a batch: locked, and without what is sealed in their rows. */
export async function lockReachTogether(
  world: World,
  tx: Tx,
  wishes: readonly Wish[],
  now: number,
): Promise<Map<string, Reached<BatchGroup>>> {
  return await withKeys(world, await lockForBatch(tx, wantedBy(wishes), now))
}

function wantedBy(wishes: readonly Wish[]): Reach[] {
  return wishes.flatMap(({ who, input }) => {
    const group = groupOf(input)
    return group ? [{ who, group }] : []
  })
}

async function withKeys<G extends { readonly id: string; readonly keyId: string }>(
  world: World,
  reached: ReadonlyMap<string, G & { readonly accounts: ReadonlySet<string> }>,
) {
  const rows = [...reached.values()]
  const opened = await Promise.all(rows.map((row) => findGroupKey(world.vault.keys, row.keyId)))
  return new Map(
    rows.flatMap(({ accounts, ...row }, index) => {
      const key = opened[index]
      return key ? [[row.id, { group: { ...row, key }, accounts }] as const] : []
    }),
  )
}

/** One group within an actor's reach, not locked; undefined for an erased one, too. */
export async function reachable(
  world: World,
  db: Kysely<Tables>,
  who: Who,
  group: string,
  now: number,
): Promise<LockedGroup | undefined> {
  const [row] = (await reachGroups(db, [{ who, group }], now, false)).values()
  if (!row) return undefined
  const key = await findGroupKey(world.vault.keys, row.keyId)
  const { accounts: _, ...rest } = row
  return key && { ...rest, key }
}

/**
 * [R18] The group of a photo that comes with a supervisor's open question, to show that photo and
 * nothing else: by then the group itself may be out of reach.
 */
export async function askedAboutPhoto(
  world: World,
  who: Who,
  photo: { readonly group: string; readonly photo: string },
): Promise<LockedGroup | undefined> {
  const { db } = world.database
  if (who.kind !== 'supervisor' || !(await isPhotoAskedAbout(db, who.ports, photo)))
    return undefined
  const [row] = await findGroupRows(db, [photo.group], false)
  const key = row && (await findGroupKey(world.vault.keys, row.keyId))
  return key && { ...row, key }
}

/**
 * The input as an HMAC: under the group's key, so that erasing the key erases what could be
 * guessed from it; under the installation's own where no group is named.
 */
export function inputMac(
  world: World,
  group: Pick<LockedGroup, 'key'> | undefined,
  input: unknown,
): Buffer {
  const text = canonical(input)
  return group ? group.key.mac(text) : world.vault.inputMac(text)
}

/**
 * [I2] The same key, the same answer; the same key with another input is refused. [I4] Where the
 * group was erased since, nobody can tell the inputs apart any more, and it is unknown.
 */
export async function answerBefore(
  world: World,
  tx: Tx | Kysely<Tables>,
  before: Row<'keys'>,
  wish: Wish,
): Promise<Decision<unknown>> {
  const text = canonical(wish.input)
  const mac = await macAsBefore(world, tx, before, text)
  if (!mac) return refused('group-unknown')
  return mac.equals(before.inputMac)
    ? (before.answer as unknown as Decision<unknown>)
    : refused('key-reused')
}

/** An input's MAC under the key that remembered the earlier one; undefined once that is destroyed. */
async function macAsBefore(
  world: World,
  tx: Tx | Kysely<Tables>,
  before: Row<'keys'>,
  text: Buffer,
): Promise<Buffer | undefined> {
  if (!before.groupId) return world.vault.inputMac(text)
  const key = await findGroupKey(world.vault.keys, await getKeyId(tx, before.groupId))
  return key?.mac(text)
}

/** What an act adds to its record. */
export type Notes = { facts: { [key: string]: Plain }; concerns: string | null }

export function outcomeOf(decision: Decision<unknown>): string {
  return decision.ok ? 'allowed' : decision.reasons.map((reason) => reason.name).join(' ')
}

export type Settled = {
  readonly wish: Wish
  readonly decision: Decision<unknown>
  readonly mac: Buffer
  /** The group whose key made the MAC. */
  readonly group: string | null
  readonly notes: Notes
}

/** [I1] [I3] Writes the answers with their keys, and one record an act, in one statement. */
export async function settle(tx: Tx, now: number, all: readonly Settled[]): Promise<void> {
  await insertSettled(
    tx,
    now,
    all.map(({ wish, decision, mac, group, notes }) => ({
      ...keyNameOf(wish),
      actorKind: wish.who.kind,
      inputMac: mac,
      groupId: group,
      answer: decision as never,
      outcome: outcomeOf(decision),
      concerns: notes.concerns,
      facts: notes.facts,
    })),
  )
}

/** JSON with its keys sorted, hashed: one input, one text, whatever order it was typed in. */
export function canonical(value: unknown): Buffer {
  return hash('sha256', sortedJson(value), 'buffer')
}

/** JSON with its keys sorted and nothing between them. */
export function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const object: { readonly [key: string]: unknown } = { ...value }
  let text = ''
  for (const key of Object.keys(object).sort()) {
    const one = object[key]
    if (one !== undefined) text += `${text && ','}${JSON.stringify(key)}:${sortedJson(one)}`
  }
  return `{${text}}`
}
