// The day's draw: which one it is, when it freezes, and how many lots a group gets in it.
// A draw is named by the date on which it freezes, at noon in New York, summer and winter alike;
// it gives out the places of the new day, fourteen calendar days later at every port, and those
// that appeared since on the days before. Everyone has a chance; those in pressing need have
// more, and so have those who wait.

import { portOf } from './port.ts'
import type { Rules } from './programme.ts'
import type { Slot } from './slot.ts'
import type { Day, Instant } from './time.ts'
import { addDays, dayOf, daysMs, hoursMs, instantOf } from './time.ts'

/** [D10] The instant at which the entries of this draw are frozen. */
export function drawFreezesAt(draw: Day, rules: Rules): Instant {
  return instantOf(draw, rules.draw.time, rules.draw.zone)
}

/** [D11] Until when custodians may commit to their secrets for this draw. */
export function commitmentsCloseAt(draw: Day, rules: Rules): Instant {
  return drawFreezesAt(draw, rules) - hoursMs(rules.draw.commitHours)
}

/** The latest draw whose freeze is not after `now`. */
export function latestDraw(now: Instant, rules: Rules): Day {
  const today = dayOf(now, rules.draw.zone)
  return drawFreezesAt(today, rules) <= now ? today : addDays(today, -1)
}

/** [Q3] The first draw whose freeze is after `now`: a request made now has a ticket in it. */
export function nextDraw(now: Instant, rules: Rules): Day {
  return addDays(latestDraw(now, rules), 1)
}

/** [D10] The day, in each port's own calendar, whose places are in a draw for the first time. */
export function newDayOf(draw: Day, rules: Rules): Day {
  return addDays(draw, rules.horizonDays)
}

/** [S17] The draw that a slot's day comes into at its port, a horizon ahead. */
export function ownDraw({ port, startsAt }: Pick<Slot, 'port' | 'startsAt'>, rules: Rules): Day {
  return addDays(dayOf(startsAt, portOf(port)?.zone ?? 'UTC'), -rules.horizonDays)
}

/** How many lots a ticket gets, 1 to 1000, and why. */
export type Chances = {
  readonly chances: number
  readonly base: number
  /** For pressing need; 0 where none is attested. */
  readonly need: number
  /** For the time since registration. */
  readonly wait: number
  /** Whole periods of 30 days counted, at most as many as the rules count. */
  readonly periods: number
}

const periodMs = daysMs(30)
const chancesLimit = 1000

/** [D12] A period is 30 times 24 hours; the freeze counts as published, cut to whole seconds. */
export function chancesOf(
  group: { readonly pressing: boolean; readonly registeredAt: Instant },
  frozenAt: Instant,
  rules: Pick<Rules, 'chances'>,
): Chances {
  const { base, need, wait, waitLimit } = rules.chances
  const waitedMs = Math.floor(frozenAt / 1000) * 1000 - group.registeredAt
  const periods = Math.min(waitLimit, Math.max(0, Math.floor(waitedMs / periodMs)))
  const parts = { base, need: group.pressing ? need : 0, wait: wait * periods }
  const sum = parts.base + parts.need + parts.wait
  return { chances: Math.min(chancesLimit, Math.max(1, sum)), ...parts, periods }
}
