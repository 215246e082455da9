import { expect, it } from 'vitest'
import { Breaker, type Pass } from './breaker.ts'

function breaker() {
  const clock = { ms: 0 }
  return { clock, it: new Breaker({ failures: 3, pauseMs: 1000 }, () => clock.ms) }
}

function passOf(one: Breaker): Pass {
  const pass = one.lets()
  if (!pass) throw new Error('nobody is let through')
  return pass
}

/** As many calls as fail one after the other. */
function fail(one: Breaker, times: number): boolean[] {
  return Array.from({ length: times }, () => one.report(passOf(one), false))
}

it('lets calls through until the third failure in a row, and says once that it opened', () => {
  const { it: one } = breaker()
  const underWay = [passOf(one), passOf(one)]
  expect(fail(one, 2)).toEqual([false, false])
  expect([one.lets() !== undefined, one.isOpen]).toEqual([true, false])
  expect(fail(one, 1)).toEqual([true])
  expect([one.lets(), one.isOpen]).toEqual([undefined, true])
  expect(underWay.map((pass) => one.report(pass, false))).toEqual([false, false])
})

it('forgets failures after a success', () => {
  const { it: one } = breaker()
  fail(one, 2)
  one.report(passOf(one), true)
  fail(one, 2)
  expect(one.lets()).toBeDefined()
})

it('lets one call through after the pause, whose outcome decides', () => {
  const { clock, it: one } = breaker()
  fail(one, 3)
  clock.ms = 999
  expect(one.lets()).toBeUndefined()
  clock.ms = 1000
  const trial = passOf(one)
  expect([trial.isTrial, one.lets()]).toEqual([true, undefined])
  expect(one.report(trial, false)).toBe(false)
  expect(one.lets()).toBeUndefined()
  clock.ms = 2000
  one.report(passOf(one), true)
  expect([one.lets()?.isTrial, one.lets()?.isTrial, one.isOpen]).toEqual([false, false, false])
})

it('lets no second one through while the first is tried, whatever older calls come to', () => {
  const { clock, it: one } = breaker()
  const older = passOf(one)
  fail(one, 3)
  clock.ms = 1000
  const trial = passOf(one)
  expect(one.report(older, false)).toBe(false)
  expect(one.lets()).toBeUndefined()
  clock.ms = 1999
  one.report(trial, false)
  // The pause counts from the trial's failure and not from the older call's.
  clock.ms = 2998
  expect(one.lets()).toBeUndefined()
  clock.ms = 2999
  expect(one.lets()).toBeDefined()
})

it('takes an answer to an older call for what it is: somebody answers', () => {
  const { it: one } = breaker()
  const older = passOf(one)
  fail(one, 3)
  one.report(older, true)
  expect([one.isOpen, one.lets()?.isTrial]).toEqual([false, false])
})
