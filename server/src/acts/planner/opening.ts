// What opening places from a template and planning them over dates share: new slots with the fate
// of all places that appear, and the public log, one row a day.

import { type Decision, decide } from '@garita/domain/decision'
import type { Port } from '@garita/domain/port'
import { opened } from '@garita/domain/room'
import type { NewSlot, Slot } from '@garita/domain/slot'
import { slotIdOf } from '@garita/domain/slot-id'
import { isSuspendedOn } from '@garita/domain/suspension'
import { dayOf } from '@garita/domain/time'
import type { BatchContext, Tx } from '../../act.ts'
import { insertPlaceChanges } from '../../store/place-changes.ts'
import { isPortNamed } from '../../store/requests.ts'
import { findSlots, insertSlots } from '../../store/slots.ts'
import { findSuspension, shareSuspensions } from '../../store/suspensions.ts'

export type Opened = {
  /** Slots that were not there before. */
  readonly opened: number
  readonly places: number
}

/** [N6] No places open on days for which the programme is suspended. */
export async function againstSuspension(
  tx: Tx,
  days: readonly string[],
): Promise<Decision<true, 'programme-suspended'>> {
  await shareSuspensions(tx)
  const suspension = await findSuspension(tx)
  const isHit = days.some((day) => isSuspendedOn(suspension, day))
  const facts = { fromDay: suspension?.fromDay ?? '' }
  return decide(isHit ? [{ name: 'programme-suspended', facts }] : [], () => true)
}

/** [S20] Opens those slots that are not there; the others stay as they are. [S21] Logs each day. */
export async function openSlots(
  { tx, now, rules }: Pick<BatchContext, 'tx' | 'now' | 'rules'>,
  port: Port,
  planned: readonly NewSlot[],
  { kind, reason }: { readonly kind: 'opened' | 'planned'; readonly reason: string },
): Promise<Opened> {
  const isNamed = (await isPortNamed(tx, [port.code])).has(port.code)
  const slots = planned.map((slot) => opened({ ...slot, id: slotIdOf(slot) }, isNamed, now, rules))
  const dayAt = (slot: Pick<Slot, 'startsAt'>) => dayOf(slot.startsAt, port.zone)
  const [first, last] = [slots[0], slots.at(-1)]
  const there = first && last ? await findSlots(tx, port.code, dayAt(first), dayAt(last)) : []
  const ids = await insertSlots(tx, slots, now)
  const fresh = slots.filter((slot) => ids.has(slot.id))
  const before = Map.groupBy(
    there.filter((slot) => slot.closedAt === null),
    dayAt,
  )
  await insertPlaceChanges(
    tx,
    [...Map.groupBy(fresh, dayAt)].map(([day, added]) => {
      const placesBefore = placesOf(before.get(day) ?? [])
      const counted = { placesBefore, placesAfter: placesBefore + placesOf(added) }
      return { at: now, port: port.code, day, slotId: null, kind, ...counted, reason }
    }),
  )
  return { opened: fresh.length, places: placesOf(fresh) }
}

function placesOf(slots: readonly Slot[]): number {
  return slots.reduce((total, slot) => total + slot.places, 0)
}
