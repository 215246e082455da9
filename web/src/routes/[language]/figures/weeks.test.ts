import { expect, test } from 'vitest'
import { type Row, sumOf, weeksOf } from './weeks.ts'

const row = (week: string, port: Row['port'], changed: Partial<Row> = {}): Row => ({
  week,
  port,
  places: 40,
  given: 30,
  tickets: 200,
  offered: 20,
  accepted: 18,
  picked: 0,
  arrived: 15,
  absent: 'fewer-than-10',
  cancelled: 0,
  ...changed,
})

test('weeks stand from the newest, their ports from west to east', () => {
  const weeks = weeksOf([
    row('2023-01-16', '2301'),
    row('2023-01-23', '2301'),
    row('2023-01-23', '2504'),
  ])
  expect(weeks.map(({ week }) => week)).toEqual(['2023-01-23', '2023-01-16'])
  expect(weeks[0]?.rows.map(({ port }) => port)).toEqual(['2504', '2301'])
  expect(weeks[0]).toMatchObject({ places: 80, given: 60 })
})

test('a column with a hidden part has no sum', () => {
  const rows = [row('2023-01-16', '2301'), row('2023-01-16', '2504', { absent: 12 })]
  expect(sumOf(rows, 'absent')).toBeUndefined()
  expect(sumOf(rows, 'arrived')).toBe(30)
})
