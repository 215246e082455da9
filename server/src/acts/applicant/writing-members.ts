// Members as they are written: sealed under the group's key, in the group's own order, each with a
// fingerprint that tells whether the same person is in another group too.

import { fingerprintText, type Member } from '@garita/domain/group'
import type { Tx } from '../../act.ts'
import { sealMember } from '../../sealed.ts'
import { putFingerprints, putMembers } from '../../store/members.ts'
import type { GroupKey } from '../../vault/group-key.ts'
import type { Vault } from '../../vault/vault.ts'

/** Adds members, or replaces what is known of them. Photos and attestations stay. */
export async function writeMembers(
  tx: Tx,
  vault: Pick<Vault, 'fingerprintOf'>,
  group: { readonly id: string; readonly key: GroupKey },
  members: readonly Member[],
): Promise<void> {
  const rows = members.map((member, position) => ({
    id: member.id,
    groupId: group.id,
    position,
    sealed: sealMember(group.key, member),
  }))
  const fingerprints = members.map((member) => ({
    memberId: member.id,
    groupId: group.id,
    ...vault.fingerprintOf(fingerprintText(member)), // [G9]
  }))
  await putMembers(tx, rows)
  await putFingerprints(tx, fingerprints)
}
