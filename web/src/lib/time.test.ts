import { expect, test } from 'vitest'
import {
  dateText,
  dayInSentence,
  dayParts,
  dayText,
  localDayText,
  phoneTimeText,
  timeText,
} from './time.ts'

const nine = Date.parse('2023-01-15T17:00:00Z') // 9:00 in San Ysidro

test('a time is that of the port', () => {
  expect(timeText(nine, 'America/Los_Angeles', 'es')).toMatch(/^0?9:00$/)
  expect(timeText(nine, 'America/Los_Angeles', 'en')).toMatch(/^9:00\sAM$/)
})

test('a day carries its weekday and its month by name', () => {
  expect(dayText(nine, 'America/Los_Angeles', 'es')).toMatch(/^Domingo,? 15 de enero$/)
  expect(localDayText('2023-01-15', 'en')).toBe('Sunday, January 15')
})

test('the phone’s time is given only where it differs', () => {
  expect(phoneTimeText(nine, 'America/Los_Angeles', 'es', 'America/Tijuana')).toBeUndefined()
  expect(phoneTimeText(nine, 'America/Los_Angeles', 'es', 'America/Mexico_City')).toBe('11:00')
})

test('where the day differs too, it is said', () => {
  const late = Date.parse('2023-01-16T07:30:00Z')
  const text = phoneTimeText(late, 'America/Los_Angeles', 'es', 'America/Mexico_City')
  expect(text).toMatch(/^Lunes,? 16 de enero, 0?1:30$/)
})

test('on the morning after the clocks change El Paso moves and Nogales does not', () => {
  const before = Date.parse('2023-03-11T16:00:00Z')
  const after = Date.parse('2023-03-12T16:00:00Z')
  expect(timeText(before, 'America/Denver', 'en')).toMatch(/^9:00/)
  expect(timeText(after, 'America/Denver', 'en')).toMatch(/^10:00/)
  expect(timeText(before, 'America/Phoenix', 'en')).toBe(timeText(after, 'America/Phoenix', 'en'))
})

test('a calendar cell has short parts without dots', () => {
  expect(dayParts('2023-01-15', 'es')).toEqual({ weekday: 'dom', number: '15', month: 'ene' })
})

test('inside a sentence Spanish writes days small, without a comma after the weekday', () => {
  expect(dayInSentence(nine, 'America/Los_Angeles', 'es')).toBe('domingo 15 de enero')
  expect(dayInSentence(nine, 'America/Los_Angeles', 'en')).toBe('Sunday, January 15')
})

test('a day of another year carries its year', () => {
  expect(dateText(nine, 'America/Los_Angeles', 'es')).toBe('15 de enero de 2023')
})
