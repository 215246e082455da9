// [R11] [R42] [R46] A supervisor lets a held group go on, or holds it with what is awaited; and answers
// what was found when a desk's network came back.

import { allowed, refused } from '@garita/domain/decision'
import { settleQuestion } from '@garita/domain/question'
import { act, type Context } from '../../act.ts'
import { sealDesk } from '../../sealed-desk.ts'
import { findSeated } from '../../store/appointments.ts'
import { lockGroup } from '../../store/groups.ts'
import { findQuestion, holdQuestion, settleQuestion as settle } from '../../store/questions.ts'
import { findGroupKey } from '../../vault/keys.ts'

export default act('settle-question', async ({ tx, now, who, world, concerns, note }, input) => {
  const locked = await lockQuestion({ tx, world }, input.question)
  if (!locked || !who.ports.includes(locked.question.port)) return refused('question-unknown')
  const { question, group, key } = locked
  concerns(group.id)
  const words = input.words?.trim() ?? ''
  const { settledAt, holds, raisedBy, extra } = question
  const seen = { extra, extraSeen: input.extra ?? 0 }
  const facts = { settledAt, holds, isOwn: raisedBy === who.account, ...seen }
  const decision = settleQuestion(facts, input.answer, words)
  if (!decision.ok) return decision
  const { settled } = decision.value
  if (settled) {
    const sealedAnswer = words ? sealDesk(key, 'questions/answer', question.id, words) : null
    await settle(tx, question.id, { by: who.account, at: now, sealedAnswer })
  } else {
    await holdQuestion(tx, question.id, sealDesk(key, 'questions/held', question.id, words))
  }
  note({ port: question.port, kind: question.kind, answer: input.answer })
  return allowed({ question: question.id, settled })
})

/** Found first, and read again under the lock of its group. */
async function lockQuestion({ tx, world }: Pick<Context, 'tx' | 'world'>, id: string) {
  const found = await findQuestion(tx, id)
  const seated = found && (await findSeated(tx, found.appointmentId))
  const group = seated && (await lockGroup(tx, seated.groupId))
  const question = group && (await findQuestion(tx, id))
  const key = question && (await findGroupKey(world.vault.keys, group.keyId))
  return key && { question, group, key }
}
