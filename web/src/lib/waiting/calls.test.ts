import { expect, test } from 'vitest'
import { type Call, inOrder, isLost, newCalls } from './calls.ts'

const call = (number: number, calledAt: number, more: Partial<Call> = {}): Call => ({
  ...{ number, calledAt, lane: 1, times: 1 },
  ...more,
})

test('the newest number stands first', () => {
  expect(inOrder([call(3, 10), call(5, 30), call(4, 20)]).map(({ number }) => number)).toEqual([
    5, 4, 3,
  ])
})

test('what is new is said in the order in which it was called, and once', () => {
  const before = [call(3, 10)]
  const now = [call(5, 30), call(4, 20), call(3, 10)]
  expect(newCalls(before, now).map(({ number }) => number)).toEqual([4, 5])
  expect(newCalls(now, now)).toEqual([])
})

test('a number that is called again is said again', () => {
  expect(newCalls([call(3, 10)], [call(3, 40, { times: 2 })])).toHaveLength(1)
})

test('the display says that it is old after eight seconds without an answer, also before the first', () => {
  expect(isLost(1_000, 0, 9_000)).toBe(false)
  expect(isLost(1_000, 0, 9_001)).toBe(true)
  expect(isLost(undefined, 0, 8_001)).toBe(true)
})
