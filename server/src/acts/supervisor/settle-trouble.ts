// Answers a group in trouble: it is noted, and everything stays; or it gets places at another time,
// at any port that it has not ruled out. One message says all of it.

import { allowed, refused } from '@garita/domain/decision'
import { act } from '../../act.ts'
import { sealAnswer } from '../../sealed.ts'
import { lockGroup } from '../../store/groups.ts'
import { insertNotices } from '../../store/notices.ts'
import { findTrouble, settleTrouble } from '../../store/troubles.ts'
import { findGroupKey } from '../../vault/keys.ts'
import { seatTroubledGroup } from './seat-troubled-group.ts'

export default act('settle-trouble', async (context, input) => {
  const { tx, now, who, world, note, concerns } = context
  const found = await findTrouble(tx, input.trouble)
  const row = found && (await lockGroup(tx, found.groupId))
  // Read again under the group's lock: another supervisor may have answered meanwhile.
  const trouble = row && (await findTrouble(tx, input.trouble))
  const key = trouble && (await findGroupKey(world.vault.keys, row.keyId))
  if (!key || !who.ports.includes(trouble.port)) return refused('trouble-unknown') // [U5]
  concerns(row.id)
  if (trouble.state === 'settled') return refused('trouble-settled') // [U8]
  const group = { ...row, key }
  const { answer } = input
  const words = input.words?.trim()
  const isSeated = answer === 're-seated'
  const seated = isSeated
    ? await seatTroubledGroup(context, group, trouble, { slot: input.slot, reason: words })
    : allowed(null)
  if (!seated.ok) return seated
  const sealedAnswer = words ? sealAnswer(key, 'troubles', trouble.id, words) : null
  await settleTrouble(tx, trouble.id, { answer, sealedAnswer, by: who.account, at: now })
  const facts = { appointment: trouble.appointmentId, answer }
  await insertNotices(tx, [
    { id: world.newId(), groupId: group.id, kind: 'trouble-settled', facts, madeAt: now },
  ])
  const to = seated.value
  note({ answer, ...(to ? { move: to.move, from: to.from } : {}) })
  return allowed({ trouble: trouble.id, slot: to?.slot ?? null, startsAt: to?.startsAt ?? null })
})
