import { expect, test } from 'vitest'
import { countSaid, lengthOf } from './said.ts'

test('a count is told whole, in words where it is small, and as a dash where there is none', () => {
  expect(countSaid(1450, 'en', 'fewer than 10')).toBe('1,450')
  expect(countSaid('fewer-than-10', 'en', 'fewer than 10')).toBe('fewer than 10')
  expect(countSaid(null, 'en', 'fewer than 10')).toBe('–')
})

test('a bar never shows what its number does not tell', () => {
  expect(lengthOf('fewer-than-10')).toBe(0)
  expect(lengthOf(undefined)).toBe(0)
  expect(lengthOf(12)).toBe(12)
})
