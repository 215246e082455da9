import { expect, test } from 'vitest'
import { type Countersign, listDesk, othersOf, type Question, unseenOf } from './desk-questions.ts'
import { readKept } from './kept-act.ts'

const group = {
  ...{ port: '2504' as const, group: 'g', appointment: 'a', code: 'x', firstPerson: 'Ejemplo 1' },
  size: 3,
}
const question = (name: string, more: Partial<Question>): Question => ({
  ...group,
  ...{
    question: name,
    kind: 'partly-here',
    present: 2,
    extra: 0,
    raisedAt: 10,
    raisedBy: 'Ejemplo',
    mine: false,
    name: null,
  },
  ...{ holds: true, held: null, doneAt: null, otherAt: null, otherBy: null, act: null },
  ...{ content: null, photo: null, why: [] },
  ...more,
})
const countersign = (name: string, more: Partial<Countersign>): Countersign => ({
  ...group,
  ...{ determination: name, member: 'm', name: 'Ejemplo 2', outcome: 'not-excepted', note: null },
  ...{ reason: 'criterion-not-shown', by: 'Ejemplo', mine: false, determinedAt: 10 },
  ...{ attested: [], seen: [], others: [] },
  ...more,
})

test('a child alone comes first, then the longest wait, and last what already waits for something', () => {
  const questions = [
    question('awaited', { held: 'x', raisedAt: 1 }),
    question('late', { raisedAt: 20 }),
    question('early', { raisedAt: 5 }),
    question('child', { kind: 'child-alone', raisedAt: 30 }),
    question('twice', { kind: 'double-arrival', holds: false }),
  ]
  const { held, found } = listDesk({ questions, countersigns: [] })
  expect(held.map(({ id }) => id)).toEqual(['child', 'early', 'late', 'awaited'])
  expect(found.map(({ id }) => id)).toEqual(['twice'])
})

test('one’s own decisions stand after those that one can countersign', () => {
  const countersigns = [
    countersign('mine', { mine: true }),
    countersign('other', { determinedAt: 50 }),
  ]
  const desk = listDesk({ questions: [], countersigns })
  expect(desk.countersigns.map(({ id }) => id)).toEqual(['other', 'mine'])
})

test('what was attested and not seen is told, and how the rest of the family stands', () => {
  const one = countersign('one', {
    attested: ['illness', 'threatened'],
    seen: ['illness'],
    others: [{ outcome: 'excepted' }, { outcome: null }, { outcome: 'excepted' }],
  })
  expect(unseenOf(one)).toEqual(['threatened'])
  expect(othersOf(one)).toEqual([
    { outcome: 'excepted', count: 2 },
    { outcome: 'open', count: 1 },
  ])
})

test('what a desk did without network is read out of what was kept', () => {
  const checkIn = { present: ['a', 'b'], extra: 1, doneAt: 5 }
  expect(readKept({ act: 'check-in', content: JSON.stringify(checkIn) })).toMatchObject({
    ...{ act: 'check-in', present: 2, extra: 1 },
  })
  const decided = {
    member: 'm',
    outcome: 'referred',
    reason: 'other',
    note: ' Ejemplo ',
    seen: ['illness'],
  }
  expect(readKept({ act: 'determine', content: JSON.stringify(decided) })).toMatchObject({
    ...{ member: 'm', outcome: 'referred', words: 'Ejemplo', seen: ['illness'] },
  })
})

test('what cannot be read is no act', () => {
  expect(readKept({ act: 'check-in', content: '{' })).toBeUndefined()
  expect(readKept({ act: 'check-in', content: '[]' })).toBeUndefined()
  expect(readKept({ act: 'purge', content: '{}' })).toBeUndefined()
  expect(readKept({ act: null, content: null })).toBeUndefined()
})
