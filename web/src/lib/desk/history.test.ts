import { expect, test } from 'vitest'
import { changesOf, latestFirst } from './history.ts'

const member = '00000000-0000-4000-8000-000000000001'

test('each change of a person is told; several of the contact are one', () => {
  const fields = [`${member}/givenNames`, 'contact/phone', 'contact/email', `${member}/added`]
  expect(changesOf({ at: 1, fields })).toEqual([
    { kind: 'member', member, field: 'givenNames' },
    { kind: 'contact' },
    { kind: 'member', member, field: 'added' },
  ])
})

test('the language of the messages is a change of its own', () => {
  expect(changesOf({ at: 1, fields: ['contact/language'] })).toEqual([{ kind: 'contact' }])
  expect(changesOf({ at: 1, fields: ['language'] })).toEqual([{ kind: 'language' }])
})

test('the latest correction stands first, and one that changed nothing is left out', () => {
  const history = [
    { at: 1, fields: ['language'] },
    { at: 3, fields: ['language'] },
    { at: 2, fields: [] },
  ]
  expect(latestFirst(history).map(({ at }) => at)).toEqual([3, 1])
})
