// What a closure locks and writes, as sets: hundreds of groups in one transaction.

import { follow } from '@garita/domain/appointment'
import type { Closure, Move } from '@garita/domain/closure'
import { requestTransitions } from '@garita/domain/request'
import { hoursMs } from '@garita/domain/time'
import type { BatchContext, Tx, Who } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { sealReason } from '../../sealed.ts'
import { appointmentOf } from '../../store/appointments.ts'
import { lockStanding, moveOffers, updateAppointments } from '../../store/closures.ts'
import { insertMoves } from '../../store/moves.ts'
import { insertNotices, type NewNotice } from '../../store/notices.ts'
import { insertOffers, lockOpenOffers, updateOffers } from '../../store/offers.ts'
import { findGroupRows } from '../../store/reach.ts'
import { updateRequests } from '../../store/requests.ts'
import { lockSlots, updateRoom } from '../../store/slots.ts'
import { findGroupKey } from '../../vault/keys.ts'
import { logSlots } from './logging.ts'

type Context = BatchContext & { readonly who: Who }

export type Locked = {
  readonly groups: ReadonlyMap<string, Row<'groups'>>
  readonly offers: ReadonlyMap<string, Row<'offers'>>
  readonly appointments: ReadonlyMap<string, Row<'appointments'>>
}

/** Everything that a closure changes, locked in the order of the house. */
export async function lockClosure(tx: Tx, closure: Closure): Promise<Locked> {
  const { moves, changed, seated } = closure
  const idsOf = (what: Move['what']) =>
    moves.filter((one) => one.what === what).map((one) => one.id)
  const groups = await findGroupRows(
    tx,
    moves.map((one) => one.group),
    true,
  )
  await lockSlots(tx, [...changed.map((one) => one.before.id), ...seated.map((one) => one.id)])
  const offers = await lockOpenOffers(tx, idsOf('offer'))
  const appointments = await lockStanding(tx, idsOf('appointment'))
  return { groups: byId(groups), offers: byId(offers), appointments: byId(appointments) }
}

/** A move with the id of the offer that it makes, where it makes one. */
type Done = Move & { readonly offer: string | null }

/** Writes the closure: slots, appointments, offers, requests, the public log, one message a group. */
export async function doClosure(
  context: Context,
  { moves, changed, seated }: Closure,
  locked: Locked,
  reason: string,
): Promise<void> {
  const { tx, now, world } = context
  const done = moves.map((one) => ({
    ...one,
    offer: one.how === 'offered' ? world.newId() : null,
  }))
  await updateRoom(tx, [...changed.map((one) => one.after), ...seated])
  await writeOffers(context, done, locked)
  await writeAppointments(context, done, locked, reason)
  await logSlots(tx, changed, reason, now)
  await insertNotices(
    tx,
    done.map((one) => noticeOf(one, world.newId(), now)),
  )
}

/** [H8] Moved ones are a new version; the others keep code and version until they have a place. */
async function writeAppointments(
  { tx, now, world, who }: Context,
  moves: readonly Move[],
  { appointments, groups }: Locked,
  reason: string,
): Promise<void> {
  const after = moves.flatMap((move) => {
    const row = move.what === 'appointment' ? appointments.get(move.id) : undefined
    if (!row) return []
    const event = move.how === 'moved' ? 're-seat' : 'displace'
    const to = move.how === 'moved' ? (move.to ?? row.slotId) : row.slotId
    const followed = follow(appointmentOf(row), event, to)
    return followed.ok ? [{ move, appointment: followed.value }] : []
  })
  await updateAppointments(
    tx,
    after.map((one) => one.appointment),
    now,
  )
  const rows = await Promise.all(
    after
      .filter((one) => one.move.how === 'moved')
      .map(async ({ move: { group, from }, appointment }) => {
        const id = world.newId()
        const key = await findGroupKey(world.vault.keys, groups.get(group)?.keyId ?? '')
        // An erased group keeps its places and is told nothing; why it moved is sealed for nobody.
        if (!key) return []
        const move = {
          ...{ id, appointmentId: appointment.id, fromSlot: from, toSlot: appointment.slot },
          ...{ version: appointment.version, byAccount: who.account, movedAt: now },
          sealedReason: sealReason(key, id, reason),
        }
        return [move]
      }),
  )
  await insertMoves(tx, rows.flat())
}

/** [H9] New offers at other ports; [H10] open ones go along, or back into their requests. */
async function writeOffers(
  { tx, now, rules }: Context,
  moves: readonly Done[],
  { offers }: Locked,
): Promise<void> {
  await insertOffers(
    tx,
    moves.flatMap(({ offer, id, group, size, to }) =>
      offer && to
        ? [
            {
              ...{ id: offer, groupId: group, slotId: to, size, because: 'closure' as const },
              ...{ draw: null, rank: null, requestId: null, appointmentId: id },
              ...{ madeAt: now, expiresAt: now + hoursMs(rules.offerHours) },
            },
          ]
        : [],
    ),
  )
  const moved = moves.filter((one) => one.what === 'offer' && one.how === 'moved')
  await moveOffers(
    tx,
    moved.flatMap(({ id, to }) => (to ? [{ id, slot: to }] : [])),
  )
  const ended = moves.filter((one) => one.how === 'ended')
  await updateOffers(
    tx,
    ended.map(({ id }) => ({ id, state: 'withdrawn' as const })),
    now,
  )
  const state = requestTransitions.decline.to
  await updateRequests(
    tx,
    ended.flatMap(({ id }) => {
      const request = offers.get(id)?.requestId
      return request ? [{ id: request, state }] : []
    }),
    now,
  )
}

/** [H13] What the group is told: where it goes now, or what it can do. */
function noticeOf(
  { what, id, group, how, to, startsAt, offer }: Done,
  notice: string,
  now: number,
) {
  const made = { id: notice, groupId: group, madeAt: now }
  const told = (kind: NewNotice['kind'], facts: NewNotice['facts']): NewNotice => ({
    ...made,
    kind,
    facts,
  })
  if (what === 'offer') return told(how === 'moved' ? 'offer-moved' : 'offer-ended', { offer: id })
  if (offer) return told('closure-offered', { appointment: id, offer })
  if (how === 'displaced') return told('appointment-displaced', { appointment: id })
  return told('appointment-moved', { appointment: id, startsAt, port: to?.slice(0, 4) ?? '' })
}

function byId<R extends { readonly id: string }>(rows: readonly R[]): ReadonlyMap<string, R> {
  return new Map(rows.map((row) => [row.id, row]))
}
