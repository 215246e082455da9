// Opens closed slots again. Groups that a closure moved stay where they are now.

import { reopenPlaces } from '@garita/domain/capacity'
import { allowed, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { isSuspendedOn } from '@garita/domain/suspension'
import { dayOf } from '@garita/domain/time'
import { act } from '../../act.ts'
import { isPortNamed } from '../../store/requests.ts'
import { lockSlots, updateRoom } from '../../store/slots.ts'
import { findSuspension, shareSuspensions } from '../../store/suspensions.ts'
import { mayShape } from '../../works-at.ts'
import { logSlots } from './logging.ts'

export default act('reopen-places', async ({ tx, now, who, rules, note }, input) => {
  const { port, reason } = input
  if (!mayShape(who, port)) return refused('port-not-mine')
  await shareSuspensions(tx)
  const suspension = await findSuspension(tx)
  const slots = await lockSlots(tx, input.slots)
  const isNamed = (await isPortNamed(tx, [port])).has(port)
  const facts = { port, slots, frozen: new Map(), isNamed }
  const decision = reopenPlaces(input.slots, facts, now, rules)
  if (!decision.ok) return decision
  const zone = portOf(port)?.zone ?? 'UTC'
  // [N6]
  if (slots.some((slot) => isSuspendedOn(suspension, dayOf(slot.startsAt, zone))))
    return refused('programme-suspended', { fromDay: suspension?.fromDay ?? '' })
  const after = decision.value.map((one) => one.after)
  await updateRoom(tx, after)
  await logSlots(tx, decision.value, reason, now)
  note({ port, slots: after.map((slot) => slot.id) })
  const places = after.reduce((sum, slot) => sum + slot.places, 0)
  return allowed({ reopened: after.length, places })
})
