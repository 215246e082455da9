// Finds an appointment by what the group carries: the token of a QR code, or the code as read. Of
// another day or port an officer learns where and when it is, and nothing about the group.

import type { AskAnswerOf } from '@garita/contract'
import { printCode } from '@garita/domain/code'
import { allowed, type Decision, refused } from '@garita/domain/decision'
import { readCode } from '@garita/domain/pass'
import { portOf } from '@garita/domain/port'
import { dayOf } from '@garita/domain/time'
import { type AskContext, ask } from '../ask.ts'
import { findByCode, findSeated, type SeatedAppointment } from '../store/appointments.ts'
import { receiveIn } from './receive-in.ts'

type Answer = AskAnswerOf<'find-arrival'>
type Found = { readonly row: SeatedAppointment; readonly older: boolean }

export default ask('find-arrival', async (context, { port, pass }) => {
  const { who, now } = context
  const here = portOf(port)
  if (!here || !who.ports.includes(port)) return refused('port-not-mine')
  const found = await (pass.includes('.') ? byToken(context, pass) : byCode(context, pass))
  if (!found.ok) return found
  const { row, older } = found.value
  // [C9]
  const today = dayOf(now, portOf(row.port)?.zone ?? 'UTC')
  const where = placeOf(row, port, today)
  const isOpen = where === 'here-today' && row.state !== 'cancelled'
  return allowed({
    found: where,
    group: isOpen ? row.groupId : null,
    appointment: isOpen ? row.id : null,
    code: printCode(row.code),
    // The constraint `slot_is_at_a_port` holds it.
    port: row.port as Answer['port'],
    startsAt: row.startsAt,
    state: row.state,
    older,
    receiveIn: await receiveIn(context, row, here),
  })
})

type Looked = Decision<Found, 'pass-damaged' | 'pass-unknown' | 'code-damaged'>

async function byToken({ db, world }: AskContext, token: string): Promise<Looked> {
  const pass = world.vault.passes.verify(token.trim())
  if (!pass) return refused('pass-damaged')
  const row = await findSeated(db, pass.appointment)
  return row ? allowed({ row, older: pass.version < row.version }) : refused('pass-unknown')
}

async function byCode({ db }: AskContext, typed: string): Promise<Looked> {
  const read = readCode(typed)
  if (!read.ok) return read
  const row = await findByCode(db, read.value)
  return row ? allowed({ row, older: false }) : refused('pass-unknown')
}

function placeOf(row: SeatedAppointment, port: string, today: string): Answer['found'] {
  if (row.port !== port) return 'another-port'
  return row.day === today ? 'here-today' : 'another-day'
}
