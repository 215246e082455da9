// Gives an appointment's places back. The registration date stays, and asking or picking again is
// free. An offer that would have moved a displaced appointment goes with it.

import { follow } from '@garita/domain/appointment'
import { allowed, type Reason, refused } from '@garita/domain/decision'
import { requestTransitions } from '@garita/domain/request'
import { act, type DecisionOf } from '../../act.ts'
import {
  appointmentOf,
  findSeated,
  lockAppointment,
  updateAppointment,
} from '../../store/appointments.ts'
import { insertNotices } from '../../store/notices.ts'
import { findOpenOffers, lockOpenOffers, updateOffers } from '../../store/offers.ts'
import { updateRequests } from '../../store/requests.ts'
import { lockSlots } from '../../store/slots.ts'
import { type Freed, freePlaces } from '../places-appear.ts'

type Refused = Extract<DecisionOf<'cancel-appointment'>, { ok: false }>
type Refusal = Refused['reasons'][number]['name']

export default act('cancel-appointment', async ({ tx, now, rules, world, group }, input) => {
  const seated = await findSeated(tx, input.appointment)
  if (seated?.groupId !== group.id) return refused('appointment-unknown')
  const found = (await findOpenOffers(tx, [group.id])).get(group.id)
  const offered = found?.appointmentId === seated.id ? found : undefined
  const slots = await lockSlots(tx, [seated.slotId, ...(offered ? [offered.slotId] : [])])
  const offers = await lockOpenOffers(tx, offered ? [offered.id] : [])
  const row = await lockAppointment(tx, group.id, seated.id)
  if (!row) return refused('appointment-unknown')
  const cancelled = follow(appointmentOf(row), 'cancel')
  if (!cancelled.ok) {
    const [first, ...rest] = cancelled.reasons as readonly Reason<Refusal>[]
    return { ok: false, reasons: [first ?? { name: 'appointment-unknown' }, ...rest] }
  }
  // [B13]
  const freed: Freed[] = offers.map(({ slotId, size }) => ({ slot: slotId, size }))
  // A displaced appointment holds no places.
  if (row.state === 'standing') freed.push({ slot: row.slotId, size: row.size })
  const withdrawn = offers.map(({ id }) => ({ id, state: 'withdrawn' as const }))
  await updateOffers(tx, withdrawn, now)
  // [O4] What was asked for besides stands again.
  const state = requestTransitions.decline.to
  const again = offers.flatMap(({ requestId }) => (requestId ? [{ id: requestId, state }] : []))
  await updateRequests(tx, again, now)
  await updateAppointment(tx, cancelled.value, now)
  await freePlaces(tx, slots, freed, now, rules)
  const facts = { appointment: row.id }
  await insertNotices(tx, [
    { id: world.newId(), groupId: group.id, kind: 'appointment-cancelled', facts, madeAt: now },
  ])
  return allowed({ appointment: row.id })
})
