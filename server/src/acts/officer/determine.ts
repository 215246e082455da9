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
  const { member, outcome, reason, note = '', seen = [] } = input
  const { identified, ...about } = await factsOf(tx, group, facts, member)
  // [R17] Another lane may have said later whom it takes the person for; one's own word comes before.
  const isOwn = identified?.by === who.account
  const after = isOwn ? identified.at : facts.presences.get(member)?.presentAt
  const done = doneAtOf(input.doneAt, facts.port, now, after)
  if (!done.ok) return done
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
