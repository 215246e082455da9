import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  csvOf,
  figuresAsCsv,
  figuresAsLines,
  groupFigures,
  type WeekCount,
  weeklyFigures,
  weekOf,
} from './weekly.ts'

const count = (over: Partial<WeekCount> = {}): WeekCount => ({
  ...{ week: '2023-01-16', port: '2504', places: 200, given: 150, tickets: 400, offered: 60 },
  ...{ accepted: 55, picked: 12, arrived: 40, absent: 10, cancelled: 0, ...over },
})

describe('weekly figures', () => {
  it('[Y4] weeks begin on Monday, and the latest comes first', () => {
    expect(weekOf('2023-01-16')).toBe('2023-01-16')
    expect(weekOf('2023-01-22')).toBe('2023-01-16')
    expect(weekOf('2023-01-01')).toBe('2022-12-26')
    const figures = weeklyFigures([count({ week: '2023-01-09' }), count(), count({ port: '2301' })])
    expect(figures.map(({ week, port }) => `${week} ${port}`)).toEqual([
      '2023-01-16 2301',
      '2023-01-16 2504',
      '2023-01-09 2504',
    ])
  })

  it('[Y5] from 1 to 9 groups are fewer than 10, none is none, and places are whole', () => {
    const [figures] = weeklyFigures([count({ absent: 9, arrived: 1, cancelled: 0, given: 3 })])
    expect(figures).toMatchObject({ absent: 'fewer-than-10', arrived: 'fewer-than-10' })
    expect(figures).toMatchObject({ cancelled: 0, given: 3, picked: 12, tickets: 400 })
  })

  it('[Y5] how many places were given does not tell who came', () => {
    const shown = (arrived: number, absent: number, given: number) =>
      weeklyFigures([count({ arrived, absent, given })])
    // One place was given: whoever had it came or did not, and nobody learns which.
    expect(shown(1, 0, 1)).toEqual(shown(0, 1, 1))
    expect(shown(1, 1, 2)).toEqual(shown(2, 0, 2))
    // Ten groups of one person each came; an eleventh may have been of the first ten.
    expect(shown(10, 1, 11)).toEqual(shown(10, 0, 11))
    expect(shown(0, 0, 0)).toMatchObject([{ arrived: 0, absent: 0 }])
  })

  it('[Y5] what is hidden follows from nothing that is shown: any other small figure shows alike', () => {
    const groups = fc.integer({ min: 0, max: 40 })
    const some = fc
      .record({ tickets: groups, offered: groups, accepted: groups, picked: groups })
      .chain((one) =>
        fc
          .record({ arrived: groups, absent: groups, cancelled: groups })
          .map((other) => count({ ...one, ...other })),
      )
    const week = fc
      .array(some, { minLength: 1, maxLength: 8 })
      .map((rows) =>
        rows.map((row, place) => ({ ...row, port: `23${String(place).padStart(2, '0')}` })),
      )
    const figure = fc.constantFrom(...groupFigures)
    const small = fc.integer({ min: 1, max: 9 })
    fc.assert(
      fc.property(week, figure, small, fc.nat(7), (rows, name, other, place) => {
        const row = rows[place % rows.length]
        if (!row || row[name] < 1 || row[name] > 9) return
        const changed = rows.map((one) => (one === row ? { ...one, [name]: other } : one))
        // Not in its own row, not in any sum, not in either file.
        expect(figuresAsCsv(weeklyFigures(changed))).toBe(figuresAsCsv(weeklyFigures(rows)))
        expect(figuresAsLines(weeklyFigures(changed))).toBe(figuresAsLines(weeklyFigures(rows)))
      }),
    )
  })

  it('[Y6] as lines and as a table, with names, always in the same order', () => {
    const figures = weeklyFigures([count({ absent: 4 })])
    expect(figuresAsLines(figures)).toBe(
      '{"week":"2023-01-16","port":"2504","places":200,"given":150,"tickets":400,"offered":60,' +
        '"accepted":55,"picked":12,"arrived":40,"absent":"fewer-than-10","cancelled":0}\n',
    )
    expect(figuresAsCsv(figures)).toBe(
      'week,port,places,given,tickets,offered,accepted,picked,arrived,absent,cancelled\r\n' +
        '2023-01-16,2504,200,150,400,60,55,12,40,fewer-than-10,0\r\n',
    )
    expect(figuresAsLines([])).toBe('')
    expect(csvOf('a "b", c')).toBe('"a ""b"", c"')
  })
})

it('[Y9] tickets are told in whole tens, so that none is the rest of what a draw had', () => {
  const told = (tickets: number) => weeklyFigures([count({ tickets })])[0]?.tickets
  expect([0, 9, 10, 14, 15, 404].map(told)).toEqual([0, 'fewer-than-10', 10, 10, 20, 400])
})
