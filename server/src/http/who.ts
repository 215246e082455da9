// Who stands behind a request: the session's account with its role. Staff are looked up each time,
// so that a removal or other ports hold from the next request on; applicants need no look-up.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import type { Who } from '../act.ts'
import { findStaff } from '../store/staff.ts'
import type { World } from '../world.ts'

const nobody: Who = { kind: 'public', account: 'public', ports: [] }

export type WhoOf = (request: FastifyRequest, reply: FastifyReply) => Promise<Who>

export function whoReader(accounts: Accounts, world: World): WhoOf {
  return async (request, reply) => {
    const session = await accounts.readSession(request.headers, (cookie) => {
      reply.header('set-cookie', cookie)
    })
    if (!session) return nobody
    if (session.kind === 'applicant') {
      return { kind: 'applicant', account: session.account, ports: [] }
    }
    const staff = await findStaff(world.database.db, session.account)
    if (!staff || staff.removedAt !== null) return nobody
    return { kind: staff.role, account: session.account, ports: staff.ports }
  }
}
