import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem, sendRefusal } from '../http/problem.ts'
import type { Session } from '../http/session.ts'
import type { Recipient } from '../notices/sender.ts'
import type { Language, Words } from '../notices/words.ts'
import type { Accounts } from './accounts.ts'
import { readAddress } from './address.ts'
import { CODE_MINUTES } from './better.ts'
import {
  codeAsked,
  codeTyped,
  lockTyped,
  nothing,
  staffTyped,
  unlockTyped,
} from './route-bodies.ts'
import type { SignedIn, StaffTyped } from './sign-in.ts'

type Options = { readonly accounts: Accounts; readonly words: Words }
type Posted<Body> = FastifyRequest<{ Body: Body }>
type CodeAsked = { readonly to: string; readonly language: Language }
type CodeTyped = { readonly to: string; readonly code: string }
type LockTyped = { readonly secretHash?: string }
type UnlockTyped = { readonly secret: string }

/** A Fastify plugin: the routes of signing in and out. */
export const accountRoutes: FastifyPluginAsync<Options> = async (app, { accounts, words }) => {
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.post('/api/sign-in/send-code', codeAsked, async (request: Posted<CodeAsked>, reply) => {
    const to = readRecipient(request.body.to)
    if (!to) return await sendNoAddress(request, reply)
    const { retryAfterSeconds } = await accounts.sendCode(to, request.body.language)
    if (!retryAfterSeconds) return await reply.code(202).send({ minutes: CODE_MINUTES })
    return await sendProblem(request, reply, words, 'too-many-tries', { retryAfterSeconds })
  })

  app.post('/api/sign-in/code', codeTyped, async (request: Posted<CodeTyped>, reply) => {
    const to = readRecipient(request.body.to)
    if (!to) return await sendNoAddress(request, reply)
    return await answer(request, reply, await accounts.signInByCode(to, request.body.code))
  })

  app.post('/api/sign-in/staff', staffTyped, async (request: Posted<StaffTyped>, reply) =>
    answer(request, reply, await accounts.signInStaff(request.body)),
  )

  app.post('/api/sign-out', nothing, async (request, reply) => {
    setCookies(reply, await accounts.signOut(request.headers))
    return await reply.send({})
  })

  app.post('/api/lock-session', lockTyped, async (request: Posted<LockTyped>, reply) => {
    const session = await staffSession(request, reply)
    if (!session) return reply
    const { secretHash } = request.body
    const hash = secretHash === undefined ? null : Buffer.from(secretHash, 'base64url')
    await accounts.lockSession(session, hash)
    return await reply.send({})
  })

  app.post('/api/unlock-session', unlockTyped, async (request: Posted<UnlockTyped>, reply) => {
    const session = await staffSession(request, reply)
    if (!session) return reply
    const secret = Buffer.from(request.body.secret, 'base64url')
    const came = await accounts.unlockSession(session, secret)
    if (came.kind !== 'wrong') return await reply.send({})
    if (came.left === 0) setCookies(reply, await accounts.signOut(request.headers))
    const reason = { name: 'unlock-refused', facts: { left: came.left } }
    return await sendRefusal(request, reply, words, [reason])
  })

  /** Locked or not. Undefined where it was answered already. */
  async function staffSession(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Session | undefined> {
    const session = await accounts.readSession(request.headers)
    if (session?.kind === 'staff') return session
    await sendProblem(request, reply, words, session ? 'not-permitted' : 'not-signed-in')
    return undefined
  }

  /** Undefined for what is no address, or one that this installation cannot send to. */
  function readRecipient(typed: string): Recipient | undefined {
    const to = readAddress(typed)
    return to && accounts.reaches(to.kind) ? to : undefined
  }

  async function sendNoAddress(request: FastifyRequest, reply: FastifyReply) {
    const fields = [{ path: 'to', problem: 'pattern', demands: undefined }]
    return await sendProblem(request, reply, words, 'malformed', { fields })
  }

  async function answer(request: FastifyRequest, reply: FastifyReply, came: SignedIn) {
    if (!came.ok) {
      const { name, retryAfterSeconds } = came
      const more = retryAfterSeconds ? { retryAfterSeconds } : {}
      return await sendProblem(request, reply, words, name, more)
    }
    setCookies(reply, came.cookies)
    const { account, kind } = came.session
    return await reply.send((await accounts.whoIs(came.session)) ?? { account, kind })
  }
}

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  for (const cookie of cookies) reply.header('set-cookie', cookie)
}
