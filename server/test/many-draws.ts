// Seeded draws of made-up groups, with the lots and the allocation that the real draw uses, for
// counting whether it is fair. 1,450 places a day, split over the ports as the field had them, in
// slots of 20 and one of what is left over at a port.

import { openDrawing } from '@garita/domain/allocation'
import { chancesOf } from '@garita/domain/draw'
import { openLots } from '@garita/domain/lot'
import type { Reach } from '@garita/domain/odds'
import { rulesAtLaunch as rules } from '@garita/domain/programme'
import { sha256 } from '@garita/domain/sha256'
import { daysMs } from '@garita/domain/time'

export const groupsADraw = 1000

const placesByPort: readonly (readonly [string, number])[] = [
  ['2301', 280],
  ['2303', 100],
  ['2304', 90],
  ['2305', 220],
  ['2402', 200],
  ['2503', 75],
  ['2504', 385],
  ['2604', 100],
]
const slots = placesByPort.flatMap(([port, places]) =>
  Array.from({ length: Math.ceil(places / 20) }, (_, i) => ({
    id: `${port}-${i}`,
    port,
    places: Math.min(20, places - i * 20),
  })),
)

export type Group = {
  readonly ticket: Uint8Array
  /** 1 to 6, as often each. */
  readonly size: number
  readonly chances: number
  readonly ports: readonly string[]
  /** From 0, the first to register. */
  readonly registered: number
  /** From 0, the first to ask for this draw. */
  readonly asked: number
  /** From 0 to below 1: how small the ticket's lot is among all possible ones. */
  lot: number
  won: boolean
}

export type Draw = { readonly groups: readonly Group[]; readonly reach: readonly Reach[] }

/** By what tickets are ranked, the smallest first; a bent draw ranks by something else. */
export type Rank = (group: Group) => number
export const byLot: Rank = ({ lot }) => lot

/** Draw number `index` of this seed. `alike`: every group has one chance. */
export function drawOnce(seed: number, index: number, alike: boolean, rank: Rank = byLot): Draw {
  const next = numbersFrom(Math.imul(seed, 1_000_003) + index)
  const groups = groupsBy(next, alike)
  drawLots(groups, sha256(new TextEncoder().encode(`draw ${index} of ${seed}`)))
  const ranked = groups.toSorted((a, b) => rank(a) - rank(b))
  const drawing = openDrawing(slots)
  for (const group of ranked) group.won = drawing.give(group.size, group.ports) !== null
  const reach = [...drawing.closedAt()].map(([port, closedAt]) => {
    const closing = ranked[closedAt - 1]
    return { port, largest: 20, reached: closing ? closing.lot : 1 }
  })
  return { groups, reach }
}

/** From 0 to below 1, the same for the same seed (mulberry32). */
function numbersFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function groupsBy(next: () => number, alike: boolean): Group[] {
  const frozenAt = Date.UTC(2023, 0, 18, 17)
  return shuffled(groupsADraw, next).map((asked, registered) => {
    // The first registered fourteen months ago, the last today; a third is in pressing need.
    const waitedMs = daysMs(420) * (1 - registered / groupsADraw)
    const facts = { pressing: next() < 0.35, registeredAt: frozenAt - waitedMs }
    return {
      ticket: Uint8Array.from({ length: 16 }, () => Math.floor(next() * 256)),
      size: 1 + Math.floor(next() * 6),
      chances: alike ? 1 : chancesOf(facts, frozenAt, rules).chances,
      ports: portsBy(next),
      registered,
      asked,
      lot: 0,
      won: false,
    }
  })
}

function shuffled(count: number, next: () => number): number[] {
  const numbers = Array.from({ length: count }, (_, i) => i)
  const keys = numbers.map(next)
  return numbers.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0))
}

/** One to three ports, larger ones more often, in an order of the group's own. */
function portsBy(next: () => number): string[] {
  const left = [...placesByPort]
  return Array.from({ length: 1 + Math.floor(next() * 3) }, () => {
    let mark = next() * left.reduce((sum, [, places]) => sum + places, 0)
    const at = left.findIndex(([, places]) => {
      mark -= places
      return mark < 0
    })
    return left.splice(Math.max(0, at), 1)[0]?.[0] ?? ''
  })
}

function drawLots(groups: readonly Group[], seed: Uint8Array): void {
  const lots = openLots(seed)
  const lot = new Uint8Array(32)
  for (const group of groups) {
    lots.lot(group.ticket, 0, group.chances, lot, 0)
    group.lot = shareOf(lot)
  }
}

/** The first 48 bits of these bytes as a number from 0 to below 1. */
export function shareOf(bytes: Uint8Array): number {
  return bytes.subarray(0, 6).reduce((number, byte) => number * 256 + byte, 0) / 2 ** 48
}
