// The day's draw as the clock drives it: commitments close, entries freeze at noon in New York, the
// draw runs once the secrets are in, or is void by the next noon. An act that is refused is refused
// for good under its key, so each is performed only when it is due and can succeed. What was missed
// is made up for, but for draws that a later one has overtaken.

import { commitmentsCloseAt, drawFreezesAt, latestDraw } from '@garita/domain/draw'
import type { Rules } from '@garita/domain/programme'
import { addDays, minutesMs } from '@garita/domain/time'
import { isSuspendedNow } from '../acts/suspended.ts'
import { oneServerAtATime } from '../database/one-server.ts'
import { missingReveals } from '../store/custodians.ts'
import { countCommitments, type Draw, findDraw, findFrozenDraw } from '../store/draws.ts'
import { findSuspension } from '../store/suspensions.ts'
import type { Due } from './due.ts'

/** What the draws wait for, for `/health`. */
export type DrawHealth = {
  /** The frozen draw whose secrets are not all in. */
  readonly waits: {
    readonly draw: string
    readonly missing: number
    readonly dueAt: number
  } | null
  /** The draw that could not be frozen or run, in which way, and when it was tried. */
  readonly failed: { readonly draw: string; readonly what: string; readonly at: number } | null
}

export type Draws = {
  due(due: Due): Promise<void>
  health(): DrawHealth
}

/** A draw that failed takes long to work out again: not at every tick. */
const retryAfterMs = 5 * 60_000

export function openDraws(): Draws {
  let health: DrawHealth = { waits: null, failed: null }

  /** Heavy work: at most one server does it, and not again at once where it failed. */
  async function heavily(due: Due, draw: string, act: () => Promise<unknown>): Promise<void> {
    const { failed } = health
    if (failed?.draw === draw && due.now - failed.at < retryAfterMs) return
    try {
      await oneServerAtATime(due.world.database, act)
      health = { ...health, failed: null }
    } catch (error) {
      const what = error instanceof Error ? error.message : 'unknown'
      health = { ...health, failed: { draw, what, at: due.now } }
      throw error
    }
  }

  /** [D7] [D8] */
  async function endFrozen(due: Due): Promise<void> {
    const frozen = await findFrozenDraw(due.world.database.db)
    const missing = frozen ? await missingReveals(due.world.database.db, frozen.id) : []
    const rules = due.world.rulesAt(due.now)
    health = { ...health, waits: frozen ? waitsFor(frozen, missing, rules) : null }
    if (!frozen) return
    const { id } = frozen
    if (missing.length === 0) {
      await heavily(due, id, () => ifStill(due, id, 'frozen', () => run(due, id)))
    } else if (due.now >= drawFreezesAt(addDays(id, 1), rules)) {
      await due.act('void-draw', { draw: id }, id)
    }
  }

  /** [D37] [D39] */
  async function freezeLatest(due: Due): Promise<void> {
    const { world, now, act } = due
    const { db } = world.database
    const draw = latestDraw(now, world.rulesAt(now))
    if ((await findDraw(db, draw))?.state !== 'committed' || (await isHeldUp(due))) return
    const freeze = () => act('freeze-draw', { draw }, draw)
    await heavily(due, draw, () => ifStill(due, draw, 'committed', freeze))
  }

  return {
    due: async (due) => {
      await endFrozen(due)
      await closeDue(due)
      await freezeLatest(due)
      await release(due)
    },
    health: () => health,
  }
}

function waitsFor(
  { id, frozenAt }: Draw,
  missing: readonly string[],
  rules: Rules,
): DrawHealth['waits'] {
  if (missing.length === 0) return null
  const dueAt = (frozenAt ?? 0) + minutesMs(rules.draw.revealMinutes)
  return { draw: id, missing: missing.length, dueAt }
}

async function run({ act }: Due, draw: string): Promise<void> {
  await act('run-draw', { draw }, draw)
}

/** Another server may have done it while this one waited. */
async function ifStill(
  { world }: Due,
  id: string,
  state: Draw['state'],
  act: () => Promise<unknown>,
): Promise<void> {
  if ((await findDraw(world.database.db, id))?.state === state) await act()
}

/** A draw that still waits holds its places, and while the programme is suspended there is none. */
async function isHeldUp({ world, now }: Due): Promise<boolean> {
  const { db } = world.database
  if (await findFrozenDraw(db)) return true
  return isSuspendedNow(await findSuspension(db), now, world.rulesAt(now))
}

/** [D35] [D36] Draws from the latest on whose commitments are to close, if there are enough of them. */
async function closeDue({ world, now, act }: Due): Promise<void> {
  const { db } = world.database
  const rules = world.rulesAt(now)
  if (isSuspendedNow(await findSuspension(db), now, rules)) return
  const days: string[] = []
  for (
    let day = latestDraw(now, rules);
    commitmentsCloseAt(day, rules) <= now;
    day = addDays(day, 1)
  ) {
    if (!(await findDraw(db, day))) days.push(day)
  }
  if (days.length === 0) return
  const committed = await countCommitments(db, days)
  for (const draw of days) {
    if ((committed.get(draw) ?? 0) < rules.draw.custodiansMinimum) continue
    await act('close-commitments', { draw }, draw)
  }
}

/** [D9] Once a day, after the freeze. */
async function release({ world, now, act }: Due): Promise<void> {
  const day = latestDraw(now, world.rulesAt(now))
  await act('release-places', { day }, day)
}
