// Takes a custodian's commitments to draws ahead: all of them or, with every reason, none. The same
// commitment once more counts as known, so that a client may send what it has every day.

import type { InputOf } from '@garita/contract'
import { canCommit, isWithinAYear } from '@garita/domain/custodian'
import { decide, type Reason } from '@garita/domain/decision'
import { isDay } from '@garita/domain/time'
import { act } from '../../act.ts'
import {
  closedAmong,
  commitmentsBy,
  insertCommitments,
  insertCustodian,
  isNameTaken,
  lockCommitments,
  nameOfCustodian,
} from '../../store/custodians.ts'

type Commitment = InputOf<'commit-secrets'>['commitments'][number]
type Why = Reason<
  | 'day-impossible'
  | 'draw-repeated'
  | 'commitment-late'
  | 'commitment-early'
  | 'commitment-known'
  | 'custodian-name-taken'
  | 'custodian-name-fixed'
>

export default act('commit-secrets', async ({ tx, who, now, rules }, { name, commitments }) => {
  await lockCommitments(tx)
  const draws = commitments.map((one) => one.draw)
  const impossible = draws.filter((draw) => !isDay(draw))
  const named = await nameOfCustodian(tx, who.account)
  const before = await commitmentsBy(tx, who.account)
  const added = commitments.filter((one) => before.get(one.draw) !== one.commitment)
  const closed = impossible.length === 0 ? await closedAmong(tx, draws) : new Set<string>()
  const isLate = ({ draw }: Commitment) => closed.has(draw) || !canCommit(draw, now, rules)
  const isEarly = ({ draw }: Commitment) => !isWithinAYear(draw, now, rules)
  const reasons: Why[] = [
    // [M4]
    ...about('day-impossible', impossible),
    ...about('draw-repeated', repeated(draws)),
    // [M2]
    ...about('commitment-late', impossible.length > 0 ? [] : drawsOf(added.filter(isLate))),
    ...about('commitment-early', impossible.length > 0 ? [] : drawsOf(added.filter(isEarly))),
    // [M3]
    ...about('commitment-known', drawsOf(added.filter((one) => before.has(one.draw)))),
    // [M1]
    ...(named !== undefined && named !== name
      ? [{ name: 'custodian-name-fixed' as const, facts: { name: named } }]
      : []),
    ...((await isNameTaken(tx, name, who.account))
      ? [{ name: 'custodian-name-taken' as const }]
      : []),
  ]
  const decision = decide(reasons, () => ({
    committed: added.length,
    known: commitments.length - added.length,
  }))
  if (!decision.ok) return decision
  await insertCustodian(tx, who.account, name)
  await insertCommitments(tx, who.account, added, now)
  return decision
})

/** One reason that names all draws which it is about; none where there are none. */
function about<N extends Why['name']>(name: N, draws: readonly string[]): Reason<N>[] {
  return draws.length === 0 ? [] : [{ name, facts: { draws } }]
}

function drawsOf(commitments: readonly Commitment[]): string[] {
  return commitments.map((one) => one.draw)
}

function repeated(draws: readonly string[]): string[] {
  return [...new Set(draws.filter((draw, index) => draws.indexOf(draw) !== index))]
}
