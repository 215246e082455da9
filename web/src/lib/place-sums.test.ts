import { expect, test } from 'vitest'
import { share, sumsByPort, sumsOf } from './place-sums.ts'

const day = (port: '2504' | '2301', on: string, places: number, given: number) => ({
  port,
  day: on,
  places,
  given,
  open: places - given - 4,
  waiting: 3,
  urgent: 1,
})

const days = [
  day('2301', '2023-01-13', 60, 56),
  day('2504', '2023-01-14', 40, 10),
  day('2504', '2023-01-13', 40, 20),
]

test('sums over all ports and days', () => {
  expect(sumsOf(days)).toEqual({ places: 140, given: 86, open: 42, waiting: 9, urgent: 3 })
  expect(sumsOf([])).toEqual({ places: 0, given: 0, open: 0, waiting: 0, urgent: 0 })
})

test('ports come from west to east, also without places, with their days in order', () => {
  const byPort = sumsByPort(days)
  expect(byPort).toHaveLength(8)
  expect(byPort[0]).toMatchObject({
    port: { code: '2504' },
    sums: { places: 80, given: 30, open: 42, waiting: 6 },
  })
  expect(byPort[0]?.days.map((one) => one.day)).toEqual(['2023-01-13', '2023-01-14'])
  expect(byPort.at(-1)?.port.code).toBe('2301')
  expect(byPort[1]?.sums.places).toBe(0)
})

test('the longest bar is whole, and without places there is none', () => {
  expect(share(40, 40)).toBe(100)
  expect(share(1, 3)).toBe(33.3)
  expect(share(0, 0)).toBe(0)
})
