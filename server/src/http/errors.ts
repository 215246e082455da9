// What did not fit the contract, and what broke. Malformed: which fields and what they demand, all
// of them at once. Fault: an apology with a reference that stands in the log beside the cause, and
// no personal data in either.

import { randomBytes } from 'node:crypto'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Words } from '../notices/words.ts'
import { type FieldProblem, sendProblem } from './problem.ts'
import { isPageWanted, sendNotFound } from './site.ts'

type Validation = NonNullable<FastifyError['validation']>[number]

const nameByCode: { readonly [code: string]: string } = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed',
}

export function addErrors(server: FastifyInstance, words: Words): void {
  server.setNotFoundHandler((request, reply) =>
    isPageWanted(request)
      ? sendNotFound(request, reply)
      : sendProblem(request, reply, words, 'address-unknown'),
  )
  server.setErrorHandler<FastifyError>(async (error, request, reply) => {
    if (error.validation) {
      const fields = fieldsOf(error.validation)
      return await sendProblem(request, reply, words, 'malformed', { fields })
    }
    const name = nameByCode[error.code]
    if (name) return await sendKnown(request, reply, words, name)
    if (error.statusCode && error.statusCode < 500) {
      return await sendProblem(request, reply, words, 'malformed', { fields: [] })
    }
    return await sendFault(request, reply, words, error)
  })
}

/** So many problems are named at most: a form has fewer, and an answer shall not outgrow its cause. */
const fieldsNamed = 100

function fieldsOf(validation: readonly Validation[]): FieldProblem[] {
  return validation.slice(0, fieldsNamed).map((one) => ({
    path: pathOf(one),
    problem: one.keyword,
    demands: one.params as FieldProblem['demands'],
  }))
}

/** `/members/0/birth` and, where a field is missing or unknown, that field's own name. */
function pathOf({ instancePath, params }: Validation): string {
  const named = params.missingProperty ?? params.additionalProperty
  const path = instancePath.replace(/^\//, '')
  return [path, named].filter((part) => typeof part === 'string' && part !== '').join('/')
}

async function sendKnown(request: FastifyRequest, reply: FastifyReply, words: Words, name: string) {
  const fields = name === 'malformed' ? [{ path: '', problem: 'json', demands: {} }] : undefined
  return await sendProblem(request, reply, words, name, fields ? { fields } : {})
}

async function sendFault(
  request: FastifyRequest,
  reply: FastifyReply,
  words: Words,
  error: FastifyError,
) {
  const reference = randomBytes(6).toString('hex')
  // A database's message can quote what was typed, so only its kind and place are kept.
  request.log.error({ reference, kind: error.name, code: error.code, stack: placesOf(error) })
  return await sendProblem(request, reply, words, 'fault', { reference })
}

/** The stack without its message. */
function placesOf(error: Error): string[] {
  return (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
}
