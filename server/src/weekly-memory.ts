// The weekly figures from memory: counted at most once a minute however many ask. Weeks that ended
// more than a month ago hardly change, so they are counted when a week begins and then kept.

import { portOf } from '@garita/domain/port'
import { addDays, dayOf } from '@garita/domain/time'
import { type WeekCount, type WeekFigures, weeklyFigures, weekOf } from '@garita/domain/weekly'
import { countWeeks } from './store/figures.ts'
import type { World } from './world.ts'

export type Weekly = { readonly asOf: number; readonly weeks: readonly WeekFigures[] }

type Kept = {
  readonly readAt: number
  readonly weekly: Weekly
  readonly thisWeek: string
  readonly older: readonly WeekCount[]
}

const lifeMs = 60_000
/** Counted anew every time: absences are undone and offers answered for some weeks. */
const recentWeeks = 5
/** Two years of weeks at eight ports stay far below what the contract allows. */
const weeksAtMost = 104

const kept = new WeakMap<World['database'], Kept>()
const reading = new WeakMap<World['database'], Promise<Kept>>()

/** [Y8] The figures of the present week and those before it; at most a minute old. */
export async function readWeekly(
  world: Pick<World, 'database' | 'now'>,
  elapsedMs: () => number = () => performance.now(),
): Promise<Weekly> {
  const known = kept.get(world.database)
  if (known && elapsedMs() - known.readAt < lifeMs) return known.weekly
  const under = reading.get(world.database) ?? read(world, known, elapsedMs())
  reading.set(world.database, under)
  try {
    const fresh = await under
    kept.set(world.database, fresh)
    return fresh.weekly
  } finally {
    reading.delete(world.database)
  }
}

async function read(
  { database, now }: Pick<World, 'database' | 'now'>,
  known: Kept | undefined,
  readAt: number,
): Promise<Kept> {
  const { db } = database
  const asOf = now()
  // Where a week begins first; a port further west has nothing of it yet.
  const thisWeek = weekOf(dayOf(asOf, portOf('2301')?.zone ?? 'UTC'))
  const recent = addDays(thisWeek, -7 * recentWeeks)
  const span = { from: addDays(thisWeek, -7 * weeksAtMost), to: addDays(recent, -7) }
  const isSameWeek = known?.thisWeek === thisWeek
  const older = isSameWeek ? known.older : await countWeeks(db, span)
  const newer = await countWeeks(db, { from: recent, to: thisWeek })
  const weeks = weeklyFigures([...older, ...newer])
  return { readAt, weekly: { asOf, weeks }, thisWeek, older }
}
