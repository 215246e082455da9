import { types } from 'pg'
import { expect, test } from 'vitest'
import { readInstant } from './instants.ts'

const asTheDriver = (text: string) =>
  (types.getTypeParser(types.builtins.TIMESTAMPTZ, 'text') as (text: string) => Date)(
    text,
  ).getTime()

test.each([
  '2023-01-10 18:00:00+00',
  '2023-01-10 18:00:00.1+00',
  '2023-01-10 18:00:00.25+00',
  '2023-01-10 18:00:00.123456+00',
  '2023-01-10 18:00:00.999999+00',
  '1969-12-31 23:59:59+00',
  '0099-03-01 00:00:00+00',
  '2023-01-10 12:00:00-06',
  '2023-01-10 23:45:00.5+05:45',
  '12023-01-10 18:00:00+00',
  '0044-03-15 12:00:00+00 BC',
])('%s is read as the driver reads it', (text) => {
  expect(readInstant(text)).toBe(asTheDriver(text))
})

test('what never ends is refused, as it was before', () => {
  expect(() => readInstant('infinity')).toThrow()
})
