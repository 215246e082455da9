// Records who of a group has arrived. It can be repeated as others come.

import { checkIn } from '@garita/domain/arrival'
import { allowed, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { act } from '../../act.ts'
import { appointmentOf, findGroupsWithLive, updateAppointment } from '../../store/appointments.ts'
import { insertPresences } from '../../store/arrivals.ts'
import { lockArrival } from './arrival-facts.ts'

export default act('check-in', async ({ tx, now, who, rules, group, note }, input) => {
  const facts = await lockArrival({ tx, group, who }, input.appointment)
  const port = portOf(input.port)
  if (!facts || !port) return refused('appointment-unknown')
  const appointment = appointmentOf(facts.row)
  const { present, version = null } = input
  const { slot, arrival } = facts
  const decision = checkIn({ appointment, slot, port, arrival, present, version }, now, rules)
  if (!decision.ok) return decision
  // Everyone was received and the group has picked anew: this pass is used up.
  const isOver = appointment.state === 'done'
  if (isOver && (await findGroupsWithLive(tx, [group.id])).has(group.id))
    return refused('pass-used')
  const { came, timing, minutes, appointment: after, arrival: arrived } = decision.value
  await insertPresences(tx, appointment.id, came, who.account, now)
  await updateAppointment(tx, after, now)
  note({ came, timing, minutes })
  const here = Object.values(arrived).filter((state) => state !== 'expected').length
  return allowed({ appointment: appointment.id, present: here, size: facts.members.length })
})
