// Ends a suspension, or takes back one that was only proposed. Slots stay closed until planners
// reopen or plan them: who was displaced is told so, and can take places as they appear.

import { allowed, refused } from '@garita/domain/decision'
import { endSuspension } from '@garita/domain/suspension'
import { act } from '../../act.ts'
import { tellResumed } from '../../store/suspension-effects.ts'
import { lockSuspension, lockSuspensions, markSuspension } from '../../store/suspensions.ts'

export default act('resume-programme', async ({ tx, now, who, note }, input) => {
  await lockSuspensions(tx)
  const suspension = await lockSuspension(tx, input.suspension)
  if (!suspension) return refused('suspension-unknown')
  const decision = endSuspension(suspension)
  if (!decision.ok) return decision
  const { id } = suspension
  await markSuspension(tx, id, 'ended', who.account, now)
  const facts = { suspension: id, reason: input.reason }
  const told = suspension.approvedAt === null ? 0 : await tellResumed(tx, id, facts, now)
  note({ reason: input.reason })
  return allowed({ suspension: id, told })
})
