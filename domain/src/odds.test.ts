import { describe, expect, it } from 'vitest'
import { oddsOf } from './odds.ts'

const group = { size: 3, chances: 2, ports: ['2504', '2402'] }
const reach = (port: string, reached: number, largest = 20) => ({ port, reached, largest })

describe('odds', () => {
  it('[D22] follow from the farthest reach among the group’s ports, once for each chance', () => {
    const odds = oddsOf(group, [[reach('2504', 0.1), reach('2402', 0.2), reach('2301', 0.9)]])
    expect(odds?.perDraw).toBeCloseTo(1 - 0.8 ** 2)
    expect(odds?.draws).toBe(1)
  })

  it('[D22] are the mean over recent draws, one without the group’s ports counting nothing', () => {
    const odds = oddsOf({ ...group, chances: 1 }, [[reach('2504', 0.3)], [reach('2301', 0.8)], []])
    expect(odds?.perDraw).toBeCloseTo(0.1)
    expect(odds?.draws).toBe(3)
  })

  it('[D22] pass over a port whose slots could never hold the group', () => {
    const odds = oddsOf(group, [[reach('2504', 0.5, 2), reach('2402', 0.1, 3)]])
    expect(odds?.perDraw).toBeCloseTo(1 - 0.9 ** 2)
  })

  it('[D22] give the days until half, and nine of ten, of such groups have been drawn', () => {
    // 1 − 0.9^7 is the first at or above one half, 1 − 0.9^22 the first at or above nine tenths.
    const odds = oddsOf({ ...group, chances: 1 }, [[reach('2504', 0.1)]])
    expect([odds?.daysHalf, odds?.daysNine]).toEqual([7, 22])
    const certain = oddsOf(group, [[reach('2504', 1)]])
    expect([certain?.perDraw, certain?.daysHalf, certain?.daysNine]).toEqual([1, 1, 1])
  })

  it('[D22] name no days where nothing was reached, and nothing at all without a draw', () => {
    expect(oddsOf(group, [[reach('2504', 0)]])).toEqual({
      draws: 1,
      perDraw: 0,
      daysHalf: null,
      daysNine: null,
    })
    expect(oddsOf(group, [])).toBeNull()
  })
})
