// Once the grace of a slot is over, the clock marks those who did not come. That frees no places
// that day and costs the group nothing: an officer can undo or re-seat it.

import { graceEndsAt } from '@garita/domain/arrival'
import { allowed, refused } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { markStandingAbsent } from '../../store/appointments.ts'
import { findSlot } from '../../store/slots.ts'

export default act('mark-absent', async ({ tx, now, rules }, input) => {
  const slot = await findSlot(tx, input.slot)
  if (!slot) return refused('slot-unknown')
  const endsAt = graceEndsAt(slot, rules)
  if (now < endsAt) return refused('grace-running', { endsAt })
  return allowed({ slot: slot.id, absent: await markStandingAbsent(tx, slot.id, now) })
})
