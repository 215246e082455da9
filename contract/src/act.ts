// What stands in the contract for one act and one ask: who may do it, what goes in, what comes
// out, and by which names it may be refused. The door enforces all of it.

import type { Static, TSchema } from 'typebox'

export type ActorKind =
  | 'applicant'
  | 'officer'
  | 'supervisor'
  | 'planner'
  | 'auditor'
  | 'custodian'
  | 'public'
  | 'clock'
  /** The command `npm run staff`, run by whoever runs the server. */
  | 'administration'
  /** Sign-in itself, which reports to the records. */
  | 'accounts'

export type ActContract<
  Input extends TSchema = TSchema,
  Answer extends TSchema = TSchema,
  Refusal extends string = string,
> = {
  /** One sentence: what this act does. Shown in the OpenAPI document. */
  readonly summary: string
  readonly by: readonly ActorKind[]
  readonly input: Input
  /** Holds ids, counts and instants, never personal data: it is kept with the key. */
  readonly answer: Answer
  readonly refusals: readonly Refusal[]
}

export function act<Input extends TSchema, Answer extends TSchema, const Refusal extends string>(
  contract: ActContract<Input, Answer, Refusal>,
): ActContract<Input, Answer, Refusal> {
  return contract
}

export type AskContract<Query extends TSchema = TSchema, Answer extends TSchema = TSchema> = {
  readonly summary: string
  readonly by: readonly ActorKind[]
  /** Every value is a string in the address. */
  readonly query: Query
  readonly answer: Answer
  readonly refusals: readonly string[]
}

export function ask<Query extends TSchema, Answer extends TSchema>(
  contract: AskContract<Query, Answer>,
): AskContract<Query, Answer> {
  return contract
}

export type InputOf<A extends ActContract> = Static<A['input']>
export type AnswerOf<A extends ActContract> = Static<A['answer']>
export type RefusalOf<A extends ActContract> = A['refusals'][number]
