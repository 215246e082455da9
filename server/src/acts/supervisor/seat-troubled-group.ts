// Seats a group in trouble elsewhere. What it asked for or was offered meanwhile ends with it, since
// it has a place then; places of an open offer appear again. Locked in the order of the house:
// the group by the caller, slots by id, offer, appointment.

import { allowed, type Decision, refused } from '@garita/domain/decision'
import { fateOf, giveBack } from '@garita/domain/room'
import type { Slot } from '@garita/domain/slot'
import {
  type SeatTroubledFacts,
  type SeatTroubledRefusal,
  seatTroubled,
} from '@garita/domain/trouble'
import type { Context, LockedGroup, Tx } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import {
  appointmentOf,
  findGroupsWithLive,
  findSeated,
  lockAppointment,
} from '../../store/appointments.ts'
import { findOpenOffers, lockOpenOffers, updateOffers } from '../../store/offers.ts'
import { findLiveRequests, updateRequests } from '../../store/requests.ts'
import { findFrozenPlaces, lockSlots, updateRoom } from '../../store/slots.ts'
import { findNamedByOthers, findRuledOut } from '../../store/troubles.ts'
import { writeMove } from '../move-appointment.ts'

type Refusal = SeatTroubledRefusal | 'slot-missing' | 'slot-unknown'
type Seated = {
  readonly move: string
  readonly from: string
  readonly slot: string
  readonly startsAt: number
}
type Trouble = Row<'troubles'>
type Wanted = { readonly slot: string | undefined; readonly reason: string | undefined }

export async function seatTroubledGroup(
  context: Context<'settle-trouble'>,
  group: LockedGroup,
  trouble: Trouble,
  wanted: Wanted,
): Promise<Decision<Seated, Refusal>> {
  const { tx, now, rules, who } = context
  if (wanted.slot === undefined) return refused('slot-missing')
  const places = await lockPlaces(tx, group.id, trouble, wanted.slot)
  const { row, offer, slots } = places
  const to = slots.get(wanted.slot)
  if (!to) return refused('slot-unknown')
  // [B1] It did not come, and has picked anew since.
  if (row.state === 'absent' && (await findGroupsWithLive(tx, [group.id])).size > 0)
    return refused('appointment-done')
  const decision = seatTroubled(await factsOf(context, group, places, to.id), now, rules)
  if (!decision.ok) return decision

  const { appointment } = decision.value
  for (const slot of decision.value.slots) slots.set(slot.id, slot)
  await endClaims(tx, group.id, offer, now)
  await updateRoom(tx, [...slots.values()])
  const { size } = group
  const seat = { group, appointment, size, from: row.slotId, to }
  const reason = wanted.reason || trouble.kind
  const move = await writeMove(context, { ...seat, by: who.account, reason })
  return allowed({ move, from: row.slotId, slot: to.id, startsAt: to.startsAt })
}

/** Places of an open offer, which ends with the move, count as given back already. */
async function factsOf(
  { tx, now, rules }: Context<'settle-trouble'>,
  group: LockedGroup,
  { row, offer, slots }: Awaited<ReturnType<typeof lockPlaces>>,
  wanted: string,
): Promise<SeatTroubledFacts> {
  const ports = [...slots.values()].map(({ port }) => port)
  const named = await findNamedByOthers(tx, ports, group.id)
  const freed = offer && slots.get(offer.slotId)
  if (offer && freed) {
    const fate = fateOf(freed, named.has(freed.port), now, rules)
    slots.set(freed.id, giveBack(freed, offer.size, fate))
  }
  const [from, to] = [slots.get(row.slotId), slots.get(wanted)]
  if (!from || !to) throw new Error('an appointment has a slot')
  return {
    ...{ appointment: appointmentOf(row), size: row.size, members: group.size, from, to },
    isNamed: named.has(from.port),
    frozen: (await findFrozenPlaces(tx, [to.id])).get(to.id) ?? 0,
    ruledOut: (await findRuledOut(tx, [group.id])).get(group.id) ?? [],
  }
}

/** What is decided upon is read under its locks; the group's own lock keeps the rest still. */
async function lockPlaces(tx: Tx, group: string, trouble: Trouble, wanted: string) {
  const seat = await findSeated(tx, trouble.appointmentId)
  const open = (await findOpenOffers(tx, [group])).get(group)
  const ids = [seat?.slotId, wanted, open?.slotId].flatMap((id) => (id ? [id] : []))
  const locked: readonly Slot[] = await lockSlots(tx, ids)
  const [offer] = open ? await lockOpenOffers(tx, [open.id]) : []
  const row = await lockAppointment(tx, group, trouble.appointmentId)
  if (!row) throw new Error('trouble has an appointment')
  return { row, offer, slots: new Map(locked.map((slot) => [slot.id, slot])) }
}

/** [U7] Who has a place again neither waits for one nor is offered one. */
async function endClaims(
  tx: Tx,
  group: string,
  offer: Pick<Row<'offers'>, 'id'> | undefined,
  now: number,
): Promise<void> {
  const request = (await findLiveRequests(tx, [group])).get(group)
  if (offer) await updateOffers(tx, [{ id: offer.id, state: 'withdrawn' }], now)
  if (request) await updateRequests(tx, [{ id: request.id, state: 'picked' }], now)
}
