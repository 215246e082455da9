// What can be chosen at ports, days and times, from the public answer to `open-places`. A group goes as one, so what
// counts is whether one time has room for all of it.

import type { AskAnswerOf, InputOf } from '@garita/contract'
import { distanceKm, type Port, type Position, portOf, ports } from '@garita/domain/port'
import { addDays, dayOf } from '@garita/domain/time'
import { groupBy } from './group-by.ts'

export type OpenPlaces = AskAnswerOf<'open-places'>
export type OpenSlot = OpenPlaces['slots'][number]
export type PortCode = InputOf<'pick-slot'>['port']

/**
 * `draw`: nowhere enough for all now, and places wait for the next draw. `tight`: places are left, but nowhere enough
 * for all. `closed`: places that cannot be picked (now).
 */
export type ChoiceState = 'open' | 'draw' | 'tight' | 'full' | 'closed' | 'none'

/** `open` can be picked now, `waiting` go into the next draw. */
export type PortChoice = { port: Port; open: number; waiting: number; km: number | undefined }
/** `left` can be picked now. */
export type DayChoice = { day: string; left: number; state: ChoiceState }
export type TimeChoice = { slot: string; startsAt: number; left: number; state: ChoiceState }
export type Nearest = { slot: string; startsAt: number; placesLeft: number }

/** The code of a port that the programme has. */
export function isPortCode(text: string | null | undefined): text is PortCode {
  return portOf(text ?? '') !== undefined
}

/** The ports, the nearest first where the position is known, else from west to east. */
export function portChoices(days: OpenPlaces['days'], from: Position | undefined): PortChoice[] {
  const choices = ports.map((port) => {
    const own = days.filter((day) => day.port === port.code)
    return {
      port,
      open: sum(own.map((day) => day.open)),
      waiting: sum(own.map((day) => day.waiting)),
      km: from && distanceKm(from, port),
    }
  })
  return choices.sort((a, b) => (a.km ?? 0) - (b.km ?? 0) || a.port.longitude - b.port.longitude)
}

/** Every day from today (at `now`) to the last with a slot, also those that have none. */
export function dayChoices(
  slots: readonly OpenSlot[],
  zone: string,
  size: number,
  now: number,
): DayChoice[] {
  const byDay = groupBy(slots, (slot) => dayOf(slot.startsAt, zone))
  const last = [...byDay.keys()].sort().at(-1)
  const days: DayChoice[] = []
  for (let day = dayOf(now, zone); last !== undefined && day <= last; day = addDays(day, 1)) {
    days.push({ day, ...roomOf(byDay.get(day) ?? [], size) })
  }
  return days
}

/** The times of a day. */
export function timeChoices(
  slots: readonly OpenSlot[],
  zone: string,
  day: string,
  size: number,
): TimeChoice[] {
  return slots
    .filter((slot) => slot.kind === 'general' && dayOf(slot.startsAt, zone) === day)
    .sort((a, b) => a.startsAt - b.startsAt)
    .map((slot) => ({ slot: slot.slot, startsAt: slot.startsAt, ...roomOf([slot], size) }))
}

/** The nearest slots that a refused pick names; anything of another form is left out. */
export function nearestOf(facts: Record<string, unknown>): Nearest[] {
  return Array.isArray(facts.nearest) ? facts.nearest.filter(isNearest) : []
}

function roomOf(slots: readonly OpenSlot[], size: number): { left: number; state: ChoiceState } {
  const general = slots.filter((slot) => slot.kind === 'general')
  const left = sum(general.map(pickableIn))
  if (general.some((slot) => pickableIn(slot) >= size)) return { left, state: 'open' }
  if (general.some((slot) => slot.waiting > 0)) return { left, state: 'draw' }
  if (left > 0) return { left, state: 'tight' }
  if (general.length === 0) return { left, state: 'none' }
  return { left, state: general.some((slot) => slot.left > 0) ? 'closed' : 'full' }
}

/** Places that can be picked now: neither taken nor waiting for a draw nor kept for the urgent. */
function pickableIn({ open, left, waiting, urgent }: OpenSlot): number {
  return open ? Math.max(0, left - waiting - urgent) : 0
}

function isNearest(value: unknown): value is Nearest {
  if (typeof value !== 'object' || value === null) return false
  const { slot, startsAt, placesLeft } = value as Record<string, unknown>
  return typeof slot === 'string' && typeof startsAt === 'number' && typeof placesLeft === 'number'
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0)
}
