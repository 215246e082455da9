// Today's slots at a port with room for a group that came without an appointment.

import { allowed, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { dayOf } from '@garita/domain/time'
import { freeForWalkIn } from '@garita/domain/walk-in'
import { ask } from '../ask.ts'
import { findFrozenPlaces, findSlots } from '../store/slots.ts'

export default ask('walk-in-slots', async ({ db, who, now }, query) => {
  const port = portOf(query.port)
  // [R7]
  if (!port || !who.ports.includes(port.code)) return refused('port-not-mine')
  const day = dayOf(now, port.zone)
  const open = (await findSlots(db, port.code, day, day)).filter((slot) => slot.closedAt === null)
  const ids = open.map((slot) => slot.id)
  const frozen = await findFrozenPlaces(db, ids)
  const slots = open.flatMap((slot) => {
    const free = freeForWalkIn(slot, frozen.get(slot.id) ?? 0) // [R12]
    const { id, startsAt, urgent } = slot
    return free > 0 ? [{ slot: id, startsAt, urgent, free }] : []
  })
  return allowed({ slots })
})
