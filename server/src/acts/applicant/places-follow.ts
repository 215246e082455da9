// Places follow the size of a group that has an appointment, in the same transaction: a newborn
// takes a place in the same slot, who leaves frees one. Nobody loses an appointment by it: where
// there is no room the correction is refused and everything stays.

import { isLive } from '@garita/domain/appointment'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import { placesLeft, takePlaces } from '@garita/domain/slot'
import type { LockedGroup, Tx } from '../../act.ts'
import { lockAppointment, resizeAppointment } from '../../store/appointments.ts'
import { findPlacedAppointments } from '../../store/journeys.ts'
import { lockSlots, updateTaken } from '../../store/slots.ts'

export type PlacesRefusal = 'group-too-large-for-slot' | 'group-arrived'

/** What has to be written, once everything else is allowed too. */
type Plan = () => Promise<void>

const nothing: Plan = async () => undefined

/** [G15] Whether the port is receiving the group at this moment. Its row is locked by the door. */
export async function isBeingReceived(tx: Tx, group: string): Promise<boolean> {
  return (await findPlacedAppointments(tx, [group])).get(group)?.state === 'arrived'
}

/** [G14] The change of places for a group of `size` from now on; slot locked before appointment. */
export async function planPlaces(
  { tx, now, group }: { readonly tx: Tx; readonly now: number; readonly group: LockedGroup },
  size: number,
): Promise<Decision<Plan, PlacesRefusal>> {
  const latest = (await findPlacedAppointments(tx, [group.id])).get(group.id)
  if (!latest || !isLive(latest)) return allowed(nothing)
  const [slot] = await lockSlots(tx, [latest.slotId])
  const appointment = await lockAppointment(tx, group.id, latest.id)
  if (!slot || !appointment || !isLive(appointment)) return allowed(nothing)
  // [G15] Whoever is being received is told the officer, who sees who is there.
  if (appointment.state === 'arrived') return refused('group-arrived')
  const resize = () => resizeAppointment(tx, appointment.id, size, now)
  const growth = size - appointment.size
  if (growth === 0) return allowed(nothing)
  // A displaced appointment holds no places.
  if (appointment.state === 'displaced') return allowed(resize)
  const after =
    growth > 0 ? takePlaces(slot, growth) : { ...slot, taken: Math.max(0, slot.taken + growth) }
  if (!after) return refused('group-too-large-for-slot', { placesLeft: placesLeft(slot) })
  return allowed(async () => {
    await updateTaken(tx, [after])
    await resize()
  })
}
