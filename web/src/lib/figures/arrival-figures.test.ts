import { expect, test } from 'vitest'
import {
  absentRows,
  bandBars,
  firstDays,
  noticeColumns,
  noticeRows,
  type PortFigures,
  stepRows,
  type Teller,
  waitColumns,
} from './arrival-figures.ts'

const tell: Teller = {
  language: 'en',
  t: (key, ...args) =>
    key === 'few'
      ? 'fewer than 10'
      : [key, ...args.map((one) => Object.values(one).join(' '))].join(' '),
}

const port: PortFigures = {
  port: '2504',
  groups: 120,
  people: 300,
  absent: 'fewer-than-10',
  steps: [{ step: 'photo', count: 290, median: 4, ninth: 11 }],
  waits: [
    { hour: 11, count: 20, median: 30, ninth: 50 },
    { hour: 8, count: 'fewer-than-10', median: null, ninth: null },
  ],
  notice: [
    { days: 7, groups: 40, absent: 12 },
    { days: 0, groups: 'fewer-than-10', absent: 0 },
  ],
  bands: [
    { band: 'same', count: 250 },
    { band: 'unsure', count: 20 },
  ],
}

test('figures begin with the week that ends today', () => {
  expect(firstDays('2023-03-02')).toEqual({ from: '2023-02-24', to: '2023-03-02' })
})

test('what is counted from 1 to 9 is told in words and draws no bar', () => {
  expect(absentRows([port], tell)[0]?.cells).toEqual(['120', '300', 'fewer than 10'])
})

test('the sum of the bands says that it is at least so much where one of them is hidden', () => {
  expect(bandBars([port], tell)[0]).toMatchObject({ name: 'San Ysidro', all: 270, part: 250 })
  const hidden = { ...port, bands: [...port.bands, { band: 'different', count: 'fewer-than-10' }] }
  expect(bandBars([hidden as PortFigures], tell)[0]).toMatchObject({
    all: 270,
    said: 'bands-at-least 250 270',
  })
})

test('hours without arrivals keep their place between the others', () => {
  expect(waitColumns(port).map(({ key, part }) => [key, part])).toEqual([
    ['8', 0],
    ['9', 0],
    ['10', 0],
    ['11', 30],
  ])
  expect(waitColumns({ ...port, waits: [] })).toEqual([])
})

test('times stand in minutes', () => {
  expect(stepRows(port, tell)[0]?.cells).toEqual(['290', 'minutes 4', 'minutes 11'])
})

test('a class of notice goes up to the day before the next, and the last has no end', () => {
  expect(noticeRows(port, tell).map(({ name }) => name)).toEqual([
    'notice-range 0 6',
    'notice-more 7',
  ])
  expect(noticeColumns(port).map(({ label }) => label)).toEqual(['0–6', '7+'])
})
