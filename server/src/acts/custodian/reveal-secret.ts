// Takes a custodian's secret of a frozen draw. [M7] It is kept and shown to nobody: the draw itself
// publishes all secrets at once, when the last one is in. The same secret once more changes nothing.

import { createHash } from 'node:crypto'
import { allowed, type Refused, refused } from '@garita/domain/decision'
import { isDay } from '@garita/domain/time'
import { act } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import {
  insertReveal,
  missingReveals,
  nameOfCustodian,
  publishedCommitments,
} from '../../store/custodians.ts'
import { lockDraw } from '../../store/draws.ts'

export default act('reveal-secret', async ({ tx, who, now }, { draw, secret }) => {
  const row = isDay(draw) ? await lockDraw(tx, draw) : undefined
  const closed = whyClosed(row)
  if (closed) return closed
  // [M6]
  const name = await nameOfCustodian(tx, who.account)
  const committed = await publishedCommitments(tx, draw)
  const own = committed.find((one) => one.name === name)
  if (!own) return refused('commitment-missing')
  const bytes = Buffer.from(secret, 'hex')
  const commitment = createHash('sha256').update(bytes).digest('hex')
  if (commitment !== own.commitment) return refused('secret-wrong')
  await insertReveal(tx, draw, who.account, bytes, now)
  return allowed({ draw, missing: (await missingReveals(tx, draw)).length })
})

/** [M5] Secrets are taken while a draw is frozen and not over. */
function whyClosed(
  row: Row<'draws'> | undefined,
): Refused<'draw-unknown' | 'draw-not-frozen' | 'draw-over'> | undefined {
  if (!row) return refused('draw-unknown')
  if (row.state === 'committed') return refused('draw-not-frozen')
  return row.state === 'frozen' ? undefined : refused('draw-over')
}
