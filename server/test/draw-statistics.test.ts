// Whether the draw is as fair as it says, counted over many seeded draws. Who wins depends on the
// chances alone: not on who registered first, who asked first, or which ticket it was. What remains
// between large and small families is printed and stands in docs/fairness.md.
// `GARITA_LONG=yes npx vitest run server/test/draw-statistics.test.ts` is the published run.

import { oddsOf } from '@garita/domain/odds'
import { describe, expect, test } from 'vitest'
import { type Cell, chiSquareLimit, chiSquareOf, count, emptyCells, sumOf } from './chi-square.ts'
import {
  byLot,
  type Draw,
  drawOnce,
  type Group,
  groupsADraw,
  type Rank,
  shareOf,
} from './many-draws.ts'

const isLong = process.env.GARITA_LONG === 'yes'
const draws = isLong ? 4000 : 400
const bentDraws = 200
/** Far more than it takes, on whatever machine. */
const patienceMs = 900_000
const seed = Number(process.env.GARITA_SEED ?? 20230118)
/** A fair draw fails one of the six counts in 170 seeds. */
const significance = 0.001
const bins = 10

type Order = (group: Group) => number
/** From 0 to below 1. */
const orders: readonly (readonly [string, Order])[] = [
  ['registration order', ({ registered }) => registered / groupsADraw],
  ['arrival order', ({ asked }) => asked / groupsADraw],
  ['ticket', ({ ticket }) => shareOf(ticket)],
]

/** Groups of equal chances within a draw, in ten bins by `order`: who won in each. */
function countInto(strata: Map<number, Cell[]>, { groups }: Draw, order: Order): void {
  for (const [chances, alike] of Map.groupBy(groups, (group) => group.chances)) {
    const cells = strata.get(chances) ?? emptyCells(bins)
    strata.set(chances, cells)
    const sorted = alike.toSorted((a, b) => order(a) - order(b))
    for (const [i, { won }] of sorted.entries()) {
      count(cells[Math.floor((i / sorted.length) * bins)], won)
    }
  }
}

function countDraws(times: number, alike: boolean, rank: Rank = byLot) {
  const byOrder = orders.map(([name, order]) => ({
    name,
    order,
    strata: new Map<number, Cell[]>(),
  }))
  const bySize = emptyCells(6)
  const byChances = new Map<number, Cell & { told: number; variance: number }>()
  for (let index = 0; index < times; index += 1) {
    const draw = drawOnce(seed, index, alike, rank)
    for (const { order, strata } of byOrder) countInto(strata, draw, order)
    for (const group of draw.groups) {
      count(bySize[group.size - 1], group.won)
      const cell = byChances.get(group.chances) ?? { won: 0, all: 0, told: 0, variance: 0 }
      byChances.set(group.chances, cell)
      count(cell, group.won)
      // What this draw's reach says of a draw like it, compared with who was drawn in it.
      const odds = oddsOf(group, [draw.reach])?.perDraw ?? 0
      cell.told += odds
      cell.variance += odds * (1 - odds)
    }
  }
  const chiSquares = byOrder.map(({ name, strata }) => {
    const freedom = strata.size * (bins - 1)
    const chiSquare = sumOf([...strata.values()].map(chiSquareOf))
    return { name, chiSquare, freedom, limit: chiSquareLimit(freedom, significance) }
  })
  return { chiSquares, bySize, byChances }
}

const counted = new Map<boolean, ReturnType<typeof countDraws>>()
function countsOf(alike: boolean): ReturnType<typeof countDraws> {
  const counts = counted.get(alike) ?? countDraws(draws, alike)
  counted.set(alike, counts)
  return counts
}

const print = (line: string) => process.stdout.write(`${line}\n`)
const percent = (share: number) => `${(share * 100).toFixed(2)} %`

describe(`${draws} draws of ${groupsADraw} groups, seed ${seed}`, { timeout: patienceMs }, () => {
  test.each([
    ['alike in chances', true],
    ['of all chances', false],
  ])('[D23] who wins depends neither on orders nor on tickets, among groups %s', (name, alike) => {
    const { chiSquares } = countsOf(alike)
    for (const { name: order, chiSquare, freedom, limit } of chiSquares) {
      print(
        `groups ${name}, ${order}: chi-square ${chiSquare.toFixed(1)} of at most ` +
          `${limit.toFixed(1)} (${freedom} degrees of freedom, significance ${significance})`,
      )
    }
    expect(chiSquares).toHaveLength(3)
    expect(chiSquares.filter(({ chiSquare, limit }) => chiSquare > limit)).toEqual([])
  })

  test.each(orders)(
    '[D23] one lot in twenty that follows the %s is found by the same count',
    (name, order) => {
      // Which lots are bent follows from their last digits, and so from nothing else.
      const bent: Rank = (group) => ((group.lot * 2 ** 48) % 20 < 1 ? order(group) : group.lot)
      const { chiSquares } = countDraws(bentDraws, true, bent)
      const wrong = chiSquares.filter(({ chiSquare, limit }) => chiSquare > limit)
      expect(wrong.map((one) => one.name)).toEqual([name])
    },
  )

  test('[D24] sizes 1 to 6 have odds within 4 % of each other', () => {
    const odds = countsOf(true).bySize.map(({ won, all }) => won / all)
    const spread = Math.max(...odds) / Math.min(...odds) - 1
    for (const [i, one] of odds.entries()) print(`size ${i + 1}: ${percent(one)} of groups drawn`)
    print(`largest difference: ${percent(spread)} of the smallest odds`)
    // Contended: most groups get nothing.
    expect(Math.max(...odds)).toBeLessThan(0.5)
    expect(spread).toBeLessThanOrEqual(0.04)
  })

  test('[D22] the odds told are, within 3 %, the share of such groups that are drawn', () => {
    const { byChances } = countsOf(false)
    expect(byChances.size).toBe(15)
    const off = [...byChances].map(([chances, { told, won, all, variance }]) => {
      if (chances % 5 === 1) {
        print(`${chances} chances: told ${percent(told / all)}, drawn ${percent(won / all)}`)
      }
      // The group that closes a port counts as reached though it got nothing there, so that a
      // little more is told than drawn: one or two in a hundred of those drawn, here.
      return { over: told * 0.97 - won, under: won - told, deviation: Math.sqrt(variance) }
    })
    // Four standard deviations: once in a thousand seeds for fifteen counts.
    expect(off.filter(({ over, deviation }) => over > 4 * deviation)).toEqual([])
    expect(off.filter(({ under, deviation }) => under > 4 * deviation)).toEqual([])
  })
})
