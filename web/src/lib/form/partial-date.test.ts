import { expect, test } from 'vitest'
import { partsOf, readDate } from './partial-date.ts'

const parts = (day: string, month: string, year: string) => ({ day, month, year })

test.each([
  [parts('', '', '2013'), { year: 2013 }],
  [parts('', '5', '2013'), { year: 2013, month: 5 }],
  [parts(' 04', '05', '2013 '), { year: 2013, month: 5, day: 4 }],
  [parts('29', '2', '2012'), { year: 2012, month: 2, day: 29 }],
])('%o is a date', (typed, date) => {
  expect(readDate(typed)).toEqual(date)
})

test.each([
  parts('29', '2', '2013'),
  parts('31', '6', '2013'),
  parts('4', '', '2013'),
  parts('', '13', '2013'),
  parts('', '0', '2013'),
  parts('4', '5', '13'),
  parts('4', 'mayo', '2013'),
])('%o is no date', (typed) => {
  expect(readDate(typed)).toBe('not-a-date')
})

test('nothing typed is missing, not wrong', () => {
  expect(readDate(parts('', ' ', ''))).toBe('missing')
})

test('a known date comes back as it was typed', () => {
  expect(readDate(partsOf({ year: 2013, month: 5 }))).toEqual({ year: 2013, month: 5 })
})
