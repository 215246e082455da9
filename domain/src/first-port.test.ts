import { describe, expect, it } from 'vitest'
import { earliestZone, firstPort } from './first-port.ts'
import type { Area } from './location.ts'
import { ports } from './port.ts'
import { instantOf } from './time.ts'

const box = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
]

const area: Area = {
  states: [
    { code: 'CHH', rings: [box(-109, 25.6, -103.3, 31.8)] },
    { code: 'TAM', rings: [box(-100, 22.2, -97.1, 27.7)] },
  ],
}

describe('a group’s first port', () => {
  it('[A8] is the port of its appointment', () => {
    expect(firstPort('2604', 'TAM', area).code).toBe('2604')
  })

  it('[A8] is the nearest to its state where it never had one', () => {
    expect(firstPort(null, 'CHH', area).code).toBe('2402')
    expect(firstPort(null, 'TAM', area).code).toBe('2305')
  })

  it('[A8] is San Ysidro where nothing is known', () => {
    expect(firstPort(null, null, area).code).toBe('2504')
    expect(firstPort('9999', 'ZAC', area).code).toBe('2504')
  })

  it('a day begins in no port’s zone before the earliest one', () => {
    for (const day of ['2023-01-18', '2023-03-12', '2023-07-01', '2023-11-05']) {
      const first = instantOf(day, '00:00', earliestZone)
      for (const { zone } of ports)
        expect(instantOf(day, '00:00', zone)).toBeGreaterThanOrEqual(first)
    }
  })
})
