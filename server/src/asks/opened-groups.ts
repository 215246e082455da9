// Groups with their keys and members opened, for those who may see several at once. One that was
// erased meanwhile is left out.

import type { Member } from '@garita/contract/applicant'
import type { AskContext } from '../ask.ts'
import type { Row } from '../database/tables.ts'
import { openMember } from '../sealed.ts'
import { findMembersOf } from '../store/members.ts'
import { findGroupRows } from '../store/reach.ts'
import type { GroupKey } from '../vault/group-key.ts'
import { findGroupKey } from '../vault/keys.ts'

export type OpenedGroup = {
  readonly row: Row<'groups'>
  readonly key: GroupKey
  readonly members: readonly Member[]
}

/** These groups by id, each once. */
export async function openGroups(
  { db, world }: Pick<AskContext, 'db' | 'world'>,
  groups: readonly string[],
): Promise<Map<string, OpenedGroup>> {
  const ids = [...new Set(groups)]
  const rows = await findGroupRows(db, ids, false)
  const members = await findMembersOf(db, ids)
  const opened = rows.map(async (row) => {
    const key = await findGroupKey(world.vault.keys, row.keyId)
    if (!key) return []
    const people = (members.get(row.id) ?? []).map((member) => openMember(key, member))
    return [[row.id, { row, key, members: people }] as const]
  })
  return new Map((await Promise.all(opened)).flat())
}
