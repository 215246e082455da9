import { allowed } from '@garita/domain/decision'
import { proposableOf } from '@garita/domain/rules-change'
import { ask } from '../ask.ts'
import { listProposals } from '../store/rule-proposals.ts'

const shownAtMost = 50

/** The schema writes lists as arrays that may be changed; nobody changes these. */
type Lists<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] }
const writable = <T extends object>(value: T): Lists<T> => value as Lists<T>

export default ask('rule-proposals', async ({ db, who }) => {
  const rows = await listProposals(db, shownAtMost)
  return allowed({
    proposals: rows.map(({ id, version, inForceFrom, reason, proposedBy, body, ...row }) => {
      const rules = proposableOf(body)
      return {
        ...{ proposal: id, version, inForceFrom, reason, mine: proposedBy === who.account },
        ...{ proposedAt: row.proposedAt, decision: row.decision, decidedAt: row.decidedAt },
        rules: { ...writable(rules), area: writable(rules.area) },
      }
    }),
  })
})
