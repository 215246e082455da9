// One function gives out all places. Wishes come ranked: by arrival when people pick, by lot when
// there is a draw. A wish names one slot, or ports in the group's own order; it is met whole or
// not at all. In a draw (`closing`) a port closes for every later wish once a family did not fit
// there, so that nobody overtakes a family by being small (step 7 of the draw record).
// Nothing here depends on anything but its arguments: the same wishes give the same places.

import type { Slot } from './slot.ts'
import { placesLeft, takePlaces } from './slot.ts'

/** What is given out: a slot, or as much of it as matters here. */
export type Room = Pick<Slot, 'id' | 'port' | 'places' | 'taken'>

export type SlotWish = { readonly id: string; readonly size: number; readonly slot: string }
export type PortsWish = {
  readonly id: string
  readonly size: number
  readonly ports: readonly string[]
}
export type Wish = SlotWish | PortsWish

export type Allocation<R extends Room = Room> = {
  /** What each wish got, in the order of the wishes; null for nothing. */
  readonly given: readonly { readonly id: string; readonly slot: string | null }[]
  /** The slots as they are afterwards, in their own order. */
  readonly slots: readonly R[]
  /** [D4] Every port with a slot, ascending, and the rank (from 1) that closed it, or N + 1. */
  readonly closedAt: ReadonlyMap<string, number>
}

/** Gives places in rank order. `closing` is true for a draw, false for picking. */
export function allocate<R extends Room>(
  ranked: Iterable<Wish>,
  slots: readonly R[],
  closing: boolean,
): Allocation<R> {
  const state = openRooms(slots)
  const given = Array.from(ranked, (wish, index) => {
    const slot = 'slot' in wish ? giveSlot(state, wish) : givePort(state, wish, closing, index + 1)
    return { id: wish.id, slot }
  })
  return {
    given,
    slots: slots.map((slot) => state.bySlot.get(slot.id)?.slot ?? slot),
    closedAt: closedAt(state, given.length),
  }
}

export type Drawing = {
  /** What the ticket of the next rank gets; null for nothing. */
  give(size: number, ports: readonly string[]): string | null
  /** [D4] As after all tickets given so far: the rank that closed each port, ascending by port. */
  closedAt(): ReadonlyMap<string, number>
  /** Places given in each slot, in the order of the slots. */
  given(): readonly number[]
}

/** A draw one ticket after the other, for as many tickets as there are: none of them is kept. */
export function openDrawing(
  slots: readonly { readonly id: string; readonly port: string; readonly places: number }[],
): Drawing {
  const state = openRooms(slots.map(({ id, port, places }) => ({ id, port, places, taken: 0 })))
  let rank = 0
  return {
    give(size, ports) {
      rank += 1
      return givePort(state, { id: '', size, ports }, true, rank)
    },
    closedAt: () => closedAt(state, rank),
    given: () => slots.map(({ id }) => state.bySlot.get(id)?.slot.taken ?? 0),
  }
}

type OneRoom<R extends Room> = { slot: R; readonly offered: number }
type Rooms<R extends Room> = {
  readonly bySlot: ReadonlyMap<string, OneRoom<R>>
  readonly byPort: ReadonlyMap<string, readonly OneRoom<R>[]>
  readonly closed: Map<string, number>
}

function openRooms<R extends Room>(slots: readonly R[]): Rooms<R> {
  const rooms = slots.map((slot) => ({ slot, offered: placesLeft(slot) }))
  // Grouped by hand: auditors' browsers run this too, and those of before 2024 have no Map.groupBy.
  const byPort = new Map<string, OneRoom<R>[]>()
  for (const room of rooms) {
    const { port } = room.slot
    byPort.set(port, [...(byPort.get(port) ?? []), room])
  }
  return {
    bySlot: new Map(rooms.map((room) => [room.slot.id, room])),
    byPort,
    closed: new Map(),
  }
}

function closedAt(rooms: Rooms<Room>, wishes: number): ReadonlyMap<string, number> {
  const codes = [...rooms.byPort.keys()].sort()
  return new Map(codes.map((code) => [code, rooms.closed.get(code) ?? wishes + 1]))
}

/** [S1] The one slot wished, whole or not at all. */
function giveSlot<R extends Room>(rooms: Rooms<R>, wish: SlotWish): string | null {
  const room = rooms.bySlot.get(wish.slot)
  return room && take(room, wish.size) ? wish.slot : null
}

/** [D1] The first slot with room at the first port, in the group's order, that is still open. */
function givePort<R extends Room>(
  rooms: Rooms<R>,
  wish: PortsWish,
  closing: boolean,
  rank: number,
): string | null {
  for (const code of wish.ports) {
    const here = rooms.byPort.get(code) ?? []
    // [D3] A port where the family could never have fitted is passed over and closes for nobody.
    if (rooms.closed.has(code) || !here.some((room) => room.offered >= wish.size)) continue
    const room = here.find((one) => take(one, wish.size))
    if (room) return room.slot.id
    // [D2] So [D24] large families lose only what the one that closes a port loses.
    if (closing) rooms.closed.set(code, rank)
  }
  return null
}

function take<R extends Room>(room: OneRoom<R>, size: number): boolean {
  const after = takePlaces(room.slot, size)
  if (after) room.slot = after
  return after !== null
}
