// Registers a group. Its key reaches outside, so it is made before the transaction; one that is
// not used in the end is harmless.

import { decide, type Reason } from '@garita/domain/decision'
import { earliestZone } from '@garita/domain/first-port'
import { checkGroup, type GroupRefusal, type Member } from '@garita/domain/group'
import { preparedAct } from '../../act.ts'
import { sealGroup } from '../../sealed.ts'
import { countGroupsOf, insertGroup } from '../../store/groups.ts'
import { lockPersons } from '../../store/shared-travelers.ts'
import { writeMembers } from './writing-members.ts'

/** [G13] Enough for a shelter's one phone; more is no longer somebody's own. */
export const groupsLimit = 50

/** @param lock replaced in the negative control of a race test alone. */
export function registerGroupWith(lock: typeof lockPersons = lockPersons) {
  return preparedAct(
    'register-group',
    async (world) => {
      const keyId = await world.vault.keys.make()
      return { keyId, key: await world.vault.keys.open(keyId), id: world.newId() }
    },
    async ({ tx, now, who, rules, world, prepared, concerns }, input) => {
      const typed = input.members.map((member) => ({ ...member, id: world.newId() }))
      const checked = checkGroup(typed, input.contact, now, earliestZone, rules)
      const members: readonly Member[] = checked.ok ? checked.value.members : []
      const reasons: Reason<GroupRefusal | 'groups-too-many'>[] = checked.ok
        ? []
        : [...checked.reasons]
      if ((await countGroupsOf(tx, who.account)) >= groupsLimit)
        reasons.push({ name: 'groups-too-many', facts: { limit: groupsLimit } })
      const { keyId, key, id } = prepared
      const decision = decide(reasons, () => ({ group: id, members: members.map((one) => one.id) }))
      if (!decision.ok) return decision

      const { recovery } = world.vault
      const group = {
        id,
        keyId,
        registeredAt: now,
        language: input.language,
        size: members.length,
        sealed: sealGroup(key, id, { contact: input.contact, municipality: null }),
        recoveryMac: recovery.mac(recovery.code(id, 1)),
      }
      await insertGroup(tx, group, who.account)
      await writeMembers({ tx, now, world }, { id, key }, members, [], lock)
      concerns(id)
      return decision
    },
  )
}

export default registerGroupWith()
