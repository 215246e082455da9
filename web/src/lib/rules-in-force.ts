import type { AskAnswerOf } from '@garita/contract'
import type { Rules } from '@garita/domain/programme'

/** The rules as the ask `rules` gives them: the whole of them, with the day as text (ISO 8601). */
export type RulesInForce = Omit<Rules, 'inForceFrom'> & { readonly inForceFrom: string }

/** The contract leaves the parts of the rules open, so that they can grow; the server sends all that are in force. */
export function rulesInForce(answer: AskAnswerOf<'rules'>): RulesInForce {
  return answer as unknown as RulesInForce
}
