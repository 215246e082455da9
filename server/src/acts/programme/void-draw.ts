// Secrets that are not in by the next freeze make a draw void. It stands in the list for ever with
// the names of those who did not reveal; its places still wait, and go into the next draw.

import { allowed, refused } from '@garita/domain/decision'
import { drawFreezesAt } from '@garita/domain/draw'
import { addDays } from '@garita/domain/time'
import { act } from '../../act.ts'
import { missingReveals } from '../../store/custodians.ts'
import { lockDraw, updateDraw } from '../../store/draws.ts'

export default act('void-draw', async ({ tx, now, rules }, { draw: id }) => {
  const draw = await lockDraw(tx, id)
  if (!draw) return refused('draw-unknown')
  if (draw.state === 'committed') return refused('draw-not-frozen')
  if (draw.state !== 'frozen') return refused('draw-over', { state: draw.state })
  const missing = await missingReveals(tx, id)
  if (missing.length === 0) return refused('reveals-complete') // [D8]
  const voidFrom = drawFreezesAt(addDays(id, 1), rules)
  if (now < voidFrom) return refused('draw-early', { voidFrom }) // [D8]
  await updateDraw(tx, id, { state: 'void', voidedAt: now, missing })
  return allowed({ draw: id, missing })
})
