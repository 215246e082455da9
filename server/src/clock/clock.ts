// The clock is an actor: it performs its acts through the same door as everyone. Its keys are dates
// and slots, so that several servers may all try and one succeeds; the others are answered as that
// one was. What was missed while no server ran is made up for at the first tick: every slot whose
// grace is over and in which appointments still stand.

import { sql } from 'kysely'
import type { Perform } from '../act.ts'
import type { World } from '../world.ts'
import {
  clockAct,
  countAbsent,
  endArrivals,
  endOffers,
  endRequests,
  inTurn,
  purge,
  sealRecords,
} from './due.ts'
import { type DrawHealth, type Draws, openDraws } from './due-draws.ts'

export type ClockState = {
  /** By the one clock; null before the first tick ended. */
  readonly lastTickAt: number | null
  readonly lastTickMs: number | null
  /** How late the timer rang: what keeps the process busy keeps the clock waiting. */
  readonly lateMs: number
  /** How far the database's clock is ahead of the house's; large where the clock was set. */
  readonly databaseAheadMs: number | null
  /** Ticks in a row that ended in a fault. */
  readonly faults: number
  readonly draws: DrawHealth
}

export type Clock = {
  state(): ClockState
  /** Performs now what is due; a tick that runs already is waited for. Never throws. */
  tick(): Promise<void>
  /** No tick begins any more; resolves when the one that runs has ended. */
  stop(): Promise<void>
}

export type ClockParts = {
  readonly world: World
  readonly perform: Perform
  /** Milliseconds between ticks. */
  readonly everyMs?: number
  /** Told of a tick that failed, by the kind of fault alone. */
  readonly onTrouble?: (what: string) => void
}

const everyMsDefault = 15_000

/** Starts ticking; the first tick comes after one interval. */
export function startClock(parts: ClockParts): Clock {
  const { everyMs = everyMsDefault, onTrouble = () => undefined } = parts
  const draws = openDraws()
  let state: Omit<ClockState, 'draws'> = {
    lastTickAt: null,
    lastTickMs: null,
    lateMs: 0,
    databaseAheadMs: null,
    faults: 0,
  }
  let ticking: Promise<void> | undefined
  let isStopped = false
  let dueAt = performance.now() + everyMs

  async function run(): Promise<void> {
    const startedAt = performance.now()
    try {
      const databaseAheadMs = await performDue(parts, draws, () => isStopped)
      const lastTickMs = Math.round(performance.now() - startedAt)
      const lastTickAt = parts.world.now()
      state = { ...state, lastTickAt, lastTickMs, databaseAheadMs, faults: 0 }
    } catch (error) {
      state = { ...state, faults: state.faults + 1 }
      onTrouble(error instanceof Error ? error.name : 'unknown')
    }
  }

  async function tick(): Promise<void> {
    if (isStopped) return
    ticking ??= run().finally(() => {
      ticking = undefined
    })
    await ticking
  }

  const timer = setInterval(() => {
    const rangAt = performance.now()
    state = { ...state, lateMs: Math.max(0, Math.round(rangAt - dueAt)) }
    dueAt = rangAt + everyMs
    void tick()
  }, everyMs)
  // Alone it keeps no process alive.
  timer.unref()

  return {
    state: () => ({ ...state, draws: draws.health() }),
    tick,
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      await ticking
    },
  }
}

/** Everything that is due, in order; gives how far the database's clock is ahead. */
async function performDue(
  { world, perform }: ClockParts,
  draws: Draws,
  isStopped: () => boolean,
): Promise<number> {
  const now = world.now()
  const ahead = await databaseAhead(world, now)
  const due = { world, now, act: clockAct(perform, isStopped) }
  const atPorts = [countAbsent, endArrivals]
  await inTurn(due, [...atPorts, endOffers, draws.due, endRequests, sealRecords, purge])
  return ahead
}

async function databaseAhead({ database }: World, now: number): Promise<number> {
  const { rows } = await sql<{ at: number }>`select clock_timestamp() as at`.execute(database.db)
  return Math.round((rows[0]?.at ?? now) - now)
}
