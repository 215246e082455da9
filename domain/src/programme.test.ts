import { describe, expect, it } from 'vitest'
import { criteria, rulesAtLaunch as rules } from './programme.ts'

describe('the rules at launch', () => {
  it('[P2] name the seven criteria, and which of them press', () => {
    expect(criteria).toHaveLength(7)
    expect(rules.criteria).toEqual(criteria)
    expect(rules.pressing).toEqual([
      'illness',
      'disability',
      'pregnancy',
      'over-70',
      'child-under-5',
    ])
  })

  it('[P3] have a version that the draw’s public record can carry', () => {
    expect(rules.version).toMatch(/^[A-Za-z0-9 ._-]{1,60}$/)
    expect(rules.chances).toEqual({ base: 1, need: 2, wait: 1, waitLimit: 12 })
  })

  it('[S7] open no slot that the largest group would not fit', () => {
    expect(rules.slotPlacesMinimum).toBeGreaterThanOrEqual(rules.membersLimit)
  })

  it('[L1] count 28 states north of the 19th parallel', () => {
    expect(rules.area.states).toHaveLength(28)
    expect(rules.area.states).not.toContain('TAB')
    expect(rules.area.states).toContain('MOR')
  })
})
