// How far each port reached in a draw, ready to be drawn: the rank that closed it against the furthest.

import type { AskAnswerOf } from '@garita/contract'
import { type Port, portOf, ports } from '@garita/domain/port'
import { share } from '../place-sums.ts'

export type Draw = AskAnswerOf<'draw'>

export type Reach = {
  port: Port
  places: number
  given: number
  /** The rank at which the port closed; undefined where it reached every group. */
  closedAt: number | undefined
  /** How long its bar is, 0 to 100. */
  width: number
}

/** The ports of a draw from west to east. The longest bar is the furthest rank reached, or all groups. */
export function reachOf({ ports: rows, tickets }: Pick<Draw, 'ports' | 'tickets'>): Reach[] {
  const all = tickets ?? 0
  const furthest = Math.max(0, ...rows.map(({ closedAt }) => Math.min(closedAt, all)))
  return rows
    .flatMap((row) => {
      const port = portOf(row.port)
      if (!port) return []
      const closedAt = row.closedAt > all ? undefined : row.closedAt
      const width = closedAt === undefined ? 100 : share(closedAt, furthest)
      return { port, places: row.places, given: row.given, closedAt, width }
    })
    .sort((a, b) => a.port.longitude - b.port.longitude)
}

/** For how many groups there was one place, rounded; undefined where places were enough for one each. */
export function groupsAPlace(tickets: number, places: number): number | undefined {
  if (places <= 0 || tickets <= places) return undefined
  return Math.round(tickets / places)
}

/** The city alone, for narrow tables. */
export const cityOf = (port: Port): string => port.name.split(',')[0] ?? port.name

/** All ports from west to east, as the public tables show them. */
export const portsFromWest: readonly Port[] = [...ports].sort((a, b) => a.longitude - b.longitude)
