// What the acts at the desk need to know of an arrival. The door has locked the group, which keeps
// all of this still; the appointment is locked after it.

import type { Arrival, MemberState } from '@garita/domain/arrival'
import { type Port, portOf } from '@garita/domain/port'
import type { Slot } from '@garita/domain/slot'
import { dayOf } from '@garita/domain/time'
import type { LockedGroup, Tx, Who } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { lockAppointment } from '../../store/appointments.ts'
import { findPresences } from '../../store/arrivals.ts'
import { findDeterminations } from '../../store/determinations.ts'
import { findMembers } from '../../store/members.ts'
import { findSlot } from '../../store/slots.ts'

export type ArrivalFacts = {
  readonly row: Row<'appointments'>
  readonly slot: Slot
  /** Of the slot. */
  readonly port: Port
  /** The state of each member who is in the group now. */
  readonly arrival: Arrival
  readonly members: readonly Row<'members'>[]
  readonly presences: ReadonlyMap<string, Row<'presences'>>
}

type Named = {
  readonly tx: Tx
  readonly group: LockedGroup
  readonly who: Who
  readonly now: number
}

/** An appointment of the group at a port of the officer, whatever its day. */
export async function lockArrival(
  { tx, group, who }: Omit<Named, 'now'>,
  appointment: string,
): Promise<ArrivalFacts | undefined> {
  const row = await lockAppointment(tx, group.id, appointment)
  const slot = row && (await findSlot(tx, row.slotId))
  const port = slot && portOf(slot.port)
  if (!row || !slot || !port || !who.ports.includes(port.code)) return undefined
  const members = await findMembers(tx, group.id)
  const presences = new Map(
    (await findPresences(tx, appointment)).map((one) => [one.memberId, one]),
  )
  const determinations = await findDeterminations(tx, appointment)
  const stateOf = ({ id }: Row<'members'>): MemberState => {
    const determination = determinations.get(id)
    // [X8] It counts once a supervisor has countersigned it.
    if (determination) return determination.countersign === 'awaited' ? 'awaited' : 'determined'
    return presences.has(id) ? 'present' : 'expected'
  }
  const arrival = Object.fromEntries(members.map((one) => [one.id, stateOf(one)]))
  return { row, slot, port, arrival, members, presences }
}

/** As `lockArrival`, of today alone: what happens at the desk belongs to its day. */
export async function lockArrivalOfToday(
  named: Named,
  appointment: string,
): Promise<ArrivalFacts | undefined> {
  const facts = await lockArrival(named, appointment)
  return facts && isToday(facts.slot, named.now) ? facts : undefined
}

export function isToday({ port, startsAt }: Pick<Slot, 'port' | 'startsAt'>, now: number): boolean {
  const zone = portOf(port)?.zone ?? 'UTC'
  return dayOf(startsAt, zone) === dayOf(now, zone)
}
