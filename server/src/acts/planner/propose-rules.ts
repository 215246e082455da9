// Proposes other rules from a day on. What is kept is the whole version as it would be, so that
// what another planner approves is exactly what they read.

import { allowed } from '@garita/domain/decision'
import { proposeRules } from '@garita/domain/rules-change'
import { act } from '../../act.ts'
import { insertProposal, isProposalOpen } from '../../store/rule-proposals.ts'
import { findVersions } from '../../store/rules.ts'

export default act('propose-rules', async ({ tx, now, who, world, note }, input) => {
  const isOpen = await isProposalOpen(tx)
  const decision = proposeRules(input, await findVersions(tx), isOpen, now)
  if (!decision.ok) return decision
  const id = world.newId()
  const { reason } = input
  const body = decision.value
  await insertProposal(tx, { id, body, reason, proposedBy: who.account, proposedAt: now })
  note({ version: body.version, inForceFrom: body.inForceFrom })
  return allowed({ proposal: id })
})
