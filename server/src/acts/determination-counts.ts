// What follows where a determination comes to count, or ceases to: the month's figures, and the
// state of the appointment.

import type { Appointment } from '@garita/domain/appointment'
import { monthOf } from '@garita/domain/criteria-seen'
import type { Port } from '@garita/domain/port'
import type { Instant } from '@garita/domain/time'
import type { Tx } from '../act.ts'
import { findGroupsWithLive, updateAppointment } from '../store/appointments.ts'
import { addToCriteria, type PersonCriteria, takeFromCriteria } from '../store/criteria-counts.ts'

/** [Y11] In the month, by the port's calendar, in which it comes to count. */
export async function countPerson(
  tx: Tx,
  port: Port,
  at: Instant,
  person: PersonCriteria,
): Promise<void> {
  await addToCriteria(tx, monthOf(at, port.zone), person)
}

/** [Y11] It was amended: counted no more in the month in which it had come to count. */
export async function uncountPerson(
  tx: Tx,
  port: Port,
  at: Instant,
  person: PersonCriteria,
): Promise<void> {
  await takeFromCriteria(tx, monthOf(at, port.zone), person)
}

/**
 * Writes what a rule made of the appointment. One that was done and is not any more stays done
 * where its group has another by now (`one_live_appointment_a_group`).
 */
export async function writeAppointment(
  tx: Tx,
  before: Appointment,
  after: Appointment,
  now: Instant,
): Promise<void> {
  if (after.state === before.state) return
  const isTaken =
    before.state === 'done' && (await findGroupsWithLive(tx, [before.group])).has(before.group)
  if (!isTaken) await updateAppointment(tx, after, now)
}
