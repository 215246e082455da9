// Moves a group that stands here with the pass of another day or port to a slot of today. The pass's
// code opens it just so far. Locked in the order of the house: group, slots by id, appointment.

import { allowed, refused } from '@garita/domain/decision'
import { readCode } from '@garita/domain/pass'
import { reSeat } from '@garita/domain/re-seat'
import { act, type Tx } from '../../act.ts'
import { sealReason } from '../../sealed.ts'
import {
  appointmentOf,
  findByCode,
  findGroupsWithLive,
  lockAppointment,
  updateAppointment,
} from '../../store/appointments.ts'
import { lockGroup } from '../../store/groups.ts'
import { insertMove } from '../../store/moves.ts'
import { insertNotices } from '../../store/notices.ts'
import { lockSlots, updateTaken } from '../../store/slots.ts'

export default act('re-seat', async ({ tx, now, who, rules, world, note, concerns }, input) => {
  const read = readCode(input.code)
  if (!read.ok) return read
  const opened = await lockByCode(tx, read.value, input.slot)
  if (!opened) return refused('pass-unknown')
  const { group, row, from, to } = opened
  concerns(group.id)
  if (!to) return refused('slot-unknown')
  const before = appointmentOf(row)
  const sizes = { size: row.size, members: group.size }
  const facts = { appointment: before, ...sizes, from, to, ports: who.ports }
  const decision = reSeat(facts, now, rules)
  if (!decision.ok) return decision
  // [B1] It did not come, and has picked anew since.
  const isReplaced =
    before.state === 'absent' && (await findGroupsWithLive(tx, [group.id])).size > 0
  if (isReplaced) return refused('appointment-done')

  const { appointment, slots } = decision.value
  await updateTaken(tx, slots)
  await updateAppointment(tx, { ...appointment, size: group.size }, now)
  const move = world.newId()
  const key = await world.vault.keys.open(group.keyId)
  await insertMove(tx, {
    id: move,
    appointmentId: row.id,
    fromSlot: from.id,
    toSlot: to.id,
    version: appointment.version,
    byAccount: who.account,
    movedAt: now,
    sealedReason: sealReason(key, move, input.reason),
  })
  const told = { appointment: row.id, startsAt: to.startsAt, port: to.port }
  const kind = 'appointment-moved'
  await insertNotices(tx, [
    { id: world.newId(), groupId: group.id, kind, facts: told, madeAt: now },
  ])
  note({ move, from: from.id, version: appointment.version })
  return allowed({ group: group.id, appointment: row.id, slot: to.id, startsAt: to.startsAt })
})

/** Who the code belongs to is found first; what is decided upon is read again under its locks. */
async function lockByCode(tx: Tx, code: string, toSlot: string) {
  const found = await findByCode(tx, code)
  const group = found && (await lockGroup(tx, found.groupId))
  // Under the group's lock nobody else moves it.
  const seated = group && (await findByCode(tx, code))
  if (!seated) return undefined
  const slots = await lockSlots(tx, [seated.slotId, toSlot])
  const row = await lockAppointment(tx, group.id, seated.id)
  const from = slots.find((slot) => slot.id === seated.slotId)
  if (!row || !from) return undefined
  return { group, row, from, to: slots.find((slot) => slot.id === toSlot) }
}
