// Confirms an officer's not-excepted, which counts only then, or returns it with words: then the
// person is to be determined anew.

import { isDayOver } from '@garita/domain/arrival'
import { allowed, refused } from '@garita/domain/decision'
import { countersign } from '@garita/domain/determination'
import { dayOf } from '@garita/domain/time'
import { act } from '../../act.ts'
import { openCriteria, sealCountersign } from '../../sealed.ts'
import { appointmentOf } from '../../store/appointments.ts'
import { countersignDetermination, findDetermination } from '../../store/determinations.ts'
import { countPerson, writeAppointment } from '../determination-counts.ts'
import { lockArrival } from '../officer/arrival-facts.ts'
import { stepOf } from '../officer/step-facts.ts'

export default act('countersign', async ({ tx, now, who, group, note }, input) => {
  const facts = await lockArrival({ tx, group, who }, input.appointment)
  if (!facts) return refused('appointment-unknown')
  const row = await findDetermination(tx, facts.row.id, input.determination)
  if (!row) return refused('determination-unknown')
  const { id, memberId: member } = row
  const { verdict, words = '' } = input
  const before = appointmentOf(facts.row)
  const decision = countersign(
    {
      appointment: before,
      arrival: facts.arrival,
      member,
      countersign: row.countersign,
      isReplaced: row.replacedBy !== null,
      isOwn: row.byAccount === who.account,
      isDayOver: isDayOver(dayOf(facts.slot.startsAt, facts.port.zone), facts.port, now),
    },
    { verdict, words },
  )
  if (!decision.ok) return decision
  const { words: kept, appointment } = decision.value
  const sealedAnswer = kept === '' ? null : sealCountersign(group.key, id, kept)
  await countersignDetermination(tx, id, { verdict, by: who.account, at: now, sealedAnswer })
  if (verdict === 'confirmed') await countPerson(tx, facts.port, now, openCriteria(group.key, row))
  await writeAppointment(tx, before, appointment, now)
  note(stepOf(facts, member, now))
  return allowed({ determination: id, verdict })
})
