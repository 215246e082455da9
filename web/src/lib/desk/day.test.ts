import { expect, test } from 'vitest'
import {
  type ArrivalRow,
  type Day,
  keepRows,
  lateBy,
  minutesBetween,
  neighbour,
  rowsByHour,
  stateBy,
  sumOf,
} from './day.ts'
import { findRows, readTyped } from './typed.ts'

const nine = Date.UTC(2023, 0, 15, 17)
const eleven = nine + 2 * 3_600_000

function row(appointment: string, startsAt: number, ...names: string[]): ArrivalRow {
  return {
    group: `group of ${appointment}`,
    appointment,
    code: '7KQ4-M2XR-9D0Z',
    startsAt,
    size: names.length,
    present: 0,
    state: 'expected',
    firstPerson: names[0] ?? '',
    names,
    language: 'es',
    arrivedAt: null,
    number: null,
    lane: null,
    held: false,
    walkIn: false,
    needs: [],
  }
}

const rows = [
  row('c', eleven, 'Zoë Ejemplo'),
  row('a', nine, 'José Ejemplo Núñez', 'Ana Ejemplo'),
  row('b', nine, 'Marie-Ange Exemple'),
]
const hour = {
  slot: '2504-2023-01-15-0900',
  groups: 2,
  expected: 2,
  here: 1,
  determined: 3,
  late: 0,
}
const day: Day = {
  port: '2504',
  day: '2023-01-15',
  now: nine,
  version: 'v1',
  open: null,
  unchanged: false,
  oldestWaitAt: null,
  questions: 0,
  hours: [
    { ...hour, startsAt: nine, absent: 4 },
    { ...hour, startsAt: eleven, expected: 1, here: 0, determined: 0, absent: 0 },
  ],
  arrivals: rows,
}

test('rows stand under their hour, earlier hours first, with counts of people', () => {
  const hours = rowsByHour(day, rows)
  expect(hours.map(({ startsAt, people, came }) => [startsAt, people, came])).toEqual([
    [nine, 10, 4],
    [eleven, 1, 0],
  ])
  expect(hours[0]?.rows.map((one) => one.appointment)).toEqual(['a', 'b'])
})

test('a search leaves the counts of an hour as they are', () => {
  const hours = rowsByHour(day, findRows(rows, 'exemple'))
  expect(hours.map(({ people, rows }) => [people, rows.length])).toEqual([[10, 1]])
})

test('the day’s counts are the sums of its hours', () => {
  expect(sumOf(day.hours)).toEqual({ expected: 3, here: 1, determined: 3, absent: 4 })
})

test('[G10] a person is found without accents, by any part of the name in any order', () => {
  const found = (query: string) => findRows(rows, query).map((one) => one.appointment)
  expect(found('nunez jose')).toEqual(['a'])
  expect(found('ana')).toEqual(['a'])
  expect(found('ange')).toEqual(['b'])
  expect(found('nobody')).toEqual([])
  expect(found('  ')).toHaveLength(3)
})

test('a group is found by the beginning of its code, with or without hyphens, and by no single letter', () => {
  const found = (query: string) => findRows(rows, query).length
  expect(found('7kq4-m2')).toBe(3)
  expect(found('7KQ4M2XR9D0Z')).toBe(3)
  expect(found('7k')).toBe(0)
})

test('the rows before and after are those shown, and the ends are ends', () => {
  const hours = rowsByHour(day, rows)
  expect(neighbour(hours, 'a', 1)?.appointment).toBe('b')
  expect(neighbour(hours, 'c', 1)?.appointment).toBe('c')
  expect(neighbour(hours, 'b', -1)?.appointment).toBe('a')
  expect(neighbour(hours, undefined, 1)?.appointment).toBe('a')
})

test('groups of which nobody came are late once their start is past, without a new answer', () => {
  const [c, a] = rows
  if (!c || !a) throw new Error('no rows')
  const here = { ...a, state: 'here' as const }
  expect(lateBy(nine, rows)).toBe(0)
  expect(lateBy(nine + 1, rows)).toBe(3)
  expect(lateBy(nine + 1, [here, c])).toBe(0)
  expect([stateBy(nine, a), stateBy(nine + 1, a)]).toEqual(['expected', 'late'])
  expect(stateBy(nine + 1, here)).toBe('here')
  expect(rowsByHour(day, rows).map(({ awaited }) => awaited)).toEqual([3, 1])
})

test('rows that did not move stay the same rows', () => {
  const next: Day = JSON.parse(JSON.stringify(day))
  const [first, ...others] = next.arrivals
  if (!first) throw new Error('no rows')
  const after = keepRows(day, { ...next, arrivals: [{ ...first, held: true }, ...others] })
  expect(after.arrivals[0]).not.toBe(rows[0])
  expect(after.arrivals[0]?.held).toBe(true)
  expect(after.arrivals[1]).toBe(rows[1])
  expect(keepRows(undefined, day).arrivals).toEqual(rows)
})

test('minutes are whole and never negative', () => {
  expect(minutesBetween(nine, nine + 119_000)).toBe(1)
  expect(minutesBetween(nine, nine - 60_000)).toBe(0)
})

test('a token is a pass of the version that it shows', () => {
  const signature = 'A'.repeat(86)
  const token = `garita1.k1.00000000-0000-4000-8000-000000000001~3~2504~1673802000~4.${signature}`
  expect(readTyped(` ${token}\n`, false)).toEqual({ kind: 'pass', pass: token, version: 3 })
})

test('a damaged token goes to the server, which says so', () => {
  expect(readTyped('garita1.k1.x', false)).toEqual({
    kind: 'pass',
    pass: 'garita1.k1.x',
    version: null,
  })
})

test('a code is a code, also in small letters, with spaces, or with a wrong character', () => {
  for (const pass of ['7KQ4-M2XR-9D0Z', '7kq4 m2xr 9d0z', '7KQ4M2XR9D1Z'])
    expect(readTyped(pass, false)).toEqual({ kind: 'pass', pass, version: null })
})

test('words are a name', () => {
  expect(readTyped('José Núñez', true)).toEqual({ kind: 'listed', query: 'José Núñez' })
  expect(readTyped('Ejemplo 12', true).kind).toBe('listed')
})
