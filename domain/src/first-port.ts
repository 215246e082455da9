// A group's first port: the one whose calendar decides which day it is for the group. It is the
// port of its appointment, if it ever had one; else the port nearest to the state that it is in;
// else San Ysidro, where most people come from. Ages are worked out in its zone on the day of
// attesting. [A8]

import type { Area } from './location.ts'
import { distanceKm, type Port, type Position, portOf, ports } from './port.ts'
import type { Zone } from './time.ts'

const sanYsidro = '2504'

/** @param picked the code of a port; @param state as in `Area`. Either may be unknown. */
export function firstPort(picked: string | null, state: string | null, area: Area): Port {
  const found = portOf(picked ?? '') ?? nearestPort(middleOf(state, area)) ?? portOf(sanYsidro)
  if (!found) throw new Error('the programme has no San Ysidro')
  return found
}

/**
 * The zone of the ports in which a day begins first. A child born this morning in Matamoros is not
 * born in the future because it is still yesterday at San Ysidro.
 */
export const earliestZone: Zone = 'America/Chicago'

function nearestPort(from: Position | null): Port | undefined {
  if (!from) return undefined
  return [...ports].sort((a, b) => distanceKm(from, a) - distanceKm(from, b))[0]
}

/** The middle of the box around a state: near enough to tell ports apart. */
function middleOf(state: string | null, area: Area): Position | null {
  const points = area.states.find(({ code }) => code === state)?.rings.flat()
  if (!points || points.length === 0) return null
  const middle = (axis: 0 | 1) => {
    const all = points.map((point) => point[axis] ?? 0)
    const least = all.reduce((a, b) => Math.min(a, b))
    return (least + all.reduce((a, b) => Math.max(a, b))) / 2
  }
  return { longitude: middle(0), latitude: middle(1) }
}
