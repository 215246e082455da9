// An appointment moves to another slot: by an officer, by the group itself, or with an offer that
// it accepts. The slots are written by whoever moved it; here the appointment, the move with its
// reason (sealed), and the message.

import type { Appointment } from '@garita/domain/appointment'
import type { Slot } from '@garita/domain/slot'
import type { Context, LockedGroup } from '../act.ts'
import { sealReason } from '../sealed.ts'
import { updateAppointment } from '../store/appointments.ts'
import { insertMove } from '../store/moves.ts'
import { insertNotices } from '../store/notices.ts'

export type Move = {
  readonly group: Pick<LockedGroup, 'id' | 'key'>
  /** As it is afterwards. */
  readonly appointment: Appointment
  /** Places that it is for from now on. */
  readonly size: number
  /** The id of the slot it had. */
  readonly from: string
  readonly to: Slot
  readonly by: string
  readonly reason: string
}

/** [B3] Writes the move, tells the group, and gives the move's id. */
export async function moveAppointment(
  context: Pick<Context, 'tx' | 'now' | 'world'>,
  move: Move,
): Promise<string> {
  const { tx, now, world } = context
  const { group, appointment, to } = move
  const id = await writeMove(context, move)
  const facts = { appointment: appointment.id, startsAt: to.startsAt, port: to.port }
  await insertNotices(tx, [
    { id: world.newId(), groupId: group.id, kind: 'appointment-moved', facts, madeAt: now },
  ])
  return id
}

/** [B3] Writes the move and gives its id; the caller tells the group, in the words of its own act. */
export async function writeMove(
  { tx, now, world }: Pick<Context, 'tx' | 'now' | 'world'>,
  { group, appointment, size, from, to, by, reason }: Move,
): Promise<string> {
  const id = world.newId()
  await updateAppointment(tx, { ...appointment, size }, now)
  await insertMove(tx, {
    id,
    appointmentId: appointment.id,
    fromSlot: from,
    toSlot: to.id,
    version: appointment.version,
    byAccount: by,
    movedAt: now,
    sealedReason: sealReason(group.key, id, reason),
  })
  return id
}
