// What the server found wrong with a group, as sentences beside the fields that it means.

import { type FieldSentence, fieldSentences, pathOf } from '../form/field-problems.ts'
import { sentence } from '../message.ts'
import type { Problem } from '../problem.ts'

/** Malformed fields, and refusals that name a field; the sentences of refusals are there once one was shown. */
export function sentencesOf(
  result: Problem | { kind: 'allowed' | 'answered' } | undefined,
): FieldSentence[] {
  if (result?.kind !== 'refused') return fieldSentences(result)
  return result.reasons.flatMap((reason) => {
    const path = pathOf(reason)
    const said = sentence('refusals', reason.name, reason.facts)
    return path && said ? [{ path, sentence: said }] : []
  })
}
