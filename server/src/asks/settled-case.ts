// A case that somebody else settled while a supervisor had it open: who, when and how, so that what
// was typed can be told to them.

import type { AskAnswerOf, QueryOf } from '@garita/contract'
import { allowed } from '@garita/domain/decision'
import { type AskContext, ask } from '../ask.ts'
import {
  findSettledAppeal,
  findSettledCountersign,
  findSettledPair,
  findSettledQuestion,
  findSettledTrouble,
  type SettledCase,
} from '../store/settled-cases.ts'
import { staffNames } from '../store/staff-names.ts'

type Query = QueryOf<'settled-case'>
type How = NonNullable<AskAnswerOf<'settled-case'>['settled']>['how']

export default ask('settled-case', async (context, query) => {
  const { db, who } = context
  const found = await find(context, query)
  if (!found) return allowed({ settled: null })
  const { at, by, how } = found
  const isRule = by === 'rule'
  const name = (await staffNames(db, isRule ? [] : [by])).get(by) ?? null
  const mine = by === who.account
  // Written by the acts alone, which take these.
  return allowed({ settled: { at, by: name, mine, how: how as How } })
})

async function find(
  { db, who, world }: AskContext<'settled-case'>,
  { kind, case: id, other }: Query,
): Promise<SettledCase | undefined> {
  const { ports } = who
  if (kind === 'question') return await findSettledQuestion(db, ports, id)
  if (kind === 'countersign') return await findSettledCountersign(db, ports, id)
  if (kind === 'trouble') return await findSettledTrouble(db, ports, id)
  if (kind === 'appeal') return await findSettledAppeal(db, ports, id)
  if (!other) return undefined
  return await findSettledPair(db, { ports, area: world.area }, [id, other])
}
