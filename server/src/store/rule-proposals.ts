// Proposed rules in SQL: one open at a time (`one_open_proposal_at_a_time`), never changed.

import type { Rules } from '@garita/domain/programme'
import { wholeRules } from '@garita/domain/rules-change'
import type { Kysely } from 'kysely'
import type { Tx } from '../act.ts'
import { at } from '../database/open.ts'
import type { Row, Tables } from '../database/tables.ts'

export type RuleProposal = Row<'ruleProposals'>

export type NewProposal = {
  readonly id: string
  readonly body: Rules
  readonly reason: string
  readonly proposedBy: string
  readonly proposedAt: number
}

export async function insertProposal(tx: Tx, proposal: NewProposal): Promise<void> {
  const { body, proposedAt, ...plain } = proposal
  await tx
    .insertInto('ruleProposals')
    .values({
      ...plain,
      version: body.version,
      inForceFrom: at(body.inForceFrom),
      body: JSON.stringify(body) as never,
      proposedAt: at(proposedAt),
    })
    .execute()
}

/** [P8] Whether a proposal waits for another planner. */
export async function isProposalOpen(db: Kysely<Tables>): Promise<boolean> {
  const row = await db
    .selectFrom('ruleProposals')
    .select('id')
    .where('decidedAt', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function lockProposal(tx: Tx, id: string): Promise<RuleProposal | undefined> {
  const row = await tx
    .selectFrom('ruleProposals')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && whole(row)
}

export async function decideProposal(
  tx: Tx,
  id: string,
  decided: { readonly decision: 'approved' | 'rejected'; readonly by: string; readonly at: number },
): Promise<void> {
  await tx
    .updateTable('ruleProposals')
    .set({ decision: decided.decision, decidedBy: decided.by, decidedAt: at(decided.at) })
    .where('id', '=', id)
    .execute()
}

/** The newest first. */
export async function listProposals(db: Kysely<Tables>, limit: number): Promise<RuleProposal[]> {
  const rows = await db
    .selectFrom('ruleProposals')
    .selectAll()
    .orderBy('proposedAt', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(whole)
}

/** Why each version was approved, by its name; the launch's has no proposal. */
export async function findReasons(db: Kysely<Tables>): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('ruleProposals')
    .select(['version', 'reason'])
    .where('decision', '=', 'approved')
    .execute()
  return new Map(rows.map((row) => [row.version, row.reason]))
}

/** [P12] Kept by an older server it may lack what is a rule now. */
function whole(row: RuleProposal): RuleProposal {
  return { ...row, body: wholeRules(row.body) }
}
