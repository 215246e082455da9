// Sums of the public figures: over all, by port, by day of one port.

import { type Port, ports } from '@garita/domain/port'
import type { OpenPlaces } from './slot-choices.ts'

export type Sums = {
  places: number
  given: number
  open: number
  /** For the next draw. */
  waiting: number
  /** For the urgent lane. */
  urgent: number
}

type Days = OpenPlaces['days']

export function sumsOf(days: Days): Sums {
  return days.reduce(
    (sums, day) => ({
      places: sums.places + day.places,
      given: sums.given + day.given,
      open: sums.open + day.open,
      waiting: sums.waiting + day.waiting,
      urgent: sums.urgent + day.urgent,
    }),
    { places: 0, given: 0, open: 0, waiting: 0, urgent: 0 },
  )
}

/** Every port, from west to east, also those without places. */
export function sumsByPort(days: Days): { port: Port; sums: Sums; days: Days }[] {
  return [...ports]
    .sort((a, b) => a.longitude - b.longitude)
    .map((port) => {
      const own = days.filter((day) => day.port === port.code)
      return { port, sums: sumsOf(own), days: own.sort((a, b) => (a.day < b.day ? -1 : 1)) }
    })
}

/** How wide a bar is, from 0 to 100, against the longest one. */
export function share(count: number, most: number): number {
  return most <= 0 ? 0 : Math.round((count / most) * 1000) / 10
}
