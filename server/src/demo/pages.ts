// The demo's own address: the messages that would have been sent, and how to sign in as anybody,
// with the codes that the staff's apps would show now. It exists in demo mode alone.

import type { FastifyInstance } from 'fastify'
import type { Accounts } from '../accounts/accounts.ts'
import type { Sender, SentMessage } from '../notices/sender.ts'
import type { World } from '../world.ts'
import type { DemoRole, DemoSignIns, DemoStaff } from './sign-ins.ts'

export type DemoParts = {
  readonly world: Pick<World, 'now'>
  readonly sender: Sender
  readonly accounts: Pick<Accounts, 'currentCodeOf'>
  readonly signIns: DemoSignIns
}

/** What `GET /api/demo` answers. */
export type DemoAnswer = {
  /** The house's clock, which a demo may have set. */
  readonly now: number
  /** The newest first, at most 200; `at` by this machine's real time. */
  readonly messages: readonly SentMessage[]
  readonly staff: readonly ShownStaff[]
  /** Any address does; this one has a family with an appointment. */
  readonly applicant: { readonly email: string }
}

export type ShownStaff = {
  /** Says what it is: `Officer 2504`. */
  readonly name: string
  readonly role: DemoRole
  readonly ports: readonly string[]
  readonly user: string
  readonly password: string
  /** The time-based code of this moment; null where the means were taken away. */
  readonly code: string | null
  /** Until the next code. */
  readonly secondsLeft: number
}

const codeSeconds = 30

export function addDemo(parts: DemoParts): (server: FastifyInstance) => void {
  return (server) => {
    server.get('/api/demo', { schema: { hide: true } }, async (_request, reply) => {
      const { sender, signIns } = parts
      const answer: DemoAnswer = {
        now: parts.world.now(),
        messages: sender.recentMessages(),
        staff: await Promise.all(signIns.staff.map((one) => show(parts, one))),
        applicant: { email: signIns.applicant.email },
      }
      return await reply.header('cache-control', 'no-store').send(answer)
    })
  }
}

async function show({ accounts }: DemoParts, staff: DemoStaff): Promise<ShownStaff> {
  const { user, role, ports, password, account } = staff
  return {
    name: nameOf(staff),
    role,
    ports,
    user,
    password,
    code: account ? await accounts.currentCodeOf(account) : null,
    // By real time, as the phones of people are.
    secondsLeft: codeSeconds - (Math.floor(Date.now() / 1000) % codeSeconds),
  }
}

function nameOf({ role, ports }: DemoStaff): string {
  const title = `${role.charAt(0).toUpperCase()}${role.slice(1)}`
  return ports.length === 1 ? `${title} ${ports[0]}` : title
}
