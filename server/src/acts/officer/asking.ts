// [R9] [R10] [R11] After a check-in: raises what a supervisor has to see, and settles what is right
// now by itself.

import { askAtCheckIn, type HoldingKind, holdingKinds } from '@garita/domain/question'
import type { Context } from '../../act.ts'
import { openMember } from '../../sealed.ts'
import { findQuestions, raiseQuestion, settleByRule } from '../../store/questions.ts'
import type { ArrivalFacts } from './arrival-facts.ts'

type Said = {
  readonly present: ReadonlySet<string>
  /** Who came with this check-in and is not of the group. */
  readonly extra: number
  /** By the calendar of the port. */
  readonly day: string
}

/** The kinds that hold the appointment now, after what was raised and settled. */
export async function askAfterCheckIn(
  { tx, now, who, world, group }: Context<'check-in'>,
  { row, slot, members }: ArrivalFacts,
  { present, extra: others, day }: Said,
): Promise<HoldingKind[]> {
  const known = await findQuestions(tx, row.id)
  const born = members.map((one) => ({ id: one.id, birth: openMember(group.key, one).birth }))
  const seen = known.filter((one) => one.settledAt !== null && one.settledBy !== 'rule')
  const { raised, settled } = askAtCheckIn({ members: born, present, extra: others, seen }, day)
  for (const { kind, extra } of raised) {
    await raiseQuestion(tx, {
      ...{ id: world.newId(), port: slot.port, day, appointmentId: row.id },
      ...{ kind, extra, holds: true, raisedBy: who.account, raisedAt: now },
    })
  }
  await settleByRule(tx, row.id, settled, now)
  const before = known.filter((one) => one.holds && one.settledAt === null).map(({ kind }) => kind)
  const open = new Set([...before, ...raised.map(({ kind }) => kind)])
  return holdingKinds.filter((kind) => open.has(kind) && !settled.includes(kind))
}
