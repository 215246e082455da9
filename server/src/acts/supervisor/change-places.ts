// Changes how many places slots have, all or none. What groups hold stays: for fewer places than
// that there is close-places.

import { changePlaces } from '@garita/domain/capacity'
import { allowed, refused } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { findFrozenPlaces } from '../../store/closures.ts'
import { isPortNamed } from '../../store/requests.ts'
import { lockSlots, updateRoom } from '../../store/slots.ts'
import { mayShape } from '../../works-at.ts'
import { logSlots } from './logging.ts'

export default act('change-places', async ({ tx, now, who, rules, note }, input) => {
  const { port, reason } = input
  if (!mayShape(who, port)) return refused('port-not-mine')
  const slots = await lockSlots(
    tx,
    input.slots.map((one) => one.slot),
  )
  const frozen = await findFrozenPlaces(tx)
  const isNamed = (await isPortNamed(tx, [port])).has(port)
  const decision = changePlaces(input.slots, { port, slots, frozen, isNamed }, now, rules)
  if (!decision.ok) return decision
  const changed = decision.value.filter(({ before, after }) => before.places !== after.places)
  await updateRoom(
    tx,
    changed.map((one) => one.after),
  )
  await logSlots(tx, changed, reason, now)
  note({ port, slots: changed.map((one) => one.after.id) })
  const places = changed.reduce((sum, { before, after }) => sum + after.places - before.places, 0)
  return allowed({ changed: changed.length, places })
})
