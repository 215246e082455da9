import { expect, test } from 'vitest'
import { groupsAPlace, reachOf } from './reach.ts'

const row = (port: '2504' | '2402' | '2301', closedAt: number) => ({
  port,
  places: 40,
  given: 38,
  closedAt,
})

test('ports stand from west to east, the furthest rank as the longest bar', () => {
  const reached = reachOf({ tickets: 300, ports: [row('2301', 50), row('2504', 200)] })
  expect(reached.map(({ port, width }) => [port.code, width])).toEqual([
    ['2504', 100],
    ['2301', 25],
  ])
})

test('a port that closed for nobody reached every group, and the others are drawn against all', () => {
  const [first, second] = reachOf({ tickets: 300, ports: [row('2504', 301), row('2402', 150)] })
  expect(first).toMatchObject({ closedAt: undefined, width: 100 })
  expect(second).toMatchObject({ closedAt: 150, width: 50 })
})

test('an empty draw reached everybody, and divides by nothing', () => {
  expect(reachOf({ tickets: 0, ports: [row('2504', 1)] })[0]).toMatchObject({
    closedAt: undefined,
    width: 100,
  })
})

test('one place for so many groups, or enough for all', () => {
  expect(groupsAPlace(62_318, 1450)).toBe(43)
  expect(groupsAPlace(10, 20)).toBeUndefined()
  expect(groupsAPlace(10, 0)).toBeUndefined()
})
