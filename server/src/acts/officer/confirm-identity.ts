// An officer says whether the person is the one who registered, and by what. Not the same holds the
// group until a supervisor has seen it.

import { allowed, refused } from '@garita/domain/decision'
import { doneAtOf } from '@garita/domain/done-at'
import { confirmIdentity } from '@garita/domain/identity'
import { dayOf } from '@garita/domain/time'
import { act } from '../../act.ts'
import { sealGround } from '../../sealed.ts'
import { insertIdentity } from '../../store/identities.ts'
import { raiseQuestion } from '../../store/questions.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'
import { stepOf } from './step-facts.ts'

export default act('confirm-identity', async ({ tx, now, who, world, group, note }, input) => {
  const facts = await lockArrivalOfToday({ tx, group, who, now }, input.appointment)
  if (!facts) return refused('appointment-unknown')
  const { appointment, member, verdict, ground, words = '', shown } = input
  const presence = facts.presences.get(member)
  const done = doneAtOf(input.doneAt, facts.port, now, presence?.presentAt)
  if (!done.ok) return done
  const isPhotoTaken = Boolean(presence?.photoId)
  const said = { member, verdict, ground, words }
  const decision = confirmIdentity({ arrival: facts.arrival, isPhotoTaken }, said, done.value)
  if (!decision.ok) return decision
  const { words: kept, at: confirmedAt } = decision.value
  const id = world.newId()
  await insertIdentity(tx, {
    id,
    appointmentId: appointment,
    memberId: member,
    verdict,
    ground,
    sealedWords: kept === '' ? null : sealGround(group.key, id, kept),
    shownBand: shown?.band ?? null,
    shownScore: shown?.score ?? null,
    byAccount: who.account,
    confirmedAt,
  })
  if (verdict === 'not-same') {
    // [R9]
    await raiseQuestion(tx, {
      id: world.newId(),
      port: facts.port.code,
      day: dayOf(facts.slot.startsAt, facts.port.zone),
      appointmentId: appointment,
      kind: 'not-same-person',
      holds: true,
      memberId: member,
      raisedBy: who.account,
      raisedAt: confirmedAt,
    })
  }
  note({ ...stepOf(facts, member, confirmedAt), ground })
  return allowed({ identity: id, member, verdict })
})
