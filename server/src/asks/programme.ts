// [N8] Whether the programme runs, for everybody.

import { allowed } from '@garita/domain/decision'
import { ask } from '../ask.ts'
import { findSuspension } from '../store/suspensions.ts'

export default ask('programme', async ({ db, now }) => {
  const found = await findSuspension(db)
  const suspended = found
    ? { fromDay: found.fromDay, reason: found.reason, decidedAt: found.approvedAt }
    : null
  return allowed({ now, suspended })
})
