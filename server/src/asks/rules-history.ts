// Every version of the rules, the one that comes last first: what changed against the one before it,
// by the names of the rules, and why. The first of all changed nothing.

import { allowed } from '@garita/domain/decision'
import { changesBetween } from '@garita/domain/rules-change'
import { ask } from '../ask.ts'
import { findReasons } from '../store/rule-proposals.ts'
import { findVersions } from '../store/rules.ts'

const shownAtMost = 200

export default ask('rules-history', async ({ db }) => {
  const versions = await findVersions(db)
  const reasons = await findReasons(db)
  return allowed({
    versions: versions.slice(0, shownAtMost).map((one, index) => {
      const { version, inForceFrom } = one
      const before = versions[index + 1]
      const changes = before ? [...changesBetween(before, one)] : [] // [P11]
      return { version, inForceFrom, reason: reasons.get(version) ?? '', changes }
    }),
  })
})
