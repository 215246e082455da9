// Records who of a group has arrived. It can be repeated as others come. What a supervisor has to
// see of it is raised in the same step, and what is set right by it settles itself.

import type { InputOf } from '@garita/contract'
import { checkIn } from '@garita/domain/arrival'
import { allowed, refused } from '@garita/domain/decision'
import { deskStep } from '@garita/domain/desk-step'
import { doneAtOf } from '@garita/domain/done-at'
import { portOf } from '@garita/domain/port'
import { dayOf } from '@garita/domain/time'
import { type ActDefinition, act, type Context, type DecisionOf } from '../../act.ts'
import { appointmentOf, findGroupsWithLive, updateAppointment } from '../../store/appointments.ts'
import { insertPresences } from '../../store/arrivals.ts'
import { nextNumber, numberOf } from '../../store/waiting-area.ts'
import { lockArrival } from './arrival-facts.ts'
import { askAfterCheckIn } from './asking.ts'

export default checkInWith(nextNumber)

/** For the race's negative control: with another way to find the next number. */
export function checkInWith(next: typeof nextNumber): ActDefinition<'check-in'> {
  return act('check-in', async (context, input) => await receive(context, input, next))
}

async function receive(
  context: Context<'check-in'>,
  input: InputOf<'check-in'>,
  next: typeof nextNumber,
): Promise<DecisionOf<'check-in'>> {
  const { tx, now, who, rules, group, note } = context
  const facts = await lockArrival({ tx, group, who }, input.appointment)
  const port = portOf(input.port)
  if (!facts || !port) return refused('appointment-unknown')
  const done = doneAtOf(input.doneAt, port, now, facts.row.madeAt)
  if (!done.ok) return done
  const appointment = appointmentOf(facts.row)
  const { present, version = null, extra = 0 } = input
  const { slot, arrival } = facts
  const said = { appointment, slot, port, arrival, present, extra, version }
  const decision = checkIn(said, done.value, rules)
  if (!decision.ok) return decision
  // Everyone was received and the group has picked anew: this pass is used up.
  const isOver = appointment.state === 'done'
  if (isOver && (await findGroupsWithLive(tx, [group.id])).has(group.id))
    return refused('pass-used')
  const { came, timing, minutes, appointment: after, arrival: arrived } = decision.value
  await insertPresences(tx, appointment.id, came, who.account, done.value)
  await updateAppointment(tx, after, now, done.value)
  const day = dayOf(slot.startsAt, port.zone)
  const number = await numberOf(tx, facts.row, { port: port.code, day }, next)
  const here = new Set(Object.keys(arrived).filter((id) => arrived[id] !== 'expected'))
  const questions = await askAfterCheckIn(context, facts, {
    present: here,
    extra,
    day,
  })
  const offline = input.doneAt === undefined ? {} : { doneAt: done.value }
  const step = deskStep(port.code, facts.row.arrivedAt ?? done.value, done.value)
  note({ ...step, came, timing, minutes, number, questions, ...offline })
  const size = facts.members.length
  return allowed({ appointment: appointment.id, present: here.size, size, number, questions })
}
