import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deskStep } from './desk-step.ts'

const instant = fc.integer({ min: 0, max: 4_102_444_800_000 })

describe('how long a step took', () => {
  it('[R22] is told in whole seconds from what it follows, with its port', () => {
    expect(deskStep('2504', 10_000, 71_499)).toEqual({ port: '2504', seconds: 61 })
    expect(deskStep('2504', 10_000, 71_500)).toEqual({ port: '2504', seconds: 62 })
    expect(deskStep('2504', 10_000, 10_000)).toEqual({ port: '2504', seconds: 0 })
  })

  it('[R22] is not made up where nothing had happened yet', () => {
    expect(deskStep('2504', null, 10_000)).toEqual({ port: '2504', seconds: null })
    expect(deskStep('2504', undefined, 10_000)).toEqual({ port: '2504', seconds: null })
    expect(deskStep('2504', 0, 10_000).seconds).toBe(10)
  })

  it('[R22] is whole, never below nought, and within half a second of what passed', () => {
    const held = fc.property(instant, instant, (since, at) => {
      const { seconds } = deskStep('2503', since, at)
      expect(Number.isInteger(seconds)).toBe(true)
      expect(seconds).toBeGreaterThanOrEqual(0)
      expect(Math.abs((seconds ?? -1) * 1000 - Math.max(0, at - since))).toBeLessThanOrEqual(500)
    })
    fc.assert(held)
  })
})
