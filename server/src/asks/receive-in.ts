// Where a group that stands here with a pass of another day or port, or after it was given up, could
// be received at once: so that an officer needs one key, and not a search through the day's slots.

import type { Port } from '@garita/domain/port'
import { reSeat } from '@garita/domain/re-seat'
import { dayOf } from '@garita/domain/time'
import type { AskContext } from '../ask.ts'
import { appointmentOf, type SeatedAppointment } from '../store/appointments.ts'
import { findGroupRows } from '../store/reach.ts'
import { findFrozenPlaces, findSlot, findSlots } from '../store/slots.ts'

export type ReceiveIn = { readonly slot: string; readonly startsAt: number }

/**
 * [R19] The slot of today at this port nearest to now into which `re-seat` would move the group;
 * null where it needs none, or there is none.
 */
export async function receiveIn(
  { db, now, rules }: Pick<AskContext, 'db' | 'now' | 'rules'>,
  row: SeatedAppointment,
  port: Port,
): Promise<ReceiveIn | null> {
  const today = dayOf(now, port.zone)
  const isHere = row.port === port.code && row.day === today
  if (isHere && row.state === 'standing') return null
  const from = await findSlot(db, row.slotId)
  const [group] = await findGroupRows(db, [row.groupId], false)
  if (!from || !group) return null
  const slots = await findSlots(db, port.code, today, today)
  const frozen = await findFrozenPlaces(
    db,
    slots.map((slot) => slot.id),
  )
  const here = { appointment: appointmentOf(row), size: row.size, members: group.size, from }
  const fits = slots.filter((to) => {
    const facts = { ...here, to, isNamed: false, frozen: frozen.get(to.id) ?? 0 }
    return reSeat({ ...facts, ports: [port.code] }, now, rules).ok
  })
  const [nearest] = fits.sort((a, b) => Math.abs(a.startsAt - now) - Math.abs(b.startsAt - now))
  return nearest ? { slot: nearest.id, startsAt: nearest.startsAt } : null
}
