// [R13] Takes back that a group was marked absent today, so that it can be checked in. As where it is
// re-seated: it is as large as it is now, and what it asked for or was offered meanwhile ends. Locked
// in the order of the house: group, slots by id, offer, appointment.

import { undoAbsent } from '@garita/domain/arrival'
import { allowed, refused } from '@garita/domain/decision'
import { deskStep } from '@garita/domain/desk-step'
import { seatElsewhere } from '@garita/domain/re-seat'
import { placesOpen } from '@garita/domain/room'
import { act } from '../../act.ts'
import { sealDesk } from '../../sealed-desk.ts'
import {
  appointmentOf,
  findGroupsWithLive,
  findSeated,
  updateAppointment,
} from '../../store/appointments.ts'
import { insertDeskNote } from '../../store/desk-notes.ts'
import { findOpenOffers, lockOpenOffers } from '../../store/offers.ts'
import { isPortNamed } from '../../store/requests.ts'
import { findFrozenPlaces, lockSlots } from '../../store/slots.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'
import { endSearch } from './end-search.ts'

export default act('undo-absent', async (context, input) => {
  const { tx, now, who, rules, world, group, note } = context
  const seated = await findSeated(tx, input.appointment)
  if (seated?.groupId !== group.id) return refused('appointment-unknown')
  const open = (await findOpenOffers(tx, [group.id])).get(group.id)
  const slots = await lockSlots(tx, [seated.slotId, ...(open ? [open.slotId] : [])])
  const [offer] = await lockOpenOffers(tx, open ? [open.id] : [])
  const facts = await lockArrivalOfToday({ tx, group, who, now }, input.appointment)
  const slot = slots.find(({ id }) => id === facts?.row.slotId)
  if (!facts || !slot) return refused('appointment-unknown')
  const decision = undoAbsent(appointmentOf(facts.row))
  if (!decision.ok) return decision
  // [B1] It has picked anew since.
  if ((await findGroupsWithLive(tx, [group.id])).size > 0) return refused('appointment-standing')
  const sizes = { size: facts.row.size, members: group.size }
  const isNamed = (await isPortNamed(tx, [slot.port])).has(slot.port)
  const frozen = (await findFrozenPlaces(tx, [slot.id])).get(slot.id) ?? 0
  const before = appointmentOf(facts.row)
  const seating = { appointment: before, ...sizes, from: slot, to: slot, isNamed, frozen }
  const [after] = seatElsewhere(seating, now, rules) ?? []
  if (!after) return refused('slot-full', { placesLeft: placesOpen(slot) })

  await endSearch(context, group.id, offer, [after, ...slots.filter(({ id }) => id !== slot.id)])
  const version = before.version + (sizes.size === sizes.members ? 0 : 1) // [B3]
  await updateAppointment(tx, { ...decision.value, version, size: group.size }, now)
  const words = input.words?.trim()
  if (words) {
    const id = world.newId()
    const sealedWords = sealDesk(group.key, 'desk_notes', id, words)
    const about = { groupId: group.id, appointmentId: before.id, byAccount: who.account }
    await insertDeskNote(tx, { id, ...about, sealedWords, madeAt: now })
  }
  // The row's last change is that the clock marked it.
  note({ ...deskStep(slot.port, facts.row.changedAt, now), version })
  return allowed({ appointment: before.id })
})
