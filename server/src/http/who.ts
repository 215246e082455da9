// Who stands behind a request: the session's account with its role. Staff are looked up each time,
// so that a removal, other ports or a lock hold from the next request on, on every server;
// applicants need no look-up.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import type { Who } from '../act.ts'
import { findStaffOf } from '../store/staff.ts'
import type { World } from '../world.ts'

/** [W3] `locked`: who this would be, were the session not locked; so it is nobody. */
export type Caller = Who & { readonly locked?: Who }

const nobody: Who = { kind: 'public', account: 'public', ports: [] }

export type WhoOf = (request: FastifyRequest, reply: FastifyReply) => Promise<Caller>

export function whoReader(accounts: Accounts, world: World): WhoOf {
  return async (request, reply) => {
    const session = await accounts.readSession(request.headers, (cookie) => {
      reply.header('set-cookie', cookie)
    })
    if (!session) return nobody
    if (session.kind === 'applicant') {
      return { kind: 'applicant', account: session.account, ports: [] }
    }
    const staff = await findStaffOf(world.database.db, session)
    if (!staff) return nobody
    const who = { kind: staff.role, account: session.account, ports: staff.ports }
    return staff.locked ? { ...nobody, locked: who } : who
  }
}

/** Why somebody who is nobody may not go on. */
export function whyNobody({ locked }: Caller): 'session-locked' | 'not-signed-in' {
  return locked ? 'session-locked' : 'not-signed-in'
}
