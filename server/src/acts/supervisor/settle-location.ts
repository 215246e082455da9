// A supervisor's verdict on where a group is. In stands for thirty days, whatever a phone says
// meanwhile; [L12] out is replaced by what is confirmed next. The group is told.

import { allowed, refused } from '@garita/domain/decision'
import { isStateCode } from '@garita/domain/place'
import { act } from '../../act.ts'
import { sealAnswer } from '../../sealed.ts'
import { findAppeal, settleAppeal } from '../../store/appeals.ts'
import { lockGroup } from '../../store/groups.ts'
import { updateVerdict } from '../../store/locations.ts'
import { insertNotices } from '../../store/notices.ts'
import { findGroupKey } from '../../vault/keys.ts'

export default act('settle-location', async ({ tx, now, who, world, concerns }, input) => {
  const found = await findAppeal(tx, input.appeal)
  const group = found && (await lockGroup(tx, found.groupId))
  // Read again under the group's lock: another supervisor may have answered meanwhile.
  const appeal = group && (await findAppeal(tx, input.appeal))
  const key = appeal && (await findGroupKey(world.vault.keys, group.keyId))
  if (!key || !who.ports.includes(appeal.port)) return refused('appeal-unknown') // [U5]
  concerns(group.id)
  if (appeal.state === 'settled') return refused('appeal-settled') // [U8]
  const { verdict } = input
  const words = input.words?.trim()
  const sealedAnswer = words ? sealAnswer(key, 'appeals', appeal.id, words) : null
  await settleAppeal(tx, appeal.id, { verdict, sealedAnswer, by: who.account, at: now })
  const state = group.verdictState
  const kept = {
    verdict,
    state: state && isStateCode(state) ? state : null,
    accuracyMeters: group.verdictAccuracyMeters,
    at: now,
    settled: true, // [L8]
  }
  await updateVerdict(tx, group.id, kept, group.sealed)
  const facts = { verdict }
  await insertNotices(tx, [
    { id: world.newId(), groupId: group.id, kind: 'location-settled', facts, madeAt: now },
  ])
  return allowed({ appeal: appeal.id, verdict })
})
