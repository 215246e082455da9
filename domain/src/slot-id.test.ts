import { describe, expect, it } from 'vitest'
import { slotIdOf } from './slot-id.ts'
import { instantOf } from './time.ts'

describe('the id of a slot', () => {
  it('[S13] says port, day, wall time at the port and the urgent lane', () => {
    const startsAt = instantOf('2023-01-18', '09:00', 'America/Los_Angeles')
    expect(slotIdOf({ port: '2504', startsAt, kind: 'general' })).toBe('2504-2023-01-18-0900')
    expect(slotIdOf({ port: '2504', startsAt, kind: 'urgent' })).toBe('2504-2023-01-18-0900-u')
  })

  it('[S13] names the hour that really is where the clock skips one', () => {
    const skipped = instantOf('2023-03-12', '02:30', 'America/Denver')
    const real = instantOf('2023-03-12', '03:30', 'America/Denver')
    expect(slotIdOf({ port: '2402', startsAt: skipped, kind: 'general' })).toBe(
      '2402-2023-03-12-0330',
    )
    expect(skipped).toBe(real)
  })

  it('throws for a port that there is not', () => {
    expect(() => slotIdOf({ port: '9999', startsAt: 0, kind: 'general' })).toThrow('no port 9999')
  })
})
