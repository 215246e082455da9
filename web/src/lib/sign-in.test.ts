import { expect, test } from 'vitest'
import { secondsToWait } from './sign-in.ts'

test('another code may be asked for half a minute after the last', () => {
  expect(secondsToWait(1_000_000, 1_000_000)).toBe(30)
  expect(secondsToWait(1_000_000, 1_029_001)).toBe(1)
  expect(secondsToWait(1_000_000, 1_030_000)).toBe(0)
  expect(secondsToWait(1_000_000, 9_000_000)).toBe(0)
})
