// Puts the verdict on where a group is before a supervisor of its first port. The group's own words
// are sealed; the verdict stays as it is until it is answered.

import { allowed } from '@garita/domain/decision'
import { firstPort } from '@garita/domain/first-port'
import { appealLocation } from '@garita/domain/trouble'
import { act } from '../../act.ts'
import { sealWords } from '../../sealed.ts'
import { findLatestAppeals, insertAppeal } from '../../store/appeals.ts'
import { findPlacedAppointments } from '../../store/journeys.ts'
import { confirmationOf } from '../../store/locations.ts'
import { markAlive } from '../../store/requests.ts'

export default act('appeal-location', async ({ tx, now, rules, world, group }, input) => {
  const latest = (await findLatestAppeals(tx, [group.id])).get(group.id)
  const isOpen = latest?.state === 'open'
  const decision = appealLocation(confirmationOf(group), isOpen, now, rules)
  if (!decision.ok) return decision
  const seat = (await findPlacedAppointments(tx, [group.id])).get(group.id)
  const port = firstPort(seat?.port ?? null, group.verdictState, world.area).code
  await markAlive(tx, [group.id], now) // [Q4]
  const id = world.newId()
  await insertAppeal(tx, {
    id,
    groupId: group.id,
    port,
    sealedWords: sealWords(group.key, 'appeals', id, input.words),
    madeAt: now,
    answerBy: decision.value,
  })
  return allowed({ appeal: id, answerBy: decision.value })
})
