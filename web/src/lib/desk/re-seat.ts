// A pass of another day or port: to which of today's slots the group can be moved. The server decides; this is what
// is offered.

import type { AskAnswerOf } from '@garita/contract'
import { dayOf } from '@garita/domain/time'

export type Found = AskAnswerOf<'find-arrival'>
export type OpenSlot = AskAnswerOf<'open-places'>['slots'][number]

/** Why a found appointment does not simply open, in one word; undefined where it does. */
export function obstacleOf(found: Found): Obstacle | undefined {
  if (found.state === 'cancelled') return 'cancelled'
  if (found.found === 'here-today') {
    if (found.state === 'absent') return 'absent'
    return found.state === 'displaced' ? 'displaced' : undefined
  }
  if (found.state === 'arrived' || found.state === 'done') return 'done'
  return found.found === 'another-day' ? 'day' : 'port'
}

export type Obstacle = 'day' | 'port' | 'absent' | 'displaced' | 'cancelled' | 'done'

/** [B2] Who gave the appointment up or was received is not moved. */
export function canMove(obstacle: Obstacle): boolean {
  return obstacle !== 'cancelled' && obstacle !== 'done'
}

/**
 * Slots of today with places left that are not over, the one nearest to now first: an officer takes who stands here
 * now. `graceMinutes` after its start a slot is over.
 */
export function slotsForToday(
  slots: readonly OpenSlot[],
  zone: string,
  now: number,
  graceMinutes: number,
): readonly OpenSlot[] {
  const today = dayOf(now, zone)
  return slots
    .filter((slot) => dayOf(slot.startsAt, zone) === today && slot.left > 0)
    .filter((slot) => now < slot.startsAt + graceMinutes * 60_000)
    .sort((a, b) => Math.abs(a.startsAt - now) - Math.abs(b.startsAt - now))
}
