// Malformed fields in words: which sentence belongs to which field of a form.

import { sentence } from '../message.ts'
import type { FieldProblem, Problem, Reason } from '../problem.ts'
import { fieldId } from './field-id.ts'

/** One line of a summary. */
export type FieldSentence = { path: string; sentence: string }

/** JSON Schema's keywords, in case the server names those, as keys of `fields.json`. */
const keywords: Record<string, string> = {
  required: 'missing',
  minLength: 'missing',
  maxLength: 'too-long',
  minItems: 'too-few',
  maxItems: 'too-many',
  minimum: 'too-small',
  maximum: 'too-large',
  pattern: 'wrong-form',
  format: 'wrong-form',
  enum: 'not-in-list',
  additionalProperties: 'unexpected',
}

/** The sentence for one problem; a name that the phone does not know gets the general one. */
export function fieldSentence(problem: string): string {
  return (
    sentence('fields', keywords[problem] ?? problem) ?? sentence('fields', 'wrong-form') ?? problem
  )
}

/** All fields of a malformed result in words; none for any other result. */
export function fieldSentences(
  result: Problem | { kind: 'allowed' | 'answered' } | undefined,
): FieldSentence[] {
  if (result?.kind !== 'malformed') return []
  return result.fields.map((field: FieldProblem) => ({
    path: field.path,
    sentence: fieldSentence(field.problem),
  }))
}

/** The sentence to stand beside one field, or a part of it (`birth/year` beside `birth`); undefined for none. */
export function sentenceAt(list: readonly FieldSentence[], path: string): string | undefined {
  const id = fieldId(path)
  const said = list.find((one) => `${fieldId(one.path)}-`.startsWith(`${id}-`))?.sentence
  return said && said.charAt(0).toUpperCase() + said.slice(1)
}

/** The path of the field that a refusal's reason means, where it names one. */
export function pathOf(reason: Reason): string | undefined {
  const { field, member } = reason.facts
  if (typeof field !== 'string') return undefined
  return typeof member === 'number' ? `members/${member}/${field}` : field
}
