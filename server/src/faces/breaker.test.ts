import { expect, it } from 'vitest'
import { Breaker } from './breaker.ts'

function breaker() {
  const clock = { ms: 0 }
  return { clock, it: new Breaker({ failures: 3, pauseMs: 1000 }, () => clock.ms) }
}

function fail(one: Breaker, times: number): boolean[] {
  return Array.from({ length: times }, () => one.report(false))
}

it('lets calls through until the third failure in a row, and says once that it opened', () => {
  const { it: one } = breaker()
  expect(fail(one, 2)).toEqual([false, false])
  expect([one.lets(), one.isOpen]).toEqual([true, false])
  expect(fail(one, 1)).toEqual([true])
  expect([one.lets(), one.isOpen]).toEqual([false, true])
  // Two that were under way meanwhile.
  expect(fail(one, 2)).toEqual([false, false])
})

it('forgets failures after a success', () => {
  const { it: one } = breaker()
  fail(one, 2)
  one.report(true)
  fail(one, 2)
  expect(one.lets()).toBe(true)
})

it('lets one call through after the pause, whose outcome decides', () => {
  const { clock, it: one } = breaker()
  fail(one, 3)
  clock.ms = 999
  expect(one.lets()).toBe(false)
  clock.ms = 1000
  expect([one.lets(), one.lets()]).toEqual([true, false])
  one.report(false)
  expect(one.lets()).toBe(false)
  clock.ms = 2000
  expect(one.lets()).toBe(true)
  one.report(true)
  expect([one.lets(), one.lets(), one.isOpen]).toEqual([true, true, false])
})
