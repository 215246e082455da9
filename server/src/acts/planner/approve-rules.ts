// Approves or rejects rules that another planner proposed. Approved they hold from their day on; who
// proposed may reject alone, which takes the proposal back.

import { allowed, refused } from '@garita/domain/decision'
import { decideRules } from '@garita/domain/rules-change'
import { act } from '../../act.ts'
import { decideProposal, lockProposal } from '../../store/rule-proposals.ts'
import { findVersions, insertRules } from '../../store/rules.ts'

export default act('approve-rules', async ({ tx, now, who }, { proposal, decision }) => {
  const row = await lockProposal(tx, proposal)
  if (!row) return refused('proposal-unknown')
  const isApproved = decision === 'approved'
  const facts = {
    isDecided: row.decidedAt !== null,
    isOwn: row.proposedBy === who.account,
    isApproved,
    inForceFrom: row.inForceFrom,
    versions: await findVersions(tx),
  }
  const decided = decideRules(facts, now)
  if (!decided.ok) return decided
  await decideProposal(tx, row.id, { decision, by: who.account, at: now })
  if (isApproved) await insertRules(tx, row.body)
  return allowed({ version: row.version, decision })
})
