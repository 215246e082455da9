// An act is data (who, which act, input, key); this is its definition on the server: one function
// that fetches the facts, asks the rule and writes, all through `tx`. It may define `together`,
// the same meaning for many calls at once, and `prepare`, which runs before the transaction for
// what may not happen inside one: making a key, comparing two pictures.
//
// A refused act has written nothing: decide first, then write.

import type { ActName, ActorKind, AnswerOf, InputOf, RefusalOf } from '@garita/contract'
import type { Decision, Plain } from '@garita/domain/decision'
import type { Rules } from '@garita/domain/programme'
import type { Instant } from '@garita/domain/time'
import type { Transaction } from 'kysely'
import type { Row, Tables } from './database/tables.ts'
import type { GroupKey } from './vault/group-key.ts'
import type { World } from './world.ts'

export type Tx = Transaction<Tables>

/** Who acts: an account with its role and, for those at ports, their ports. */
export type Who = {
  readonly kind: ActorKind
  readonly account: string
  readonly ports: readonly string[]
}

/** A group whose row is locked, with its key at hand. */
export type LockedGroup = Row<'groups'> & { readonly key: GroupKey }

/** What a batch reads of a group: nothing sealed, which only acts performed alone open. */
export type BatchGroup = Omit<LockedGroup, 'sealed' | 'recoveryMac'>

/** What the door hands to an act whose input names a group. */
type GroupOf<N extends ActName> = InputOf<N> extends { group: string } ? LockedGroup : undefined

export type Context<N extends ActName = ActName, Prepared = undefined> = {
  readonly tx: Tx
  readonly now: Instant
  readonly who: Who
  readonly rules: Rules
  readonly world: Omit<World, 'database'>
  readonly group: GroupOf<N>
  readonly prepared: Prepared
  /** Adds plain facts (never personal data) to the record of this act. */
  note(facts: { readonly [key: string]: Plain }): void
  /** Says which group the record belongs to, where the input does not name it. */
  concerns(group: string): void
}

export type DecisionOf<N extends ActName> = Decision<AnswerOf<N>, RefusalOf<N>>

export type Call<N extends ActName = ActName> = {
  readonly who: Who
  readonly input: InputOf<N>
  readonly group: BatchGroup
}

export type BatchContext = {
  readonly tx: Tx
  readonly now: Instant
  readonly rules: Rules
  readonly world: Omit<World, 'database'>
}

/** What somebody wants done. `key` is unique per actor and act; the same key, the same answer. */
export type Wish<N extends ActName = ActName> = {
  readonly who: Who
  readonly act: N
  readonly input: InputOf<N>
  readonly key: string
}

export type Performed<N extends ActName = ActName> = Decision<AnswerOf<N>>

export type Perform = <N extends ActName>(wish: Wish<N>) => Promise<Performed<N>>

type Alone<N extends ActName, P> = (
  context: Context<N, P>,
  input: InputOf<N>,
) => Promise<DecisionOf<N>>

/** Gives one decision a call, in the order of the calls. */
type Together<N extends ActName> = (
  context: BatchContext,
  calls: readonly Call<N>[],
) => Promise<readonly DecisionOf<N>[]>

/** Runs before the transaction. `group` is there where the input names one within reach. */
type Prepare<N extends ActName, P> = (
  world: World,
  call: { who: Who; input: InputOf<N>; group: GroupOf<N> },
) => Promise<P>

/** What `prepare` gives goes to `alone` alone; which type it has, only the act's own file knows. */
export type ActDefinition<N extends ActName = ActName> = {
  readonly name: N
  readonly alone: Alone<N, unknown>
  readonly together?: Together<N>
  readonly prepare?: Prepare<N, unknown>
}

export function act<N extends ActName>(
  name: N,
  alone: Alone<N, undefined>,
  together?: Together<N>,
): ActDefinition<N> {
  const definition = { name, alone: alone as Alone<N, unknown> }
  return together ? { ...definition, together } : definition
}

/** An act with a part that may not happen inside a transaction. */
export function preparedAct<N extends ActName, P>(
  name: N,
  prepare: Prepare<N, P>,
  alone: Alone<N, P>,
): ActDefinition<N> {
  return { name, alone: alone as Alone<N, unknown>, prepare }
}
