import { expect, test } from 'vitest'
import { birthText } from './birth-text.ts'

test('as much of a birth date is said as is known', () => {
  expect(birthText({ year: 1990 }, 'es')).toBe('1990')
  expect(birthText({ year: 1990, month: 3 }, 'es')).toBe('marzo de 1990')
  expect(birthText({ year: 1990, month: 3, day: 2 }, 'es')).toBe('2 de marzo de 1990')
  expect(birthText({ year: 1990, month: 3, day: 2 }, 'en')).toBe('March 2, 1990')
})

test('a leap day stays what it is', () => {
  expect(birthText({ year: 2004, month: 2, day: 29 }, 'en')).toBe('February 29, 2004')
})
