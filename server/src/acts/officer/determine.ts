// Records an officer's decision on one traveler. The note is the officer's own words and sealed.

import { allowed, refused } from '@garita/domain/decision'
import { determine } from '@garita/domain/determination'
import { act } from '../../act.ts'
import { sealNote } from '../../sealed.ts'
import { appointmentOf, updateAppointment } from '../../store/appointments.ts'
import { insertDetermination } from '../../store/determinations.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'

export default act('determine', async ({ tx, now, who, world, group }, input) => {
  const facts = await lockArrivalOfToday({ tx, group, who, now }, input.appointment)
  if (!facts) return refused('appointment-unknown')
  const before = appointmentOf(facts.row)
  const { member, outcome, reason, note = '' } = input
  const decision = determine(before, facts.arrival, { member, outcome, reason, note }, now)
  if (!decision.ok) return decision
  const { determination, appointment } = decision.value
  const id = world.newId()
  await insertDetermination(tx, {
    id,
    appointmentId: before.id,
    memberId: member,
    outcome,
    reason,
    sealedNote: determination.note === '' ? null : sealNote(group.key, id, determination.note),
    byAccount: who.account,
    determinedAt: now,
  })
  if (appointment.state !== before.state) await updateAppointment(tx, appointment, now)
  return allowed({ determination: id, member, outcome })
})
