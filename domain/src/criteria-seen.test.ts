import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CriterionCount } from './criteria-seen.ts'
import { criteriaAsCsv, criteriaAsLines, criteriaSeen, monthOf } from './criteria-seen.ts'

const count = (over: Partial<CriterionCount> = {}): CriterionCount => ({
  ...{ month: '2023-01', criterion: 'pregnancy', people: 212, attested: 41, seen: 33, both: 30 },
  ...over,
})

describe('criteria seen', () => {
  it('[Y11] by month, the latest first, the criteria in the order of the programme', () => {
    const counts = [
      count({ month: '2022-12' }),
      count({ criterion: 'threatened' }),
      count({ criterion: 'illness' }),
    ]
    const shown = criteriaSeen(counts, '2023-02')
    expect(shown.map(({ month }) => month)).toEqual(['2023-01', '2022-12'])
    expect(shown[0]?.criteria.map(({ criterion }) => criterion)).toEqual(['illness', 'threatened'])
    expect(monthOf(Date.UTC(2023, 1, 1, 5), 'America/Los_Angeles')).toBe('2023-01')
  })

  it('[Y12] a month is told once it is over', () => {
    expect(criteriaSeen([count()], '2023-01')).toEqual([])
    expect(criteriaSeen([count()], '2023-02')).toHaveLength(1)
  })

  it('[Y12] from 1 to 9 people are fewer than 10, none is none, others are whole tens', () => {
    const [shown] = criteriaSeen([count({ people: 9, attested: 9, seen: 1, both: 0 })], '2023-02')
    expect(shown).toEqual({
      month: '2023-01',
      people: 'fewer-than-10',
      criteria: [
        { criterion: 'pregnancy', attested: 'fewer-than-10', seen: 'fewer-than-10', both: 0 },
      ],
    })
    expect(criteriaSeen([count()], '2023-02')[0]).toMatchObject({
      people: 210,
      criteria: [{ attested: 40, seen: 30, both: 30 }],
    })
  })

  it('[Y12] however many attested and were not seen, nine at most are never told apart', () => {
    const some = fc.integer({ min: 0, max: 60 })
    const cells = fc.record({ both: some, attestedOnly: some, seenOnly: some, neither: some })
    const shownOf = (of: Record<'both' | 'attestedOnly' | 'seenOnly' | 'neither', number>) => {
      const attested = of.both + of.attestedOnly
      const seen = of.both + of.seenOnly
      const people = attested + of.seenOnly + of.neither
      return criteriaAsCsv(criteriaSeen([count({ people, attested, seen, both: of.both })], '2024'))
    }
    const key = fc.constantFrom('attestedOnly', 'seenOnly', 'neither', 'both')
    fc.assert(
      fc.property(cells, key, fc.integer({ min: 1, max: 9 }), (of, name, small) => {
        const mine = { ...of, [name]: small }
        // Another small number in that cell, the others as one likes: some show just the same.
        const others = Array.from({ length: 61 }, (_, n) => n)
        const alike = [1, 2, 3, 4, 5, 6, 7, 8, 9]
          .filter((other) => other !== small)
          .some((other) =>
            (['both', 'attestedOnly', 'seenOnly', 'neither'] as const)
              .filter((moved) => moved !== name)
              .some((moved) =>
                others.some(
                  (n) => shownOf({ ...mine, [name]: other, [moved]: n }) === shownOf(mine),
                ),
              ),
          )
        expect(alike).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('[Y13] as lines and as a table, with names, always in the same order', () => {
    const shown = criteriaSeen([count({ seen: 3, both: 2 })], '2023-02')
    expect(criteriaAsLines(shown)).toBe(
      '{"month":"2023-01","criterion":"pregnancy","people":210,"attested":40,' +
        '"seen":"fewer-than-10","both":"fewer-than-10"}\n',
    )
    expect(criteriaAsCsv(shown)).toBe(
      'month,criterion,people,attested,seen,both\r\n' +
        '2023-01,pregnancy,210,40,fewer-than-10,fewer-than-10\r\n',
    )
    expect(criteriaAsLines([])).toBe('')
  })
})
