// Takes a group over on another phone. An unknown code and a wrong birth date are answered alike.
// Tries are counted a day, for the code and for the account. Whoever holds the group is told, and
// while an appointment stands goes on for a day, in which the next code takes the group back.

import type { BirthDate } from '@garita/contract/applicant'
import { matchesBirth } from '@garita/domain/birth'
import { readRecoveryCode } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { dayOf, hoursMs } from '@garita/domain/time'
import { act, type Context } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { openMember } from '../../sealed.ts'
import { findGroupsWithLive } from '../../store/appointments.ts'
import { findMembers } from '../../store/members.ts'
import { insertNotices } from '../../store/notices.ts'
import { countTry, findHolders, lockGroupByRecovery, takeOver } from '../../store/recoveries.ts'
import { findGroupKey } from '../../vault/keys.ts'

type Here = Context<'recover-group'>

export default act('recover-group', async (context, input) => {
  const { tx, now, who, world, concerns } = context
  const code = readRecoveryCode(input.code)
  if (!code.ok) return code
  const mac = world.vault.recovery.mac(code.value)
  if (await isTooMany(context, mac)) return refused('recovery-tries-too-many')
  const group = await lockGroupByRecovery(tx, mac)
  if (!group || !(await isOneOf(context, group, input.birth))) return refused('recovery-refused')

  concerns(group.id)
  const holders = await findHolders(tx, group.id, now)
  const others = holders.filter((one) => one.accountId !== who.account)
  const isHolder = holders.some((one) => one.accountId === who.account && one.opensAt <= now)
  const opensAt = isHolder ? now : await opensAtOf(context, group.id)
  const next = world.vault.recovery.code(group.id, group.recoveryVersion + 1)
  const recoveryMac = world.vault.recovery.mac(next)
  await takeOver(tx, { group: group.id, account: who.account, now, opensAt, recoveryMac })
  if (others.length > 0) {
    const notice = { groupId: group.id, kind: 'group-taken-over', facts: { opensAt } } as const
    await insertNotices(tx, [{ id: world.newId(), madeAt: now, ...notice }])
  }
  return allowed({ group: group.id, opensAt })
})

/** [V2] Ten tries a day for a code and for an account; the day is UTC's, the same everywhere. */
async function isTooMany({ tx, now, who, rules }: Here, mac: Buffer): Promise<boolean> {
  const day = dayOf(now, 'UTC')
  const ofCode = await countTry(tx, `recovery-code/${mac.toString('base64url')}`, day)
  const ofAccount = await countTry(tx, `recovery-account/${who.account}`, day)
  return Math.max(ofCode, ofAccount) > rules.checkTriesADay
}

/** [V1] Whether somebody in the group may have this birth date. An erased group has nobody. */
async function isOneOf({ tx, world }: Here, group: Row<'groups'>, birth: BirthDate) {
  const key = await findGroupKey(world.vault.keys, group.keyId)
  if (!key) return false
  const rows = await findMembers(tx, group.id)
  return rows.some((row) => matchesBirth(openMember(key, row).birth, birth))
}

/** [V3] While an appointment stands a take-over waits, so that who holds the group can object. */
async function opensAtOf({ tx, now, rules }: Here, group: string): Promise<number> {
  const live = await findGroupsWithLive(tx, [group])
  return live.has(group) ? now + hoursMs(rules.recoveryWaitHours) : now
}
