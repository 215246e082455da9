// Compares the photo taken with the photo sent: evidence for the officer and no verdict. It stops
// nobody's arrival.

import type { AnswerOf } from '@garita/contract'
import { allowed, refused } from '@garita/domain/decision'
import { preparedAct } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { insertComparison } from '../../store/comparisons.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'
import { lookAtBoth, rowOf } from './looking.ts'
import { stepOf } from './step-facts.ts'

export default preparedAct(
  'compare',
  async (world, { input, group }) =>
    await lookAtBoth(world, group, input.appointment, input.member),
  async ({ tx, now, who, world, group, prepared, note }, { appointment, member }) => {
    const facts = await lockArrivalOfToday({ tx, group, who, now }, appointment)
    if (!facts) return refused('appointment-unknown')
    if (!Object.hasOwn(facts.arrival, member)) return refused('member-unknown')
    if (!facts.presences.has(member)) return refused('member-not-arrived')
    if (!prepared) return refused('photo-missing')
    const row = rowOf(prepared, { id: world.newId(), appointment, member, now })
    await insertComparison(tx, row)
    const { sentPhoto, takenPhoto, modelId } = row
    note({ ...stepOf(facts, member, now), sentPhoto, takenPhoto, modelId })
    return allowed(answerOf(row))
  },
)

function answerOf({ id, memberId, band, score, reason, flags }: Row<'comparisons'>) {
  return {
    comparison: id,
    member: memberId,
    band,
    score,
    reason,
    flags,
  } satisfies AnswerOf<'compare'>
}
