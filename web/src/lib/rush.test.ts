import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Problem } from './problem.ts'
import { throughRush } from './rush.ts'

type Result = Problem | { kind: 'allowed' }

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const crowded: Result = { kind: 'too-many', overload: true, retryAfterSeconds: 3 }
const tooManyTries: Result = { kind: 'too-many', overload: false, retryAfterSeconds: 900 }

test('what found no room goes again by itself, when the server said, until there is room', async () => {
  const answers: Result[] = [crowded, crowded, { kind: 'allowed' }]
  const said: Result[] = []
  let sent = 0
  const result = throughRush(
    async (): Promise<Result> => answers[sent++] ?? { kind: 'allowed' },
    5,
    (one) => void said.push(one),
  )
  await vi.advanceTimersByTimeAsync(2_900)
  expect(sent).toBe(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(sent).toBe(2)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await result).toEqual({ kind: 'allowed' })
  expect(said).toEqual([crowded, crowded])
})

test('it gives up after so many tries, and waits a minute at most', async () => {
  let sent = 0
  const long: Result = { kind: 'too-many', overload: true, retryAfterSeconds: 5_000 }
  const send = async (): Promise<Result> => {
    sent += 1
    return long
  }
  const result = throughRush(send, 2)
  await vi.advanceTimersByTimeAsync(121_000)
  expect(await result).toEqual(long)
  expect(sent).toBe(3)
})

test('too many tries of one person are not sent again', async () => {
  let sent = 0
  const send = async (): Promise<Result> => {
    sent += 1
    return tooManyTries
  }
  expect(await throughRush(send, 5)).toEqual(tooManyTries)
  expect(sent).toBe(1)
})
