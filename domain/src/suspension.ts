// A suspension stops the programme from a day on: one planner proposes it with a reason that everyone
// can read, another does it after seeing what it does. From that day on every slot of every port is
// closed, appointments there are displaced, open offers go back into their requests, and each group
// is told once. Requests and registration dates stay. Ending it tells the same groups; places come
// back only as planners open them.

import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import { ports } from './port.ts'
import type { Day, Instant } from './time.ts'
import { dayOf, isDay } from './time.ts'

export type Suspension = {
  /** The first day without appointments, on each port's own calendar. */
  readonly fromDay: Day
  /** The account that proposed it. */
  readonly proposedBy: string
  readonly approvedAt: Instant | null
  readonly endedAt: Instant | null
}

/** What it would do to groups. */
export type Effects = {
  /** Groups that would be told. */
  readonly groups: number
  /** Whether places that it closes are in a draw that is being run. */
  readonly isInDraw: boolean
}

/**
 * [N1] From a day that is still to come somewhere, one at a time.
 * @param open the suspension that is proposed or in force.
 */
export function proposeSuspension(
  fromDay: Day,
  open: Suspension | undefined,
  now: Instant,
): Decision<true, 'day-impossible' | 'range-past' | 'programme-suspended' | 'suspension-open'> {
  const reasons: Reason<
    'day-impossible' | 'range-past' | 'programme-suspended' | 'suspension-open'
  >[] = []
  const today = ports.map(({ zone }) => dayOf(now, zone)).sort()[0] ?? fromDay
  if (!isDay(fromDay)) reasons.push({ name: 'day-impossible', facts: { days: [fromDay] } })
  else if (fromDay < today) reasons.push({ name: 'range-past', facts: { today } })
  if (open?.approvedAt === null) reasons.push({ name: 'suspension-open' })
  else if (open) reasons.push({ name: 'programme-suspended', facts: { fromDay: open.fromDay } })
  return decide(reasons, () => true)
}

/**
 * [N2] Another planner does what one proposed; [N3] only with effects as they were shown, though one
 * group in a hundred may have come or gone: with many thousands who wait somebody always does.
 * @param shown how many groups the planner saw.
 */
export function approveSuspension(
  suspension: Suspension,
  by: string,
  shown: number,
  effects: Effects,
): Decision<true, 'suspension-over' | 'planner-same' | 'effects-changed' | 'slot-in-draw'> {
  const reasons: Reason<'suspension-over' | 'planner-same' | 'effects-changed' | 'slot-in-draw'>[] =
    []
  const isOver = suspension.approvedAt !== null || suspension.endedAt !== null
  if (isOver) reasons.push({ name: 'suspension-over' })
  if (suspension.proposedBy === by) reasons.push({ name: 'planner-same' })
  if (!isOver && Math.abs(effects.groups - shown) > Math.floor(shown / 100))
    reasons.push({ name: 'effects-changed', facts: { groups: effects.groups } })
  if (effects.isInDraw) reasons.push({ name: 'slot-in-draw' })
  return decide(reasons, () => true)
}

/** [N5] A suspension ends once, whether it was in force or only proposed. */
export function endSuspension({ endedAt }: Suspension): Decision<true, 'suspension-over'> {
  return decide(endedAt === null ? [] : [{ name: 'suspension-over' }], () => true)
}

/** [N6] Whether a day has no appointments because the programme is suspended. */
export function isSuspendedOn(inForce: Pick<Suspension, 'fromDay'> | undefined, day: Day): boolean {
  return inForce !== undefined && day >= inForce.fromDay
}
