// While the programme is suspended nobody takes places from that day on, and nobody asks for any.

import { portOf } from '@garita/domain/port'
import type { Rules } from '@garita/domain/programme'
import type { Slot } from '@garita/domain/slot'
import { dayOf } from '@garita/domain/time'
import type { InForce } from '../store/suspensions.ts'

type Suspension = Pick<InForce, 'fromDay'> | undefined

/** [Q12] Whether a slot's day, at its port, is one without appointments. */
export function isSlotSuspended(suspension: Suspension, slot: Slot): boolean {
  if (!suspension) return false
  return dayOf(slot.startsAt, portOf(slot.port)?.zone ?? 'UTC') >= suspension.fromDay
}

/** [Q12] Whether it has begun, by the clock of the draw. */
export function isSuspendedNow(suspension: Suspension, now: number, rules: Rules): boolean {
  return suspension !== undefined && dayOf(now, rules.draw.zone) >= suspension.fromDay
}
