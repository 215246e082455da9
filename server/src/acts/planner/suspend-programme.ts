// Does what another planner proposed: closes every slot from that day on, displaces appointments,
// takes offers back into their requests, and tells each group once. Groups are locked before slots,
// as everywhere; what nobody holds any more is written as sets.

import { closed } from '@garita/domain/capacity'
import { allowed, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import type { Slot } from '@garita/domain/slot'
import { approveSuspension } from '@garita/domain/suspension'
import { dayOf } from '@garita/domain/time'
import { act, type Tx } from '../../act.ts'
import { findFrozenPlaces } from '../../store/closures.ts'
import { insertPlaceChanges } from '../../store/place-changes.ts'
import { findGroupRows } from '../../store/reach.ts'
import { updateRoom } from '../../store/slots.ts'
import {
  displaceStanding,
  findEffects,
  findHitGroups,
  type Lost,
  lockHitSlots,
  tellSuspended,
  withdrawOffers,
} from '../../store/suspension-effects.ts'
import { lockSuspension, lockSuspensions, markSuspension } from '../../store/suspensions.ts'

export default act('suspend-programme', async ({ tx, now, who, note }, input) => {
  await lockSuspensions(tx)
  const suspension = await lockSuspension(tx, input.suspension)
  if (!suspension) return refused('suspension-unknown')
  const { fromDay, reason } = suspension
  await findGroupRows(tx, await findHitGroups(tx, fromDay, now), true)
  const slots = await lockHitSlots(tx, fromDay, now)
  const effects = await findEffects(tx, fromDay, now)
  const frozen = await findFrozenPlaces(tx)
  const isInDraw = slots.some((slot) => frozen.has(slot.id))
  const shown = { groups: effects.groups, isInDraw }
  const decision = approveSuspension(suspension, who.account, input.groups, shown)
  if (!decision.ok) return decision

  const ids = slots.map((slot) => slot.id)
  const appointments = await displaceStanding(tx, ids, now)
  const offers = await withdrawOffers(tx, ids, now)
  await markSuspension(tx, suspension.id, 'approved', who.account, now)
  await updateRoom(tx, closeAll(slots, [...appointments, ...offers], now))
  await logDays(tx, slots, reason, now)
  const groupsOf = (lost: readonly Lost[]) => lost.map((one) => one.groupId)
  const lost = { appointments: groupsOf(appointments), offers: groupsOf(offers) }
  const told = await tellSuspended(tx, { suspension: suspension.id, fromDay, reason }, lost, now)
  note({ fromDay, told })
  return allowed({
    slots: slots.length,
    appointments: appointments.length,
    offers: offers.length,
    requests: effects.requests,
  })
})

/** [N4] Who arrived already stays counted. */
function closeAll(slots: readonly Slot[], lost: readonly Lost[], now: number): Slot[] {
  const freed = new Map<string, number>()
  for (const { slotId, size } of lost) freed.set(slotId, (freed.get(slotId) ?? 0) + size)
  return slots.map((slot) => closed(slot, freed.get(slot.id) ?? 0, now))
}

/** [S21] One row a port and day. */
async function logDays(tx: Tx, slots: readonly Slot[], reason: string, now: number) {
  const days = Map.groupBy(slots, ({ port, startsAt }) => {
    return `${port} ${dayOf(startsAt, portOf(port)?.zone ?? 'UTC')}`
  })
  await insertPlaceChanges(
    tx,
    [...days].map(([key, here]) => ({
      ...{ at: now, port: key.slice(0, 4), day: key.slice(5), slotId: null },
      ...{ kind: 'closed' as const, reason, placesAfter: 0 },
      placesBefore: here.reduce((sum, slot) => sum + slot.places, 0),
    })),
  )
}
