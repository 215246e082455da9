// Says why a group cannot come as planned. Nothing of its appointment changes; a supervisor of the
// port sees it and answers within the time that is told here. What is typed is sealed.

import { allowed, refused } from '@garita/domain/decision'
import { reportTrouble } from '@garita/domain/trouble'
import { act } from '../../act.ts'
import { sealWords } from '../../sealed.ts'
import { appointmentOf, findSeated, lockAppointment } from '../../store/appointments.ts'
import { markAlive } from '../../store/requests.ts'
import { hasOpenTrouble, insertTrouble } from '../../store/troubles.ts'

export default act('report-trouble', async ({ tx, now, rules, world, group }, input) => {
  const row = await lockAppointment(tx, group.id, input.appointment)
  const seat = row && (await findSeated(tx, row.id))
  if (!row || !seat) return refused('appointment-unknown')
  const isOpen = await hasOpenTrouble(tx, row.id)
  const decision = reportTrouble(
    { appointment: appointmentOf(row), slot: seat, isOpen },
    now,
    rules,
  )
  if (!decision.ok) return decision
  await markAlive(tx, [group.id], now) // [Q4]
  const id = world.newId()
  const words = input.words?.trim()
  await insertTrouble(tx, {
    id,
    groupId: group.id,
    appointmentId: row.id,
    port: seat.port,
    kind: input.kind,
    sealedWords: words ? sealWords(group.key, 'troubles', id, words) : null,
    reportedAt: now,
    answerBy: decision.value,
  })
  return allowed({ trouble: id, answerBy: decision.value })
})
