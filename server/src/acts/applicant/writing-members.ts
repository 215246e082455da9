// Members as they are written: sealed under the group's key, in the group's own order, each with a
// fingerprint that tells whether the same person is in another group too. Where that is so the pair
// is noted at once, and all are told why they will take turns.

import { fingerprintText, type Member } from '@garita/domain/group'
import { pairsAfter } from '@garita/domain/sharing'
import type { Context, Tx } from '../../act.ts'
import { sealMember } from '../../sealed.ts'
import { markLeft, putFingerprints, putMembers } from '../../store/members.ts'
import { insertNotices } from '../../store/notices.ts'
import {
  findMacs,
  findMatches,
  findPairs,
  lockPersons,
  updatePairs,
} from '../../store/shared-travelers.ts'
import type { GroupKey } from '../../vault/group-key.ts'

type Means = Pick<Context, 'tx' | 'now' | 'world'>
type Written = { readonly id: string; readonly key: GroupKey }

/** Adds members, or replaces what is known of them; photos and attestations stay. */
export async function writeMembers(
  { tx, now, world }: Means,
  group: Written,
  members: readonly Member[],
  left: readonly string[] = [],
  lock: typeof lockPersons = lockPersons,
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
    ...world.vault.fingerprintOf(fingerprintText(member)), // [G9]
  }))
  // Those who go too: a pair must not be noted while the person is leaving.
  const macs = [...(await findMacs(tx, group.id)), ...fingerprints.map((one) => one.mac)]
  await lock(tx, macs)
  await markLeft(tx, left, now)
  await putMembers(tx, rows)
  await putFingerprints(tx, fingerprints)
  await notePairs({ tx, now, world }, group.id, rows)
}

/** [Q5] Pairs follow the fingerprints; [Q6] both groups are told, but nobody twice. */
async function notePairs(
  { tx, now, world }: Means,
  group: string,
  members: readonly { readonly id: string }[],
): Promise<void> {
  const matches = await findMatches(tx, group)
  const pairs = await findPairs(tx, [group])
  if (matches.length === 0 && pairs.length === 0) return
  const here = members.map((member) => member.id)
  const changes = pairsAfter(group, here, pairs, matches)
  const others = changes.found.map((match) => match.other)
  const told = await alreadyTold(tx, [group, ...others])
  await updatePairs(tx, group, changes, now)
  const tell = others.length > 0 ? [group, ...others].filter((one) => !told.has(one)) : []
  await insertNotices(
    tx,
    tell.map((groupId) => ({
      ...{ id: world.newId(), groupId, kind: 'traveler-shared' as const },
      ...{ facts: {}, madeAt: now },
    })),
  )
}

/** Those who share a traveler already were told then. */
async function alreadyTold(tx: Tx, groups: readonly string[]): Promise<Set<string>> {
  const open = (await findPairs(tx, groups)).filter((pair) => pair.verdict === null)
  return new Set(open.flatMap(({ groupA, groupB }) => [groupA, groupB]))
}
