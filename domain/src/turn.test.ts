import { describe, expect, it } from 'vitest'
import { type InTurn, turnsOf } from './turn.ts'

const waiting = (group: string, registeredAt: number): InTurn => ({
  group,
  request: `request-${group}`,
  registeredAt,
})
const [a, b, c] = [waiting('a', 1), waiting('b', 2), waiting('c', 3)]
const together = new Map(['a', 'b', 'c'].map((group) => [group, 'a']))

const turnAfter = (lastTurns: Parameters<typeof turnsOf>[2], all = [c, a, b]) =>
  turnsOf(all, together, lastTurns).turns

describe('taking turns', () => {
  it('[D31] groups that share a traveler have one ticket between them, the first registered first', () => {
    const { turns, without } = turnsOf([c, b, a], together, [])
    expect(turns).toEqual([{ cluster: 'a', request: 'request-a' }])
    expect([...without].sort()).toEqual(['request-b', 'request-c'])
  })

  it('[D31] the turn goes on after the last, and begins again after all', () => {
    const had = (group: string, registeredAt: number, draw: string) => ({
      group,
      registeredAt,
      draw,
    })
    const first = had('a', 1, '2023-01-18')
    expect(turnAfter([first])[0]?.request).toBe('request-b')
    const second = had('b', 2, '2023-01-19')
    expect(turnAfter([first, second])[0]?.request).toBe('request-c')
    expect(turnAfter([first, second, had('c', 3, '2023-01-20')])[0]?.request).toBe('request-a')
  })

  it('[D31] the order goes on where the last one waits no more', () => {
    const last = { group: 'b', registeredAt: 2, draw: '2023-01-19' }
    expect(turnAfter([last], [a, c])[0]?.request).toBe('request-c')
  })

  it('[D31] of two registered at the same instant the lesser id comes first', () => {
    const twins = [waiting('b', 1), waiting('a', 1)]
    expect(turnAfter([], twins)[0]?.request).toBe('request-a')
  })

  it('[D31] where one alone waits nobody takes turns, and it has its ticket', () => {
    const { turns, without } = turnsOf([b], together, [])
    expect([turns, without.size]).toEqual([[], 0])
    expect(turnsOf([a, waiting('z', 9)], new Map(), []).turns).toEqual([])
  })
})
