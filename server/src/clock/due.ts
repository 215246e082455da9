// What the clock does when it ticks, in order. One thing that fails keeps nothing else from being
// done: what follows still has its turn, and the fault is told at the end.

import type { ActName, AnswerOf, InputOf } from '@garita/contract'
import type { Decision } from '@garita/domain/decision'
import { ports } from '@garita/domain/port'
import { addDays, dayOf, minutesMs, wallTimeOf } from '@garita/domain/time'
import type { Perform, Who } from '../act.ts'
import { findUncounted } from '../store/appointments.ts'
import { findUnended } from '../store/ended-arrivals.ts'
import { findExpired } from '../store/offers.ts'
import type { World } from '../world.ts'

/** Performs an act of the clock under the key `<act>/<of>`. */
export type ClockAct = <N extends ActName>(
  name: N,
  input: InputOf<N>,
  of: string,
) => Promise<Decision<AnswerOf<N>> | undefined>

export type Due = { readonly world: World; readonly now: number; readonly act: ClockAct }

const who: Who = { kind: 'clock', account: 'clock', ports: [] }

/** @param isStopped once true, nothing is begun any more. */
export function clockAct(perform: Perform, isStopped: () => boolean): ClockAct {
  return async (name, input, of) => {
    if (isStopped()) return undefined
    return await perform({ who, act: name, input, key: `${name}/${of}` })
  }
}

/** Throws the first fault, once all of these had their turn. */
export async function inTurn(due: Due, all: readonly ((due: Due) => Promise<void>)[]) {
  const faults: unknown[] = []
  for (const one of all) {
    await one(due).catch((error: unknown) => {
      faults.push(error)
    })
  }
  if (faults.length > 0) throw faults[0]
}

/**
 * [R6] Every slot whose grace is over and in which appointments still stand. Once an hour, since who
 * was in trouble then may be counted later.
 */
export async function countAbsent({ world, now, act }: Due): Promise<void> {
  const { graceMinutes } = world.rulesAt(now)
  const uncounted = await findUncounted(world.database.db, now - minutesMs(graceMinutes))
  const hour = new Date(now).toISOString().slice(0, 'YYYY-MM-DDTHH'.length)
  for (const slot of uncounted) await act('mark-absent', { slot }, `${slot}/${hour}`)
}

/**
 * [R21] The ports whose days that are over left somebody undetermined, or held. Once a day at a
 * port; its days that were missed are made up for by the same act.
 */
export async function endArrivals({ world, now, act }: Due): Promise<void> {
  const yesterdays = ports.map(({ code, zone }) => ({
    port: code as InputOf<'end-arrivals'>['port'],
    day: addDays(dayOf(now, zone), -1),
  }))
  for (const { port, day } of await findUnended(world.database.db, yesterdays))
    await act('end-arrivals', { port, day }, `${port}/${day}`)
}

/** How many offers one act ends at most; then it is performed again. */
const offersAtOnce = 500

/** [O3] Offers whose time is over. */
export async function endOffers({ world, now, act }: Due): Promise<void> {
  const [first] = await findExpired(world.database.db, now, 1)
  for (let time = 1, isMore = first !== undefined; isMore; time++) {
    const ended = await act('expire-offers', { by: now }, `${new Date(now).toISOString()}/${time}`)
    isMore = ended?.ok === true && ended.value.expired === offersAtOnce
  }
}

/** People are reminded by day, not by night. */
const remindingTime = '09:00'

/** [Q4] Once a day; a day that was missed is made up for by the next. */
export async function endRequests({ world, now, act }: Due): Promise<void> {
  const { zone } = world.rulesAt(now).draw
  if (wallTimeOf(now, zone) < remindingTime) return
  const day = dayOf(now, zone)
  await act('expire-requests', { day }, day)
}

export async function sealRecords({ now, act }: Due): Promise<void> {
  await act('seal-records', {}, new Date(now).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length))
}

export async function purge({ now, act }: Due): Promise<void> {
  await act('purge', {}, new Date(now).toISOString().slice(0, 'YYYY-MM-DDTHH'.length))
}
