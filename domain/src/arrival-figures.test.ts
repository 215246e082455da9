import { describe, expect, it } from 'vitest'
import { bandLines, figuresSpan, noticeClassOf, noticeLines, spreadOf } from './arrival-figures.ts'

const namesOf = (from: string, to: string) => {
  const decision = figuresSpan(from, to)
  return decision.ok ? [] : decision.reasons.map((reason) => reason.name)
}

describe('figures of arrivals', () => {
  it('[Y20] cover 92 days at most, forwards, of days that exist', () => {
    expect(namesOf('2023-01-01', '2023-04-02')).toEqual([])
    expect(namesOf('2023-01-01', '2023-04-03')).toEqual(['days-too-many'])
    expect(namesOf('2023-01-02', '2023-01-01')).toEqual(['days-reversed'])
    expect(namesOf('2023-01-01', '2023-02-30')).toEqual(['day-impossible'])
  })

  it('[Y21] tell no count below ten, and no minutes of so few', () => {
    const nine = { count: 9, median: 4.2, ninth: 9.9 }
    expect(spreadOf(nine)).toEqual({ count: 'fewer-than-10', median: null, ninth: null })
    expect(spreadOf({ ...nine, count: 10 })).toEqual({ count: 10, median: 4, ninth: 10 })
    // A desk’s clock that ran ahead.
    expect(spreadOf({ count: 10, median: -0.7, ninth: 2 }).median).toBe(0)
    expect(bandLines([{ band: 'unsure', count: 3 }])).toEqual([
      { band: 'same', count: 0 },
      { band: 'unsure', count: 'fewer-than-10' },
      { band: 'different', count: 0 },
      { band: 'cannot-compare', count: 0 },
    ])
  })

  it('[Y22] stand in classes of 0, 1, 2, 3–6, 7–13 and 14 days', () => {
    const days = [0, 1, 2, 3, 6, 7, 13, 14, 20]
    expect(days.map(noticeClassOf)).toEqual([0, 1, 2, 3, 3, 7, 7, 14, 14])
    const lines = noticeLines([
      { days: 3, groups: 8, absent: 1 },
      { days: 6, groups: 12, absent: 11 },
      { days: 0, groups: 4, absent: 0 },
    ])
    expect(lines).toEqual([
      { days: 0, groups: 'fewer-than-10', absent: 0 },
      { days: 1, groups: 0, absent: 0 },
      { days: 2, groups: 0, absent: 0 },
      { days: 3, groups: 20, absent: 12 },
      { days: 7, groups: 0, absent: 0 },
      { days: 14, groups: 0, absent: 0 },
    ])
  })
})
