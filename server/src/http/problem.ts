// Every answer that is not the thing asked for is problem+json (RFC 9457) with a name, which the
// page turns into its own sentence, and a sentence in the reader's language for everyone else.

import type { Reason } from '@garita/domain/decision'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language, Words } from '../notices/words.ts'
import { statusOf } from './status.ts'

export type FieldProblem = {
  /** Where: `members/0/birth/year`. */
  readonly path: string
  /** What: a keyword of JSON Schema, as `required`, `maxLength`, `pattern`. */
  readonly problem: string
  /** What the keyword demands, as `{ limit: 100 }`. */
  readonly demands: Reason['facts']
}

type More = {
  readonly reasons?: readonly Reason[]
  readonly fields?: readonly FieldProblem[]
  readonly reference?: string
  readonly retryAfterSeconds?: number
}

/** The reader's language from `Accept-Language`: Spanish unless English comes first. */
export function languageOf(request: FastifyRequest): Language {
  const accepted = String(request.headers['accept-language'] ?? '')
  const first = accepted.split(',').find((part) => /^\s*(es|en)\b/i.test(part))
  return first && /^\s*en\b/i.test(first) ? 'en' : 'es'
}

export async function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  words: Words,
  name: string,
  more: More = {},
): Promise<FastifyReply> {
  const status = statusOf(name)
  const language = languageOf(request)
  const names = more.reasons?.map((reason) => reason.name) ?? [name]
  if (more.retryAfterSeconds) reply.header('retry-after', more.retryAfterSeconds)
  return await reply
    .code(status)
    .header('content-language', language)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send({
      type: `urn:garita:${name}`,
      title: name,
      status,
      name,
      sentence: names.map((one) => words.sentence(language, one)).join(' '),
      ...(more.reasons ? { reasons: more.reasons } : {}),
      ...(more.fields ? { fields: more.fields } : {}),
      ...(more.reference ? { reference: more.reference } : {}),
    })
}

/** A refusal: the first reason names the problem, all of them are told. */
export async function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  words: Words,
  reasons: readonly [Reason, ...Reason[]],
): Promise<FastifyReply> {
  return await sendProblem(request, reply, words, reasons[0].name, { reasons })
}
