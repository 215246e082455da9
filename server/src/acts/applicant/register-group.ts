// Registers a group. Its key reaches outside, so it is made before the transaction; one that is
// not used in the end is harmless.

import { decide, type Reason } from '@garita/domain/decision'
import type { GroupRefusal, Member } from '@garita/domain/group'
import { preparedAct } from '../../act.ts'
import { countGroupsOf } from '../../store/groups.ts'
import { lockPersons } from '../../store/shared-travelers.ts'
import { checkTyped, prepareGroup, writeGroup } from './writing-group.ts'

/** [G13] Enough for a shelter's one phone; more is no longer somebody's own. */
export const groupsLimit = 50

/** @param lock replaced in the negative control of a race test alone. */
export function registerGroupWith(lock: typeof lockPersons = lockPersons) {
  return preparedAct('register-group', prepareGroup, async (context, input) => {
    const { tx, now, who, world, prepared, concerns } = context
    const checked = checkTyped(context, input)
    const members: readonly Member[] = checked.ok ? checked.value.members : []
    const reasons: Reason<GroupRefusal | 'groups-too-many'>[] = checked.ok
      ? []
      : [...checked.reasons]
    if ((await countGroupsOf(tx, who.account)) >= groupsLimit)
      reasons.push({ name: 'groups-too-many', facts: { limit: groupsLimit } })
    const { id } = prepared
    const decision = decide(reasons, () => ({ group: id, members: members.map((one) => one.id) }))
    if (!decision.ok) return decision
    await writeGroup({ tx, now, world }, prepared, input, members, who.account, lock)
    concerns(id)
    return decision
  })
}

export default registerGroupWith()
