// What the desk's wire answers by itself: which asks and acts those are, and in what form.

import type { ActName, AnswerOf, AskName, InputOf, QueryOf } from '@garita/contract'
import type { Reason } from '@garita/domain/decision'
import { offlineActs } from '@garita/domain/offline-acts'
import type { Asked } from '../../perform.ts'
import type { Problem } from '../../problem.ts'
import type { DeskDay } from './desk-day.ts'
import type { DeskAct, Done } from './group-now.ts'

/** The words for a refusal that only a desk without a network knows. */
export type Say = (name: string) => string | undefined

const localAsks: readonly AskName[] = ['arrivals', 'arrival', 'find-arrival']

/** The day, where this can be answered from it. */
export function dayFor<N extends AskName>(
  day: DeskDay | undefined,
  name: N,
  query: QueryOf<N>,
): DeskDay | undefined {
  if (!day || !localAsks.includes(name)) return undefined
  return !('port' in query) || query.port === day.list.port ? day : undefined
}

/** For names that `dayFor` gives a day for. */
export async function answerHere<N extends AskName>(
  day: DeskDay,
  { name, query }: { name: N; query: QueryOf<N> },
  now: number,
  say: Say,
): Promise<Asked<N>> {
  // Which answer belongs to which name the compiler cannot follow.
  const asked = query as QueryOf<'arrivals'> & QueryOf<'find-arrival'> & QueryOf<'arrival'>
  if (name === 'arrivals') {
    return { kind: 'answered', answer: day.arrivals(now, asked.known) } as Asked<N>
  }
  if (name === 'arrival') {
    const answer = day.arrival(asked.appointment, now)
    if (answer) return { kind: 'answered', answer } as Asked<N>
    return asProblem([{ name: 'not-on-list' }], say) as Asked<N>
  }
  const found = await day.find(asked.pass)
  if (found.ok) return { kind: 'answered', answer: found.value } as Asked<N>
  return asProblem(found.reasons, say) as Asked<N>
}

/** A refusal of the domain's rules in the form in which the server's come. */
export function asProblem(reasons: readonly Reason[], say: Say): Problem {
  const named = reasons.map(({ name, facts = {} }) => ({ name, facts: { ...facts } }))
  return { kind: 'refused', reasons: named, sentence: say(reasons[0]?.name ?? '') }
}

export function isDeskAct(act: ActName): act is DeskAct {
  return (offlineActs as readonly string[]).includes(act)
}

/** What the officer was shown when they said who it is, where the desk itself compared. */
export function shownWith<N extends DeskAct>(day: DeskDay, act: N, input: InputOf<N>) {
  if (act !== 'confirm-identity' || !('verdict' in input)) return {}
  const member = day
    .arrival(input.appointment, 0)
    ?.members.find((one) => one.member === input.member)
  if (!member?.comparison) return {}
  const { band, score } = member.comparison
  return { shown: { band, score } }
}

/** A comparison as something that was done at this desk. */
export function comparedOf(
  input: InputOf<'compare'>,
  { comparison, band, score, reason, flags }: AnswerOf<'compare'>,
  now: number,
): Done {
  const compared = { band, score, reason, flags, comparedAt: now }
  return { key: comparison, act: 'compare', input, doneAt: now, compared }
}
