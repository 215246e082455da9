// Moves an appointment to an open slot in one transaction, never without a place in between. Locked
// in the order of the house: group, slots by id, appointment.

import { canPick } from '@garita/domain/appointment'
import { changeAppointment } from '@garita/domain/change'
import { allowed, decide, type Reason, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { requestTransitions } from '@garita/domain/request'
import type { Slot } from '@garita/domain/slot'
import { act, type Context, type DecisionOf } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { appointmentOf, findSeated, lockAppointment } from '../../store/appointments.ts'
import { isPortNamed, updateRequests } from '../../store/requests.ts'
import { lockSlots, updateRoom } from '../../store/slots.ts'
import { findStandings } from '../../store/standings.ts'
import { moveAppointment } from '../move-appointment.ts'
import { openNearest, pickFactsOf } from './pick-facts.ts'

type Here = Context<'change-appointment'>
type Changed = DecisionOf<'change-appointment'>
type Refusal = Extract<Changed, { ok: false }>['reasons'][number]['name']
type Opened = { readonly row: Row<'appointments'>; readonly from: Slot; readonly to: Slot }

export default act('change-appointment', async (context, input) => {
  const { tx, now, who, group } = context
  const opened = await open(context, input.appointment, input.slot)
  if (typeof opened === 'string') return refused(opened)
  const { row, from, to } = opened
  const standing = (await findStandings(tx, [group.id])).get(group.id)
  const decision = await decideOn(context, opened, input.port, Boolean(standing?.offer))
  if (!decision.ok) return decision
  const { appointment, slots } = decision.value
  // [Q13] Who was displaced may have asked for places meanwhile.
  if (standing?.request) {
    const state = requestTransitions.pick.to
    await updateRequests(tx, [{ id: standing.request, state, aliveAt: now }], now)
  }
  await updateRoom(tx, slots)
  const size = group.size
  const reason = 'changed by the group'
  await moveAppointment(context, {
    group,
    appointment,
    size,
    from: from.id,
    to,
    by: who.account,
    reason,
  })
  return allowed({ appointment: row.id, slot: to.id, startsAt: to.startsAt })
})

async function open(
  { tx, group }: Here,
  id: string,
  toSlot: string,
): Promise<Opened | 'appointment-unknown' | 'slot-unknown'> {
  const seated = await findSeated(tx, id)
  if (seated?.groupId !== group.id) return 'appointment-unknown'
  const slots = await lockSlots(tx, [seated.slotId, toSlot])
  const row = await lockAppointment(tx, group.id, id)
  const from = slots.find((slot) => slot.id === seated.slotId)
  const to = slots.find((slot) => slot.id === toSlot)
  if (!row || !from) return 'appointment-unknown'
  return to ? { row, from, to } : 'slot-unknown'
}

async function decideOn(context: Here, { row, from, to }: Opened, code: string, hasOffer: boolean) {
  const { tx, now, rules, group } = context
  const port = portOf(code)
  if (!port) throw new RangeError(`the contract let port ${code} pass`)
  const isNamed = (await isPortNamed(tx, [from.port])).has(from.port)
  const changed = changeAppointment(
    {
      appointment: appointmentOf(row),
      size: row.size,
      members: group.size,
      from,
      to,
      port,
      isNamed,
    },
    now,
    rules,
  )
  const reasons: Reason<Refusal>[] = changed.ok ? [] : [...changed.reasons]
  if (hasOffer) reasons.push({ name: 'offer-open' }) // [O6]
  reasons.push(...reasonsAgainstPlace(context))
  const full = reasons.find(({ name }) => name === 'slot-full')
  // [S12] As who picks, who changes is shown where there is room.
  const facts = full && (await openNearest(context, [])(to, group.size))
  const said = facts ? reasons.map((one) => (one === full ? { ...one, facts } : one)) : reasons
  const value = changed.ok ? changed.value : { appointment: appointmentOf(row), slots: [] }
  return decide(said, () => value)
}

/** [B11] An appointment stands whatever lapsed; moving it needs a location, and nothing more. */
function reasonsAgainstPlace({ now, rules, group }: Here): Reason<Refusal>[] {
  const located = { ...pickFactsOf(group, false), isAttested: true, photos: {} }
  const fit = canPick(located, now, rules)
  return fit.ok ? [] : (fit.reasons as readonly Reason<Refusal>[]).slice()
}
