// Records an officer's decision on one traveler. The note is the officer's own words and sealed, and
// so are the criteria.

import { allowed, refused } from '@garita/domain/decision'
import { determine } from '@garita/domain/determination'
import { doneAtOf } from '@garita/domain/done-at'
import { act } from '../../act.ts'
import { appointmentOf } from '../../store/appointments.ts'
import { isHeld } from '../../store/questions.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'
import { factsOf, writeDetermination } from './deciding.ts'
import { stepOf } from './step-facts.ts'

export default act('determine', async ({ tx, now, who, world, group, note: record }, input) => {
  const facts = await lockArrivalOfToday({ tx, group, who, now }, input.appointment)
  if (!facts) return refused('appointment-unknown')
  const done = doneAtOf(input.doneAt, facts.port, now)
  if (!done.ok) return done
  const { member, outcome, reason, note = '', seen = [] } = input
  const about = await factsOf(tx, group, facts, member)
  const appointment = appointmentOf(facts.row)
  const known = { ...about, appointment, arrival: facts.arrival }
  const decision = determine(
    { ...known, isHeld: await isHeld(tx, appointment.id) },
    { member, outcome, reason, note, seen },
    done.value,
  )
  if (!decision.ok) return decision
  const id = world.newId()
  const deciding = { tx, group, now, account: who.account, facts, about }
  await writeDetermination(deciding, id, decision.value)
  record(stepOf(facts, member, done.value))
  return allowed({ determination: id, member, outcome, counts: decision.value.counts })
})
