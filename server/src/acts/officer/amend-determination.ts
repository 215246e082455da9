// Decides anew on a traveler who was decided on today. What stood before is kept, and says what
// took its place.

import { allowed, refused } from '@garita/domain/decision'
import { amend } from '@garita/domain/determination'
import { act } from '../../act.ts'
import { openCriteria } from '../../sealed.ts'
import { appointmentOf } from '../../store/appointments.ts'
import { findDeterminations, replaceDetermination } from '../../store/determinations.ts'
import { isHeld } from '../../store/questions.ts'
import { uncountPerson } from '../determination-counts.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'
import { factsOf, writeDetermination } from './deciding.ts'
import { stepOf } from './step-facts.ts'

export default act('amend-determination', async (context, input) => {
  const { tx, now, who, world, group } = context
  const facts = await lockArrivalOfToday({ tx, group, who, now }, input.appointment)
  if (!facts) return refused('appointment-unknown')
  const { member, outcome, reason, note, seen } = input
  const { identified: _, ...about } = await factsOf(tx, group, facts, member)
  const appointment = appointmentOf(facts.row)
  const held = await isHeld(tx, appointment.id)
  const known = { ...about, appointment, arrival: facts.arrival, isHeld: held }
  const decision = amend(known, { member, outcome, reason, note, seen }, now)
  if (!decision.ok) return decision
  const before = (await findDeterminations(tx, appointment.id)).get(member)
  if (!before) throw new Error(`${member} is determined without a determination`)
  const id = world.newId()
  await replaceDetermination(tx, before.id, id)
  const countedAt = before.countersignedAt ?? before.determinedAt
  const hasCounted = before.countersign !== 'awaited' && before.sealedCriteria !== null
  if (hasCounted) await uncountPerson(tx, facts.port, countedAt, openCriteria(group.key, before))
  const deciding = { tx, group, now, account: who.account, facts, about }
  await writeDetermination(deciding, id, decision.value)
  context.note({ ...stepOf(facts, member, now), before: before.outcome })
  return allowed({ determination: id, member, outcome, counts: decision.value.counts })
})
