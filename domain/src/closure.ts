// A closure takes slots away, or places below what groups hold, without breaking a promise: before
// anything is done it is worked out which groups it hits and where each goes. First the same port,
// nearest in time; else the group's next port, as an offer, since nobody is sent to another city
// unasked; else the appointment is displaced and the group told. No group is split, nobody is seated
// in the past, beyond the horizon, in a closed slot or at a port that it ruled out.
// The same facts at the same time give the same proposal, so that the act can do exactly what was shown.

import type { Asked, Changed, SlotsRefusal } from './capacity.ts'
import {
  closed,
  named,
  reasonsAgainstClosed,
  reasonsAgainstSlots,
  withoutPlaces,
} from './capacity.ts'
import type { Decision, Reason } from './decision.ts'
import { decide } from './decision.ts'
import { distanceKm, portOf, ports } from './port.ts'
import type { Rules } from './programme.ts'
import { addPlaces, fateOf, takeAny } from './room.ts'
import type { Slot } from './slot.ts'
import { lastDayToPick } from './slot.ts'
import type { Instant } from './time.ts'
import { dayOf, hoursMs } from './time.ts'

/** [H8] Nobody is moved to an earlier start that is nearer than this: travel is planned by the day. */
const earlierLeadHours = 24
/** [H9] What is offered in another city starts so much later at least: time to answer and to travel. */
const otherCityLeadHours = 48
/** [H9] Without a request of its own a group is not assumed to travel farther than this. */
const assumedKm = 300

/** An appointment that stands, or an open offer, in a slot of a closure. */
export type Held = {
  readonly what: 'appointment' | 'offer'
  readonly id: string
  readonly group: string
  readonly size: number
  readonly slot: string
  /** When the places were given to it. */
  readonly givenAt: Instant
  readonly registeredAt: Instant
  /** Ports of the group's latest request in its own order; empty where it never made one. */
  readonly ports: readonly string[]
  readonly ruledOut: readonly string[]
  /** When an offer ends; null for an appointment. */
  readonly expiresAt: Instant | null
  /** Whether the group has an open offer, this one or another. It cannot have two. */
  readonly hasOffer: boolean
}

export type ClosureFacts = {
  readonly port: string
  /** Slots with the places that stay; 0 closes one. */
  readonly asked: readonly Asked[]
  /** Those asked for, and all into which groups could go. */
  readonly slots: readonly Slot[]
  /** What stands in the slots asked for. */
  readonly held: readonly Held[]
  /** Waiting places of a slot that a frozen draw gives out. */
  readonly frozen: ReadonlyMap<string, number>
  /** Whether a standing request names the port. */
  readonly isNamed: boolean
}

/**
 * `moved` at the same port; `offered` at another; `displaced`: no room yet; `ended`: an open offer
 * that goes back into its request.
 */
export type Move = Pick<Held, 'what' | 'id' | 'group' | 'size'> & {
  readonly from: string
  readonly to: string | null
  readonly startsAt: Instant | null
  readonly how: 'moved' | 'offered' | 'displaced' | 'ended'
}

export type Closure = {
  /** In the order of seating. */
  readonly moves: readonly Move[]
  /** The slots asked for. */
  readonly changed: readonly Changed[]
  /** The slots into which groups go, as they are afterwards. */
  readonly seated: readonly Slot[]
}

export type ClosureRefusal = SlotsRefusal | 'slot-closed' | 'slot-in-draw' | 'places-too-few'

