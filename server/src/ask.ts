// An ask changes nothing. It passes the same checks as an act (who may ask, which group is within
// reach) and answers from one reading of the database.

import type { AskAnswerOf, AskName, AskRefusalOf, QueryOf } from '@garita/contract'
import { asks as contract } from '@garita/contract'
import { type Decision, refused } from '@garita/domain/decision'
import type { Rules } from '@garita/domain/programme'
import type { Instant } from '@garita/domain/time'
import type { Kysely } from 'kysely'
import type { LockedGroup, Who } from './act.ts'
import type { Tables } from './database/tables.ts'
import { reachable } from './settle.ts'
import type { World } from './world.ts'

export type AskContext<N extends AskName = AskName> = {
  readonly db: Kysely<Tables>
  readonly now: Instant
  readonly who: Who
  readonly rules: Rules
  readonly world: World
  /** The group that the query names, within reach, with its key (not locked). */
  readonly group: QueryOf<N> extends { group: string } ? LockedGroup : undefined
}

export type AskDecisionOf<N extends AskName> = Decision<AskAnswerOf<N>, AskRefusalOf<N>>

export type AskDefinition<N extends AskName = AskName> = {
  readonly name: N
  readonly answer: (context: AskContext<N>, query: QueryOf<N>) => Promise<AskDecisionOf<N>>
}

export function ask<N extends AskName>(
  name: N,
  answer: AskDefinition<N>['answer'],
): AskDefinition<N> {
  return { name, answer }
}

export type AskDefinitions = { readonly [N in AskName]: AskDefinition<N> }

export type Asker = <N extends AskName>(
  who: Who,
  name: N,
  query: QueryOf<N>,
) => Promise<Decision<AskAnswerOf<N>>>

export function openAsker(world: World, definitions: AskDefinitions): Asker {
  return async (who, name, query) => {
    if (!(contract[name].by as readonly string[]).includes(who.kind))
      return refused('not-permitted')
    const now = world.now()
    const { db } = world.database
    const named = (query as { group?: string }).group
    const group = named ? await reachable(world, db, who, named, now) : undefined
    if (named && !group) return refused('group-unknown')
    const definition = definitions[name] as unknown as AskDefinition
    const context = { db, now, who, rules: world.rulesAt(now), world, group }
    return (await definition.answer(context as never, query as never)) as never
  }
}
