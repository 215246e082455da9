import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Words } from '../notices/words.ts'
import { sendProblem } from './problem.ts'

// A page of another site may make a browser send a form here with our cookie. It cannot send JSON
// without asking first, and it cannot hide where it comes from: both are checked for every change.

/** A Fastify `onRequest` hook: refuses a POST or PUT that another site's page made. */
export function refuseOtherOrigins(baseUrl: string, words: Words) {
  const ours = new URL(baseUrl).origin
  return async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.method !== 'POST' && request.method !== 'PUT') return
    if (!isOurs(request, ours)) return await sendProblem(request, reply, words, 'origin-refused')
  }
}

/** Every browser of the last years sends at least one of the two headers; others send no cookie. */
function isOurs({ headers }: FastifyRequest, ours: string): boolean {
  const { origin, host } = headers
  const site = headers['sec-fetch-site']
  if (origin === undefined) return site === undefined || site === 'same-origin'
  if (origin === ours) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
