import { expect, test } from 'vitest'
import { nextDrawAt, ticketText } from './draw-times.ts'

const draw = {
  time: '12:00',
  zone: 'America/New_York',
  commitHours: 24,
  revealMinutes: 30,
  custodiansMinimum: 2,
} as const

test('the next draw is today before noon in New York and tomorrow from noon on', () => {
  expect(nextDrawAt(Date.parse('2023-01-11T16:59:59Z'), draw)).toBe(Date.parse('2023-01-11T17:00Z'))
  expect(nextDrawAt(Date.parse('2023-01-11T17:00:00Z'), draw)).toBe(Date.parse('2023-01-12T17:00Z'))
})

test('noon stays noon over the night on which the clocks change', () => {
  expect(nextDrawAt(Date.parse('2023-03-11T18:00:00Z'), draw)).toBe(Date.parse('2023-03-12T16:00Z'))
})

test('a ticket is written in groups of four', () => {
  expect(ticketText('4f1c9a20b7de83556c01a9d2e4f70b18')).toBe(
    '4f1c 9a20 b7de 8355 6c01 a9d2 e4f7 0b18',
  )
})
