// What picking needs to know of a group, from its locked row, and what helps a group whose slot
// filled up meanwhile: the nearest slots that still have room for it.

import type { PickFacts } from '@garita/domain/appointment'
import type { Plain } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { placesOpen } from '@garita/domain/room'
import { nearestWithRoom, type Slot } from '@garita/domain/slot'
import { addDays, dayOf } from '@garita/domain/time'
import type { BatchContext, BatchGroup } from '../../act.ts'
import { confirmationOf } from '../../store/locations.ts'
import { findSlots } from '../../store/slots.ts'

const nearestCount = 3

export function pickFactsOf(group: BatchGroup, hasLiveAppointment: boolean): PickFacts {
  const { attestedAt, photosDecided } = group
  return {
    hasLiveAppointment,
    isAttested: attestedAt !== null,
    location: confirmationOf(group),
    // The row keeps whether all members' photos are decided; the rule counts the undecided.
    photos: photosDecided ? {} : { undecided: null },
  }
}

/**
 * For those who found a slot full: what is left there, and the nearest slots with enough room. A
 * port's slots are read once for all of a batch, and count as `after` what the batch took of them.
 */
export function openNearest({ tx, now, rules }: BatchContext, after: readonly Slot[]) {
  const current = new Map(after.map((slot) => [slot.id, slot]))
  const byPort = new Map<string, Promise<Slot[]>>()

  async function slotsAt(port: string): Promise<Slot[]> {
    const today = dayOf(now, portOf(port)?.zone ?? 'UTC')
    const found = await findSlots(tx, port, today, addDays(today, rules.horizonDays))
    return found.map((slot) => current.get(slot.id) ?? slot)
  }

  return async (slot: Slot, size: number): Promise<{ readonly [key: string]: Plain }> => {
    const slots = byPort.get(slot.port) ?? slotsAt(slot.port)
    byPort.set(slot.port, slots)
    const nearest = nearestWithRoom(await slots, slot, size, now, rules, nearestCount)
    return {
      placesLeft: placesOpen(current.get(slot.id) ?? slot),
      nearest: nearest.map((one) => ({
        slot: one.id,
        startsAt: one.startsAt,
        placesLeft: placesOpen(one),
      })),
    }
  }
}
