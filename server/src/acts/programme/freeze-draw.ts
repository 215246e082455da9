// At noon the entries of all standing requests and the places that wait are frozen, and published
// so that nothing of them can change unseen. The entries were put in order before the transaction;
// the slots are locked last, and for as long as a small file takes.

import type { InputOf, RefusalOf } from '@garita/contract'
import { allowed, type Refused, refused } from '@garita/domain/decision'
import { drawFreezesAt, latestDraw } from '@garita/domain/draw'
import { type Context, preparedAct } from '../../act.ts'
import { type PreparedFreeze, prepareFreeze } from '../../draw/prepare-freeze.ts'
import { publishFrozen } from '../../draw/publish-frozen.ts'
import { findFrozenDraw, lockDraw } from '../../store/draws.ts'
import { findSuspension } from '../../store/suspensions.ts'
import { isSuspendedNow } from '../suspended.ts'

type Freezing = Context<'freeze-draw', PreparedFreeze | null>

export default preparedAct(
  'freeze-draw',
  (world, { input }) => prepareFreeze(world, input.draw),
  async (context: Freezing, { draw }) => {
    const refusal = await reasonNotToFreeze(context, draw)
    if (refusal) return refusal
    const { tx, now, prepared } = context
    if (!prepared) throw new Error(`draw ${draw} was not yet there when its freeze was prepared`)
    const suspension = await findSuspension(tx)
    const frozen = await publishFrozen(tx, { draw, now, prepared, suspension })
    return allowed({ draw, tickets: frozen.tickets, slots: frozen.slots })
  },
)

async function reasonNotToFreeze(
  { tx, now, rules }: Freezing,
  id: InputOf<'freeze-draw'>['draw'],
): Promise<Refused<RefusalOf<'freeze-draw'>> | null> {
  const draw = await lockDraw(tx, id)
  if (!draw) return refused('draw-unknown')
  const freezesAt = drawFreezesAt(id, rules)
  if (now < freezesAt) return refused('draw-early', { freezesAt }) // [D37]
  if (draw.state !== 'committed') return refused('draw-frozen', { state: draw.state }) // [D38]
  if (latestDraw(now, rules) !== id) return refused('draw-superseded') // [D39]
  // [D38] The places of a draw that waits for its secrets are in no other one.
  const waiting = await findFrozenDraw(tx)
  if (waiting) return refused('draw-frozen', { draw: waiting.id, state: waiting.state })
  if (isSuspendedNow(await findSuspension(tx), now, rules)) return refused('programme-suspended')
  return null
}
