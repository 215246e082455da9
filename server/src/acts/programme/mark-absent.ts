// Once the grace of a slot is over, the clock marks those who did not come. That frees no places
// that day and costs the group nothing: an officer can re-seat it, and the group is told how to go on.

import { graceEndsAt } from '@garita/domain/arrival'
import { allowed, refused } from '@garita/domain/decision'
import { minutesMs } from '@garita/domain/time'
import { act } from '../../act.ts'
import { findStanding, markStandingAbsent } from '../../store/appointments.ts'
import { insertNotices } from '../../store/notices.ts'
import { findGroupRows } from '../../store/reach.ts'
import { findSlot } from '../../store/slots.ts'

export default act('mark-absent', async ({ tx, now, rules, world }, input) => {
  const slot = await findSlot(tx, input.slot)
  if (!slot) return refused('slot-unknown')
  const endsAt = graceEndsAt(slot, rules)
  if (now < endsAt) return refused('grace-running', { endsAt })
  // A notice touches its group's row: groups are locked before appointments, as everywhere.
  await findGroupRows(tx, await findStanding(tx, slot.id), true)
  const since = now - minutesMs(rules.graceMinutes)
  const absent = await markStandingAbsent(tx, slot.id, since, now)
  await insertNotices(
    tx,
    absent.map(({ id: appointment, groupId }) => ({
      id: world.newId(),
      groupId,
      kind: 'marked-absent',
      facts: { appointment },
      madeAt: now,
    })),
  )
  return allowed({ slot: slot.id, absent: absent.length })
})
