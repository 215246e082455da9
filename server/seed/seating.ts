// Counts the places that the demo's own groups take, so that none of its picks is refused.

import type { Chance } from './chance.ts'
import type { DemoSlot } from './daily-places.ts'

export type Seating = {
  /** A slot of a day with room; undefined where nothing is left. */
  seat(port: string, day: number, size: number, chance: Chance): DemoSlot | undefined
  /** A slot of the first day that suits, else the one with room that comes last. */
  seatToday(port: string, size: number, suits: (slot: DemoSlot) => boolean): DemoSlot | undefined
}

export function openSeating(slotsOf: (port: string, day: number) => readonly DemoSlot[]): Seating {
  const days = new Map<string, readonly DemoSlot[]>()
  const taken = new Map<string, number>()

  function withRoom(port: string, day: number, size: number): DemoSlot[] {
    const name = `${port} ${day}`
    const slots = days.get(name) ?? slotsOf(port, day)
    days.set(name, slots)
    return slots.filter((slot) => (taken.get(slot.id) ?? 0) + size <= slot.places)
  }

  function take(slot: DemoSlot | undefined, size: number): DemoSlot | undefined {
    if (slot) taken.set(slot.id, (taken.get(slot.id) ?? 0) + size)
    return slot
  }

  return {
    seat: (port, day, size, chance) => {
      const free = withRoom(port, day, size)
      return take(free.length > 0 ? chance.pick(free) : undefined, size)
    },
    seatToday: (port, size, suits) => {
      const free = withRoom(port, 0, size)
      return take(free.findLast(suits) ?? free.at(-1), size)
    },
  }
}
