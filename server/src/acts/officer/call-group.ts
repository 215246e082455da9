// [R16] Calls a group's number to a lane. Called again is called once more.

import { allowed, refused } from '@garita/domain/decision'
import { dayOf } from '@garita/domain/time'
import { act } from '../../act.ts'
import { insertCall, numberOf } from '../../store/waiting-area.ts'
import { lockArrivalOfToday } from './arrival-facts.ts'
import { groupStepOf } from './step-facts.ts'

export default act('call-group', async (context, { appointment, lane }) => {
  const { tx, now, who, world, group, note } = context
  const facts = await lockArrivalOfToday({ tx, group, who, now }, appointment)
  if (!facts) return refused('appointment-unknown')
  if (facts.row.state !== 'arrived') return refused('appointment-not-arrived')
  const { port } = facts
  const place = { port: port.code, day: dayOf(facts.slot.startsAt, port.zone) }
  const number = await numberOf(tx, facts.row, place)
  const call = { appointmentId: appointment, ...place, number, lane, byAccount: who.account }
  await insertCall(tx, { id: world.newId(), ...call, calledAt: now })
  note({ ...groupStepOf(facts, now), lane, number })
  return allowed({ number, lane })
})
