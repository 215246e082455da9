// Once all secrets are in, the draw is run: everything was worked out before the transaction, which
// writes it, waits for the check of the whole, and makes the offers. Groups and slots are locked
// last, when nothing is left that takes long.

import type { RefusalOf } from '@garita/contract'
import { allowed, type Refused, refused } from '@garita/domain/decision'
import { type Context, preparedAct } from '../../act.ts'
import { type PreparedRun, prepareRun } from '../../draw/prepare-run.ts'
import { publishDrawn } from '../../draw/publish-drawn.ts'
import { missingReveals } from '../../store/custodians.ts'
import { insertDrawPorts, updateGiven } from '../../store/draw-slots.ts'
import { lockDraw, updateDraw } from '../../store/draws.ts'
import { makeOffers } from './draw-offers.ts'

type Running = Context<'run-draw', PreparedRun | null>

export default preparedAct(
  'run-draw',
  (world, { input }) => prepareRun(world, input.draw),
  async (context: Running, { draw }) => {
    const refusal = await reasonNotToRun(context, draw)
    if (refusal) return refusal
    const { tx, now, rules, world, prepared } = context
    if (!prepared) throw new Error(`the secrets of draw ${draw} came in while it was prepared`)
    const { outcome, slots } = prepared
    const drawHash = await publishDrawn(tx, { draw, at: now }, prepared)
    const offers = await makeOffers(tx, {
      ...{ draw, now, rules, slots, newId: world.newId, winners: outcome.winners },
    })
    await updateGiven(tx, draw, outcome.given)
    await insertDrawPorts(tx, portsOf(draw, prepared))
    const given = outcome.given.reduce((sum, places) => sum + places, 0)
    await updateDraw(tx, draw, { state: 'published', publishedAt: now, given, drawHash })
    return allowed({ draw, offers, given, drawHash })
  },
)

async function reasonNotToRun(
  { tx }: Running,
  id: string,
): Promise<Refused<RefusalOf<'run-draw'>> | null> {
  const draw = await lockDraw(tx, id)
  if (!draw) return refused('draw-unknown')
  if (draw.state === 'committed') return refused('draw-not-frozen')
  if (draw.state !== 'frozen') return refused('draw-over', { state: draw.state }) // [D6]
  const missing = await missingReveals(tx, id)
  if (missing.length > 0) return refused('reveals-missing', { missing }) // [D7]
  return null
}

/** [D44] How far each port reached, for the pages and for telling a group its odds. */
function portsOf(draw: string, { outcome, slots }: PreparedRun) {
  return [...outcome.closedAt].map(([port, closedAt]) => {
    const own = slots.flatMap((slot, place) =>
      slot.port === port ? [{ places: slot.places, given: outcome.given[place] ?? 0 }] : [],
    )
    return {
      draw,
      port,
      places: own.reduce((sum, one) => sum + one.places, 0),
      given: own.reduce((sum, one) => sum + one.given, 0),
      largest: Math.max(...own.map((one) => one.places)),
      closedAt,
      reached: outcome.reached.get(port) ?? 1,
    }
  })
}
