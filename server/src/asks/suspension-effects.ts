// What suspending would do, shown before it is done, and the suspension that is open.

import { allowed, refused } from '@garita/domain/decision'
import { isDay } from '@garita/domain/time'
import { ask } from '../ask.ts'
import { findEffects } from '../store/suspension-effects.ts'
import { findOpenSuspension } from '../store/suspensions.ts'

export default ask('suspension-effects', async ({ db, now, who }, { fromDay }) => {
  if (!isDay(fromDay)) return refused('day-impossible', { days: [fromDay] })
  const effects = await findEffects(db, fromDay, now)
  const row = await findOpenSuspension(db)
  const open = row
    ? {
        ...{ suspension: row.id, fromDay: row.fromDay, reason: row.reason },
        ...{ proposedAt: row.proposedAt, approvedAt: row.approvedAt },
        mine: row.proposedBy === who.account,
      }
    : null
  return allowed({ fromDay, ...effects, open })
})
