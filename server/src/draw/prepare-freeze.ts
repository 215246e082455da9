// What a freeze needs before its transaction: whose turn it is, and a thread that holds the entries
// in ticket order.

import { drawFreezesAt } from '@garita/domain/draw'
import type { Rules } from '@garita/domain/programme'
import { type Turn, turnsOf } from '@garita/domain/turn'
import type { Tx } from '../act.ts'
import { findDraw } from '../store/draws.ts'
import { findClusters } from '../store/shared-travelers.ts'
import { findLastTurns, findStandingOf, inOneReading, readStanding } from '../store/standing.ts'
import type { World } from '../world.ts'
import { type KeptFreeze, keepFreeze } from './kept-freeze.ts'
import { type Thread, takeThread } from './thread.ts'

export type PreparedFreeze = AsyncDisposable & {
  readonly thread: Thread
  /** Checks the files while they are written. */
  readonly checking: Thread
  /** Keeps the entries, and the thread that has checked all files, for the run of this draw. */
  keep(frozen: Pick<KeptFreeze, 'frozenHash' | 'parts'>): void
  /** To the whole second, as it is published. */
  readonly frozenAt: number
  readonly rules: Rules
  readonly turns: readonly Turn[]
  /** How many tickets name each port first. */
  readonly firstPorts: ReadonlyMap<string, number>
}

/** Nothing where the act will refuse in any case. */
export async function prepareFreeze(world: World, id: string): Promise<PreparedFreeze | null> {
  const { db } = world.database
  const now = world.now()
  const rules = world.rulesAt(now)
  const draw = await findDraw(db, id)
  if (draw?.state !== 'committed' || now < drawFreezesAt(id, rules)) return null
  const frozenAt = Math.floor(now / 1000) * 1000
  const ticketKey = world.vault.drawKeys.open(draw.sealedTicketKey, id)
  const [thread, checking] = [takeThread(), takeThread()]
  let kept: Pick<KeptFreeze, 'frozenHash' | 'parts'> | undefined
  const close = async () => void (await Promise.all([thread.close(), checking.close()]))
  try {
    const turns = await inOneReading(db, async (reading) => {
      const { turns, without } = await takeTurns(reading, now)
      const task = { ticketKey, rules, frozenAt, without }
      await thread.ask({ kind: 'freeze-begin', task })
      // A fault of the thread is met in the end; until then nobody waits for it.
      let taken: Promise<unknown> = Promise.resolve()
      await readStanding(reading, now, (rows) => {
        taken = Promise.all([taken, thread.ask({ kind: 'rows', bytes: rows })])
        taken.catch(() => undefined)
      })
      await taken
      return turns
    })
    const { firstPorts, records } = await thread.ask({ kind: 'order' })
    return {
      ...{ thread, checking, frozenAt, rules, turns, firstPorts },
      keep: (frozen) => {
        kept = frozen
      },
      [Symbol.asyncDispose]: async () => {
        if (!kept) return await close()
        keepFreeze({ ...kept, records, checking })
        await thread.close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** [D31] Of groups that share a traveler one has the ticket. */
async function takeTurns(db: Tx, now: number) {
  const clusterOf = await findClusters(db)
  const groups = [...clusterOf.keys()]
  if (groups.length === 0) return { turns: [], without: new Set<string>() }
  const waiting = await findStandingOf(db, groups, now)
  return turnsOf(waiting, clusterOf, await findLastTurns(db, groups))
}
