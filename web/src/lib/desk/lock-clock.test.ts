import { expect, test } from 'vitest'
import { idleMs, stageOf, warningMs } from './lock-clock.ts'

test.each([
  [0, 'awake'],
  [idleMs - warningMs - 1, 'awake'],
  [idleMs - warningMs, 'warned'],
  [idleMs - 1, 'warned'],
  [idleMs, 'locked'],
  [8 * 3_600_000, 'locked'],
])('[W5] a desk that nobody touched for %i ms is %s', (untouched, stage) => {
  expect(stageOf(untouched)).toBe(stage)
})

test('[W5] it locks after five minutes and warns a minute before', () => {
  expect([idleMs, warningMs]).toEqual([300_000, 60_000])
})
