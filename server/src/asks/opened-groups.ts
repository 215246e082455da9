// Groups with their keys and members opened, for those who may see several at once. One that was
// erased meanwhile is left out.

import type { Member } from '@garita/contract/applicant'
import type { AskContext } from '../ask.ts'
import { openMember } from '../sealed.ts'
import { findMembersOf } from '../store/members.ts'
import { findGroupRows } from '../store/reach.ts'
import type { GroupKey } from '../vault/group-key.ts'
import { KeyDestroyed } from '../vault/keys.ts'

export type OpenedGroup = { readonly key: GroupKey; readonly members: readonly Member[] }

/** These groups by id, each once. */
export async function openGroups(
  { db, world }: Pick<AskContext, 'db' | 'world'>,
  groups: readonly string[],
): Promise<Map<string, OpenedGroup>> {
  const ids = [...new Set(groups)]
  const rows = await findGroupRows(db, ids, false)
  const members = await findMembersOf(db, ids)
  const opened = rows.map(async ({ id, keyId }) => {
    try {
      const key = await world.vault.keys.open(keyId)
      const people = (members.get(id) ?? []).map((member) => openMember(key, member))
      return [[id, { key, members: people }] as const]
    } catch (error) {
      if (error instanceof KeyDestroyed) return []
      throw error
    }
  })
  return new Map((await Promise.all(opened)).flat())
}
