// One route an act and one an ask, made from the contract: `POST /api/acts/<act>` with the key in
// the `idempotency-key` header, `GET /api/asks/<ask>`. Acts and asks that no signed-in person or
// visitor may use (the clock's, the staff administration's) have no route.

import { type ActContract, type ActName, type AskName, acts, asks } from '@garita/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Perform } from '../act.ts'
import type { Asker } from '../ask.ts'
import type { Words } from '../notices/words.ts'
import { sendProblem, sendRefusal } from './problem.ts'
import { type Caller, type WhoOf, whyNobody } from './who.ts'

export type ContractRoutes = {
  readonly perform: Perform
  readonly ask: Asker
  readonly words: Words
  readonly whoOf: WhoOf
}

const internal = new Set(['clock', 'administration', 'accounts'])

function isReachable(by: readonly string[]): boolean {
  return by.some((kind) => !internal.has(kind))
}

const keyHeader = {
  type: 'object',
  required: ['idempotency-key'],
  properties: { 'idempotency-key': { type: 'string', pattern: '^[A-Za-z0-9._-]{8,100}$' } },
} as const

export function addContractRoutes(server: FastifyInstance, routes: ContractRoutes): void {
  for (const [name, contract] of Object.entries(acts)) {
    if (isReachable(contract.by)) addAct(server, routes, name as ActName)
  }
  for (const [name, contract] of Object.entries(asks)) {
    // Those answered from memory are mounted before.
    const isMounted = server.hasRoute({ method: 'GET', url: `/api/asks/${name}` })
    if (isReachable(contract.by) && !isMounted) addAsk(server, routes, name as AskName)
  }
}

function addAct(server: FastifyInstance, routes: ContractRoutes, act: ActName): void {
  const { summary, input, answer } = acts[act]
  const description = descriptionOf(acts[act])
  const response = { 200: answer }
  server.post(
    `/api/acts/${act}`,
    { schema: { summary, description, tags: ['acts'], body: input, headers: keyHeader, response } },
    async (request, reply) => {
      const who = await routes.whoOf(request, reply)
      if (isBarred(who, acts[act].by)) return await refuseNobody(request, reply, routes, who)
      const key = String(request.headers['idempotency-key'])
      const decision = await routes.perform({ who, act, input: request.body as never, key })
      if (decision.ok) return await reply.header('cache-control', 'no-store').send(decision.value)
      return await sendRefusal(request, reply, routes.words, decision.reasons)
    },
  )
}

function addAsk(server: FastifyInstance, routes: ContractRoutes, name: AskName): void {
  const { summary, query, answer } = asks[name]
  const description = descriptionOf(asks[name])
  const response = { 200: answer }
  server.get(
    `/api/asks/${name}`,
    { schema: { summary, description, tags: ['asks'], querystring: query, response } },
    async (request, reply) => {
      const caller = await routes.whoOf(request, reply)
      // [W3] Who locked a session, it still says.
      const who = name === 'who-am-i' ? (caller.locked ?? caller) : caller
      if (isBarred(who, asks[name].by)) return await refuseNobody(request, reply, routes, who)
      if (isTyped(request) && !(asks[name].by as readonly string[]).includes('public'))
        return await sendProblem(request, reply, routes.words, 'not-permitted')
      const decision = await routes.ask(who, name, request.query as never)
      if (!decision.ok) return await sendRefusal(request, reply, routes.words, decision.reasons)
      return await reply.header('cache-control', 'private, no-store').send(decision.value)
    },
  )
}

/** For the OpenAPI document: who may, and the names it may be refused by. */
export function descriptionOf({ by, refusals }: Pick<ActContract, 'by' | 'refusals'>): string {
  const names = refusals.length > 0 ? ` Refused as: ${refusals.join(', ')}.` : ''
  return `By: ${by.join(', ')}.${names}`
}

/** Nobody is signed in and this needs somebody; a wrong role is the door's own answer. */
function isBarred(who: Caller, by: readonly string[]): boolean {
  return who.kind === 'public' && !by.includes('public')
}

/**
 * Typed into the address bar: beside a locked desk's screen that would show a day's names to whoever
 * stands there. Pages ask by fetch.
 */
function isTyped({ headers }: FastifyRequest): boolean {
  return headers['sec-fetch-dest'] === 'document'
}

async function refuseNobody(
  request: FastifyRequest,
  reply: FastifyReply,
  { words }: ContractRoutes,
  caller: Caller,
) {
  return await sendProblem(request, reply, words, whyNobody(caller))
}
