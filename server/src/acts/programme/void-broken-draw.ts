// The way out where a draw has all its secrets and yet cannot be published: it does not pass its own
// check, or does not come to an end. It would hold its places, and keep every later draw from being
// frozen, for ever. It is tried once more here, and void only if it fails again: who keeps the house
// knows what a draw would give, so one that holds must not be theirs to end.

import { allowed, type Decision, refused } from '@garita/domain/decision'
import { drawFreezesAt } from '@garita/domain/draw'
import { addDays, isDay } from '@garita/domain/time'
import { sql } from 'kysely'
import { type Context, preparedAct, type Tx } from '../../act.ts'
import { type PreparedRun, prepareRun } from '../../draw/prepare-run.ts'
import { publishDrawn } from '../../draw/publish-drawn.ts'
import { missingReveals } from '../../store/custodians.ts'
import { lockDraw, updateDraw } from '../../store/draws.ts'
import type { World } from '../../world.ts'

/** What the trial came to before the transaction: a draw to publish, or why there is none. */
type Trial = AsyncDisposable & { readonly run: PreparedRun | null; readonly fault: string }

type Voiding = Context<'void-broken-draw', Trial>

export default preparedAct(
  'void-broken-draw',
  (world, { input }) => tryToRun(world, input.draw),
  async (context: Voiding, { draw, reason }) => {
    const { tx, now, prepared, note } = context
    const mayEnd = await checkVoiding(context, draw)
    if (!mayEnd.ok) return mayEnd
    const fault = await faultOf(tx, { draw, at: now }, prepared)
    if (fault === null) return refused('draw-holds')
    await updateDraw(tx, draw, { state: 'void', voidedAt: now, missing: [], voidReason: reason })
    note({ reason, fault })
    return allowed({ draw, fault })
  },
)

/** [D45] Like a draw without its secrets: not before the next freeze, so that it can be mended. */
async function checkVoiding(
  { tx, now, rules }: Voiding,
  id: string,
): Promise<
  Decision<
    true,
    'draw-unknown' | 'draw-not-frozen' | 'draw-over' | 'draw-early' | 'reveals-missing'
  >
> {
  const draw = isDay(id) ? await lockDraw(tx, id) : undefined
  if (!draw) return refused('draw-unknown')
  if (draw.state === 'committed') return refused('draw-not-frozen')
  if (draw.state !== 'frozen') return refused('draw-over', { state: draw.state })
  const missing = await missingReveals(tx, id)
  if (missing.length > 0) return refused('reveals-missing', { missing })
  const voidFrom = drawFreezesAt(addDays(id, 1), rules)
  return now < voidFrom ? refused('draw-early', { voidFrom }) : allowed(true)
}

async function tryToRun(world: World, draw: string): Promise<Trial> {
  try {
    const run = isDay(draw) ? await prepareRun(world, draw) : null
    const close = async () => await run?.[Symbol.asyncDispose]()
    return { run, fault: 'it could not be prepared', [Symbol.asyncDispose]: close }
  } catch (error) {
    return { run: null, fault: textOf(error), [Symbol.asyncDispose]: async () => undefined }
  }
}

/** Why the draw cannot be published; null where it can. Nothing of the trial stays. */
async function faultOf(
  tx: Tx,
  published: { readonly draw: string; readonly at: number },
  { run, fault }: Trial,
): Promise<string | null> {
  if (!run) return fault
  await sql`savepoint trial`.execute(tx)
  const found = await publishDrawn(tx, published, run).then(() => null, textOf)
  await sql`rollback to savepoint trial`.execute(tx)
  return found
}

const textOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'unknown').slice(0, 500)