/** What closing these slots, or making them smaller, would do. Nothing else decides it. */
export function proposeClosure(
  facts: ClosureFacts,
  now: Instant,
  rules: Rules,
): Decision<Closure, ClosureRefusal> {
  const wanted = new Map(facts.asked.map(({ slot, places }) => [slot, places]))
  const slots = facts.slots.filter((slot) => wanted.has(slot.id))
  const reasons = reasonsAgainstClosure(facts, slots, now, rules)
  return decide(reasons, () => {
    const bySlot = Map.groupBy(facts.held, (one) => one.slot)
    const parts = slots.map((slot) => {
      const hit = hitBy(slot, wanted.get(slot.id) ?? 0, bySlot.get(slot.id) ?? [])
      const after = shrunk(slot, wanted.get(slot.id) ?? 0, hit, facts, now, rules)
      return { before: slot, after, hit }
    })
    const rooms = openRooms(facts, wanted, now, rules)
    const moves = inOrder(parts).map(({ one, from }) => seat(one, from, rooms, now, rules))
    const filled = new Set(moves.map((move) => move.to))
    return {
      moves,
      changed: parts.map(({ before, after }) => ({ before, after })),
      seated: [...rooms.byPort.values()].flat().filter((slot) => filled.has(slot.id)),
    }
  })
}

/** [H5] A closure is of slots to come, of one port, open, and not in a draw that is being run. */
function reasonsAgainstClosure(
  { asked, port, frozen }: ClosureFacts,
  slots: readonly Slot[],
  now: Instant,
  rules: Rules,
): Reason<ClosureRefusal>[] {
  const { slotPlacesMinimum: minimum } = rules
  const few = asked.filter(({ places }) => places !== 0 && !(places >= minimum))
  const inDraw = slots.filter((slot) => (frozen.get(slot.id) ?? 0) > 0)
  const reasons: Reason<ClosureRefusal>[] = [
    ...reasonsAgainstSlots(asked, { port, slots }, now),
    ...reasonsAgainstClosed(slots),
    ...named(
      'slot-in-draw',
      inDraw.map((slot) => ({ slot })),
    ),
  ]
  if (few.length > 0)
    reasons.push({ name: 'places-too-few', facts: { minimum, slots: few.map((one) => one.slot) } })
  return reasons
}

/**
 * [H6] All of a slot that closes. Of one that gets smaller those who got their places last, whole
 * groups, until the others fit: who was promised first keeps it.
 */
function hitBy(slot: Slot, places: number, held: readonly Held[]): readonly Held[] {
  if (places === 0) return held
  const lastFirst = [...held].sort((a, b) => b.givenAt - a.givenAt || (a.id < b.id ? 1 : -1))
  const hit: Held[] = []
  let staying = slot.taken
  for (const one of lastFirst) {
    if (staying <= places) break
    hit.push(one)
    staying -= one.size
  }
  return hit
}

/** [H11] Who arrived, was received or did not come stays counted in a slot that closes for the rest. */
function shrunk(
  slot: Slot,
  places: number,
  hit: readonly Held[],
  { isNamed }: ClosureFacts,
  now: Instant,
  rules: Rules,
): Slot {
  const taken = slot.taken - sum(hit)
  if (places === 0) return closed(slot, sum(hit), now)
  // It never grows by a closure; and who cannot be moved any more is not put out.
  const stay = Math.min(slot.places, Math.max(places, taken))
  if (hit.length === 0) return withoutPlaces(slot, slot.places - stay, 0) ?? slot
  // Only all that nobody held is gone before a group is hit; what a whole group leaves over appears.
  const bare = { ...slot, places: taken, taken, waiting: 0, urgent: 0 }
  return addPlaces(bare, stay - taken, fateOf(bare, isNamed, now, rules))
}

/** [H7] A promise made comes before an offer; then who had the earlier start, then who registered first. */
function inOrder(parts: readonly { readonly before: Slot; readonly hit: readonly Held[] }[]) {
  return parts
    .flatMap(({ before: from, hit }) => hit.map((one) => ({ one, from })))
    .sort(
      (a, b) =>
        (a.one.what === 'offer' ? 1 : 0) - (b.one.what === 'offer' ? 1 : 0) ||
        a.from.startsAt - b.from.startsAt ||
        a.one.registeredAt - b.one.registeredAt ||
        (a.one.id < b.one.id ? -1 : 1),
    )
}

type Rooms = {
  readonly byPort: Map<string, Slot[]>
  readonly frozen: ReadonlyMap<string, number>
}

