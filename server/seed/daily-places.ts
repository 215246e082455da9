// How many places each port of the demo has a day, and how they are cut into slots over the hours
// of its own wall clock. The split is an estimate for the demo (1,450 a day over all ports was the
// programme's own figure from July 2023 on) and is shown nowhere as a fact.

import { portOf, ports } from '@garita/domain/port'
import { slotIdOf } from '@garita/domain/slot-id'
import {
  addDays,
  dayOf,
  type Instant,
  instantOf,
  type WallTime,
  wallTimeOf,
} from '@garita/domain/time'

/** Places a day by port; 1,450 in all. */
export const dailyPlaces: Readonly<Record<string, number>> = {
  '2504': 385,
  '2301': 280,
  '2305': 220,
  '2402': 200,
  '2303': 100,
  '2604': 100,
  '2304': 90,
  '2503': 75,
}

/** Large enough for the largest group (20) and small enough for a queue that moves. */
const placesOfSlot = 25
const firstMinute = 6 * 60
const lastMinute = 20 * 60
const halfHour = 30
const graceMinutes = 120

export type Opening = { readonly time: WallTime; readonly places: number }

/** The ordinary day of a port: slots of at least 20 places, spread over 06:00–20:00. */
export function ordinaryDay(port: string): Opening[] {
  return cut(port, spread(countOf(port)))
}

/**
 * The demo's first day: as many slots and places as on any day, but placed around the hour at which
 * the demo begins, so that arrivals of every state can be shown. Some start a while ago, some
 * within the grace, some later, as far as the day has such hours.
 */
export function firstDay(port: string, now: Instant): Opening[] {
  const [hours = 0, minutes = 0] = wallTimeOf(now, zoneOf(port)).split(':').map(Number)
  const minute = hours * 60 + minutes
  const ordinary = spread(countOf(port))
  const wanted = [
    { fits: isOver(minute), otherwise: down(minute - graceMinutes - 10) },
    { fits: isLate(minute), otherwise: down(minute - 20) },
    { fits: isComing(minute), otherwise: down(minute + halfHour + 15) },
  ]
  const needed = wanted.flatMap(({ fits, otherwise }) => {
    const found = ordinary.find(fits) ?? otherwise
    return found >= 0 && found < 24 * 60 && fits(found) ? [found] : []
  })
  const nearest = [...ordinary].sort((a, b) => Math.abs(a - minute) - Math.abs(b - minute))
  const times = [...new Set([...needed, ...nearest])].slice(0, ordinary.length)
  return cut(
    port,
    times.sort((a, b) => a - b),
  )
}

const isOver = (now: number) => (minute: number) => minute <= now - graceMinutes - 5
const isLate = (now: number) => (minute: number) =>
  minute > now - graceMinutes + 10 && minute < now - 5
const isComing = (now: number) => (minute: number) => minute > now + 10

export type DemoSlot = {
  readonly id: string
  readonly port: string
  readonly startsAt: Instant
  readonly places: number
}

/** The slots of the demo's days, by port: day 0 is the first, day 14 the last. */
export function slotsOfDay(port: string, now: Instant, day: number): DemoSlot[] {
  const zone = zoneOf(port)
  const openings = day === 0 ? firstDay(port, now) : ordinaryDay(port)
  return openings.map(({ time, places }) => {
    const startsAt = instantOf(addDays(dayOf(now, zone), day), time, zone)
    return { id: slotIdOf({ port, startsAt, kind: 'general' }), port, startsAt, places }
  })
}

export function zoneOf(port: string): string {
  const zone = portOf(port)?.zone
  if (!zone) throw new RangeError(`no port ${port}`)
  return zone
}

/** The ports from the busiest to the quietest. */
export const demoPorts = Object.keys(dailyPlaces)
  .filter((code) => ports.some((port) => port.code === code))
  .sort((a, b) => (dailyPlaces[b] ?? 0) - (dailyPlaces[a] ?? 0))

const countOf = (port: string) => Math.floor((dailyPlaces[port] ?? 0) / placesOfSlot)

/** Starts as minutes of the day, on the half hour. */
function spread(count: number): number[] {
  const step = (lastMinute - firstMinute) / Math.max(1, count)
  return Array.from({ length: count }, (_, index) => down(firstMinute + index * step))
}

function down(minute: number): number {
  return Math.floor(minute / halfHour) * halfHour
}

/** The day's places shared out evenly; the first slots take what is left over. */
function cut(port: string, minutes: readonly number[]): Opening[] {
  const places = dailyPlaces[port] ?? 0
  const each = Math.floor(places / minutes.length)
  const over = places % minutes.length
  return minutes.map((minute, index) => ({
    time: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
    places: each + (index < over ? 1 : 0),
  }))
}

const two = (count: number) => String(count).padStart(2, '0')
