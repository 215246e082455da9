import { afterEach, expect, test } from 'vitest'
import { timeLimit } from './time-limit.ts'

const ours = Object.getOwnPropertyDescriptor(AbortSignal, 'timeout')

afterEach(() => {
  if (ours) Object.defineProperty(AbortSignal, 'timeout', ours)
})

test.each(['with', 'without'])(
  'a signal ends a fetch in time, %s AbortSignal.timeout',
  async (how) => {
    if (how === 'without') Reflect.deleteProperty(AbortSignal, 'timeout')
    const signal = timeLimit(1)
    expect(signal.aborted).toBe(false)
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    expect(signal.aborted).toBe(true)
  },
)
