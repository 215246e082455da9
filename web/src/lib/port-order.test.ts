import { expect, test } from 'vitest'
import { moved, neither, never, type PortWishes, wanted } from './port-order.ts'

const wishes: PortWishes = { ports: ['2504', '2503', '2402'], ruledOut: ['2301'] }

test('a port that is added comes last, and one that was ruled out is so no more', () => {
  expect(wanted(wishes, '2301')).toEqual({
    ports: ['2504', '2503', '2402', '2301'],
    ruledOut: [],
  })
})

test('a port that is ruled out is wanted no more', () => {
  expect(never(wishes, '2503')).toEqual({ ports: ['2504', '2402'], ruledOut: ['2301', '2503'] })
})

test('a port taken from the lists is in neither', () => {
  expect(neither(neither(wishes, '2504'), '2301')).toEqual({
    ports: ['2503', '2402'],
    ruledOut: [],
  })
})

test('ports change places with their neighbour, and the ends stay', () => {
  expect(moved(wishes, '2402', -1).ports).toEqual(['2504', '2402', '2503'])
  expect(moved(wishes, '2504', 1).ports).toEqual(['2503', '2504', '2402'])
  expect(moved(wishes, '2504', -1)).toBe(wishes)
  expect(moved(wishes, '2402', 1)).toBe(wishes)
  expect(moved(wishes, '2301', 1)).toBe(wishes)
})