/** [H8] Slots of every port that are to come, open, within the horizon, and not of this closure. */
function openRooms(
  { slots, frozen }: Pick<ClosureFacts, 'slots' | 'frozen'>,
  asked: ReadonlyMap<string, number>,
  now: Instant,
  rules: Rules,
): Rooms {
  const lastDays = new Map(ports.map((one) => [one.code, lastDayToPick(one.zone, now, rules)]))
  const fit = slots.filter(
    (slot) =>
      !asked.has(slot.id) &&
      slot.startsAt > now &&
      slot.closedAt === null &&
      dayOf(slot.startsAt, portOf(slot.port)?.zone ?? 'UTC') <= (lastDays.get(slot.port) ?? ''),
  )
  return { byPort: Map.groupBy(fit, (slot) => slot.port), frozen }
}

/** Where one group goes; its places are taken there. */
function seat(one: Held, from: Slot, rooms: Rooms, now: Instant, rules: Rules): Move {
  const { what, id, group, size } = one
  const move = (how: Move['how'], to?: Slot): Move => ({
    ...{ what, id, group, size, from: from.id, how },
    ...{ to: to?.id ?? null, startsAt: to?.startsAt ?? null },
  })
  const here = one.ruledOut.includes(from.port) ? undefined : takeHere(one, from, rooms, now)
  if (here) return move('moved', here)
  if (what === 'offer') return move('ended')
  if (one.hasOffer) return move('displaced')
  const leadMs = hoursMs(Math.max(otherCityLeadHours, rules.offerHours))
  for (const port of nextPorts(one, from.port)) {
    const there = takeNearest(one, port, from, rooms, (startsAt) => startsAt >= now + leadMs)
    if (there) return move('offered', there)
  }
  return move('displaced')
}

/** [H8] At the same port; [H10] an offer goes on only where it can still be answered in time. */
function takeHere(one: Held, from: Slot, rooms: Rooms, now: Instant): Slot | undefined {
  const { expiresAt } = one
  if (expiresAt !== null && expiresAt <= now) return undefined
  const soonest = now + hoursMs(earlierLeadHours)
  return takeNearest(
    one,
    from.port,
    from,
    rooms,
    (startsAt) =>
      (startsAt >= from.startsAt || startsAt >= soonest) && startsAt > (expiresAt ?? now),
  )
}

/** [H9] Its own order, but for this port; without a request the ports near this one. Never one ruled out. */
export function nextPorts(one: Pick<Held, 'ports' | 'ruledOut'>, from: string): readonly string[] {
  const isPossible = (code: string) => code !== from && !one.ruledOut.includes(code)
  if (one.ports.length > 0) return one.ports.filter(isPossible)
  const here = portOf(from)
  if (!here) return []
  return ports
    .map(({ code, ...position }) => ({ code, km: distanceKm(here, position) }))
    .filter(({ code, km }) => isPossible(code) && km <= assumedKm)
    .sort((a, b) => a.km - b.km)
    .map(({ code }) => code)
}

/** [S1] [S18] Takes places in the slot nearest to the old start that has room for all; of two the earlier. */
function takeNearest(
  { size }: Held,
  port: string,
  from: Slot,
  rooms: Rooms,
  isFit: (startsAt: Instant) => boolean,
): Slot | undefined {
  const slots = rooms.byPort.get(port) ?? []
  let best: { readonly place: number; readonly slot: Slot } | undefined
  for (const [place, slot] of slots.entries()) {
    if (!isFit(slot.startsAt) || (best && !isNearer(slot, best.slot, from))) continue
    const after = takeAny(slot, size, rooms.frozen.get(slot.id) ?? 0)
    if (after) best = { place, slot: after }
  }
  if (best) slots[best.place] = best.slot
  return best?.slot
}

function isNearer(slot: Slot, best: Slot, from: Slot): boolean {
  const away = (one: Slot) => Math.abs(one.startsAt - from.startsAt)
  const nearer = away(slot) - away(best) || slot.startsAt - best.startsAt
  return nearer < 0 || (nearer === 0 && slot.id < best.id)
}

function sum(held: readonly Held[]): number {
  return held.reduce((total, one) => total + one.size, 0)
}
