// Moves a group that stands here with the pass of another day or port to a slot of today. The pass's
// code opens it just so far. Locked in the order of the house: group, slots by id, offer,
// appointment.

import { allowed, refused } from '@garita/domain/decision'
import { deskStep } from '@garita/domain/desk-step'
import { readCode } from '@garita/domain/pass'
import { reSeat } from '@garita/domain/re-seat'
import { act, type Tx } from '../../act.ts'
import {
  appointmentOf,
  findByCode,
  findGroupsWithLive,
  lockAppointment,
} from '../../store/appointments.ts'
import { lockGroup } from '../../store/groups.ts'
import { findOpenOffers, lockOpenOffers } from '../../store/offers.ts'
import { isPortNamed } from '../../store/requests.ts'
import { findFrozenPlaces, lockSlots } from '../../store/slots.ts'
import { findGroupKey } from '../../vault/keys.ts'
import { moveAppointment } from '../move-appointment.ts'
import { endSearch } from './end-search.ts'

export default act('re-seat', async (context, input) => {
  const { tx, now, who, rules, world, note, concerns } = context
  const read = readCode(input.code)
  if (!read.ok) return read
  const opened = await lockByCode(tx, read.value, input.slot)
  const key = opened && (await findGroupKey(world.vault.keys, opened.group.keyId))
  if (!key) return refused('pass-unknown')
  const { group, row, from, to, slots, offer } = opened
  concerns(group.id)
  if (!to) return refused('slot-unknown')
  const before = appointmentOf(row)
  const sizes = { size: row.size, members: group.size }
  const isNamed = (await isPortNamed(tx, [from.port])).has(from.port)
  const frozen = (await findFrozenPlaces(tx, [to.id])).get(to.id) ?? 0
  const facts = { appointment: before, ...sizes, from, to, isNamed, frozen, ports: who.ports }
  const decision = reSeat(facts, now, rules)
  if (!decision.ok) return decision
  // [B1] It did not come, and has picked anew since.
  const isReplaced =
    before.state === 'absent' && (await findGroupsWithLive(tx, [group.id])).size > 0
  if (isReplaced) return refused('appointment-done')

  const after = new Map(decision.value.slots.map((slot) => [slot.id, slot]))
  await endSearch(
    context,
    group.id,
    offer,
    slots.map((slot) => after.get(slot.id) ?? slot),
  )
  const move = await moveAppointment(context, {
    group: { id: group.id, key },
    appointment: decision.value.appointment,
    size: group.size,
    from: from.id,
    to,
    by: who.account,
    reason: input.reason,
  })
  // Nothing was done at this desk before: who comes by a code begins with this.
  const step = deskStep(to.port, null, now)
  note({ ...step, move, from: from.id, version: decision.value.appointment.version })
  return allowed({ group: group.id, appointment: row.id, slot: to.id, startsAt: to.startsAt })
})

/** Who the code belongs to is found first; what is decided upon is read again under its locks. */
async function lockByCode(tx: Tx, code: string, toSlot: string) {
  const found = await findByCode(tx, code)
  const group = found && (await lockGroup(tx, found.groupId))
  // Under the group's lock nobody else moves it.
  const seated = group && (await findByCode(tx, code))
  if (!seated) return undefined
  const open = (await findOpenOffers(tx, [group.id])).get(group.id)
  const slots = await lockSlots(tx, [seated.slotId, toSlot, ...(open ? [open.slotId] : [])])
  const [offer] = await lockOpenOffers(tx, open ? [open.id] : [])
  const row = await lockAppointment(tx, group.id, seated.id)
  const from = slots.find((slot) => slot.id === seated.slotId)
  if (!row || !from) return undefined
  return { group, row, from, to: slots.find((slot) => slot.id === toSlot), slots, offer }
}
