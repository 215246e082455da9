import { expect, test } from 'vitest'
import { type Cases, listCases, neighbourCase, portsFor, slotsFor, timeLeft } from './cases.ts'

const minute = 60_000
const group = { size: 3, language: 'es' as const, registeredAt: 0, firstPerson: 'Ejemplo 1' }

const cases: Cases = {
  now: 100,
  troubles: [
    {
      ...group,
      ...{ trouble: 't', kind: 'late', words: '', port: '2504', code: 'x', state: 'standing' },
      ...{
        slot: '2504-2023-01-16-0900',
        startsAt: 500,
        ruledOut: [],
        reportedAt: 30,
        answerBy: 90,
      },
    },
  ],
  appeals: [
    {
      ...group,
      ...{ appeal: 'a', words: '', port: '2504', verdict: 'out', state: null, municipality: null },
      ...{ madeAt: 10, answerBy: 200 },
    },
  ],
  duplicates: [{ groups: [], foundAt: 20 }],
  more: { troubles: 0, appeals: 0, duplicates: 0 },
}

test('cases of all kinds stand in one list, the oldest first', () => {
  expect(listCases(cases).map(({ kind }) => kind)).toEqual(['appeal', 'duplicate', 'trouble'])
})

test('the time left is told in hours and minutes, and what is over as such', () => {
  expect(timeLeft(125 * minute, 0)).toEqual({ isOver: false, hours: 2, minutes: 5 })
  expect(timeLeft(0, 61 * minute)).toEqual({ isOver: true, hours: 1, minutes: 1 })
})

test('a group is seated at its own port first, and never at one that it ruled out', () => {
  const codes = portsFor({ port: '2301', ruledOut: ['2504'] }).map(({ code }) => code)
  expect(codes[0]).toBe('2301')
  expect(codes).toHaveLength(7)
  expect(codes).not.toContain('2504')
})

test('a slot that is over or too small for the whole group is not offered', () => {
  const slot = (name: string, startsAt: number, left: number) => ({
    ...{ slot: name, startsAt, places: 20, left, waiting: 0, urgent: 0 },
    ...{ kind: 'general' as const, open: true },
  })
  const slots = [slot('c', 30, 3), slot('b', 20, 2), slot('a', 5, 9), slot('d', 25, 9)]
  expect(slotsFor(slots, 3, 10).map((one) => one.slot)).toEqual(['d', 'c'])
})

test('the keys go up and down the list and stop at its ends', () => {
  const list = listCases(cases)
  expect(neighbourCase(list, undefined, 1)?.kind).toBe('appeal')
  expect(neighbourCase(list, undefined, -1)?.kind).toBe('trouble')
  expect(neighbourCase(list, 'a', -1)?.kind).toBe('appeal')
  expect(neighbourCase(list, 'a', 1)?.kind).toBe('duplicate')
})
