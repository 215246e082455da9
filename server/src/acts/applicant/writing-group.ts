// A new group, whoever registers it: from a phone it is held by the account that typed it; one that
// is registered at a desk is held by nobody until somebody takes it over with its recovery code.

import type { InputOf } from '@garita/contract'
import type { Decision } from '@garita/domain/decision'
import { earliestZone } from '@garita/domain/first-port'
import { type CheckedGroup, checkGroup, type GroupRefusal, type Member } from '@garita/domain/group'
import type { Context } from '../../act.ts'
import { sealGroup } from '../../sealed.ts'
import { insertGroup } from '../../store/groups.ts'
import type { lockPersons } from '../../store/shared-travelers.ts'
import type { GroupKey } from '../../vault/group-key.ts'
import type { World } from '../../world.ts'
import { writeMembers } from './writing-members.ts'

export type Typed = Pick<InputOf<'register-group'>, 'language' | 'members' | 'contact'>

export type NewGroupKey = { readonly id: string; readonly keyId: string; readonly key: GroupKey }

/** A key reaches outside, so it is made before the transaction; one not used is harmless. */
export async function prepareGroup(world: World): Promise<NewGroupKey> {
  const keyId = await world.vault.keys.make()
  return { keyId, key: await world.vault.keys.open(keyId), id: world.newId() }
}

/** The group as it was typed, with ids, against the rules of its composition. */
export function checkTyped(
  { world, now, rules }: Pick<Context, 'world' | 'now' | 'rules'>,
  { members, contact }: Typed,
): Decision<CheckedGroup, GroupRefusal> {
  const typed = members.map((member) => ({ ...member, id: world.newId() }))
  return checkGroup(typed, contact, now, earliestZone, rules)
}

/** @param account who holds it; null: nobody. @param lock replaced in a negative control alone. */
export async function writeGroup(
  { tx, now, world }: Pick<Context, 'tx' | 'now' | 'world'>,
  { id, keyId, key }: NewGroupKey,
  { language, contact }: Typed,
  members: readonly Member[],
  account: string | null,
  lock?: typeof lockPersons,
): Promise<void> {
  const { recovery } = world.vault
  const group = {
    ...{ id, keyId, registeredAt: now, language, size: members.length },
    sealed: sealGroup(key, id, { contact, municipality: null }),
    recoveryMac: recovery.mac(recovery.code(id, 1)),
  }
  await insertGroup(tx, group, account)
  await writeMembers({ tx, now, world }, { id, key }, members, [], lock)
}
