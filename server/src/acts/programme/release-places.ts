// After the day's freeze: places that wait though no draw will have them. Those of the days that are
// too near for one are for the urgent while somebody asks for their port, else open. And where the
// day had no draw at all, for lack of commitments, the places of ports that nobody asks for open, so
// that picking goes on without custodians.

import { allowed } from '@garita/domain/decision'
import { newDayOf } from '@garita/domain/draw'
import { addPlaces, type Fate } from '@garita/domain/room'
import { addDays } from '@garita/domain/time'
import { act } from '../../act.ts'
import { findFrozenPlaces, lockWaitingSlots, type SlotOfDay } from '../../store/draw-slots.ts'
import { findDraw } from '../../store/draws.ts'
import { isPortNamed } from '../../store/requests.ts'
import { updateRoom } from '../../store/slots.ts'

export default act('release-places', async ({ tx, now, rules }, { day }) => {
  const hadDraw = (await findDraw(tx, day)) !== undefined
  const nearUntil = addDays(day, rules.urgentDays - 1)
  const until = hadDraw ? nearUntil : newDayOf(day, rules)
  const waiting = await lockWaitingSlots(tx, now, addDays(day, -1), until)
  const named = await isPortNamed(
    tx,
    waiting.map((slot) => slot.port),
  )
  const frozen = await findFrozenPlaces(tx)
  const fateOf = (slot: SlotOfDay): Fate => {
    if (!named.has(slot.port)) return 'open'
    return slot.day <= nearUntil ? 'urgent' : 'waits'
  }
  const released = waiting.flatMap((slot) => {
    const count = slot.waiting - (frozen.get(slot.id) ?? 0)
    const fate = fateOf(slot)
    if (count <= 0 || fate === 'waits') return []
    return [{ fate, count, slot: freed(slot, count, fate, now) }]
  })
  await updateRoom(
    tx,
    released.map(({ slot }) => slot),
  )
  const sum = (fate: Fate) =>
    released.reduce((all, one) => all + (one.fate === fate ? one.count : 0), 0)
  return allowed({ opened: sum('open'), urgent: sum('urgent') })
})

/** [D9] Places that waited, as open ones or as the urgent's. */
function freed(slot: SlotOfDay, count: number, fate: Fate, now: number): SlotOfDay {
  const without = { ...slot, places: slot.places - count, waiting: slot.waiting - count }
  return { ...addPlaces(without, count, fate), drawnAt: slot.drawnAt ?? now }
}
