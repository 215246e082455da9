import { expect, test } from 'vitest'
import { pooledRandomBytes } from './random.ts'

test('no bytes are given twice, in any length', () => {
  const random = pooledRandomBytes()
  const seen = new Set<string>()
  for (let n = 0; n < 5_000; n += 1) {
    const bytes = random(12 + (n % 30))
    expect(bytes).toHaveLength(12 + (n % 30))
    seen.add(bytes.subarray(0, 12).toString('hex'))
  }
  expect(seen.size).toBe(5_000)
  expect(random(4_096).equals(Buffer.alloc(4_096))).toBe(false)
})
