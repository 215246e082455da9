// Proposes to suspend the programme. Nothing happens until another planner does it.

import { allowed } from '@garita/domain/decision'
import { proposeSuspension } from '@garita/domain/suspension'
import { act } from '../../act.ts'
import { findOpenSuspension, insertSuspension, lockSuspensions } from '../../store/suspensions.ts'

export default act('propose-suspension', async ({ tx, now, who, world }, input) => {
  await lockSuspensions(tx)
  const decision = proposeSuspension(input.fromDay, await findOpenSuspension(tx), now)
  if (!decision.ok) return decision
  const id = world.newId()
  const { fromDay, reason } = input
  await insertSuspension(tx, { id, fromDay, reason, proposedBy: who.account, proposedAt: now })
  return allowed({ suspension: id })
})
