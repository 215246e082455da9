import { expect, test } from 'vitest'
import { changesOf } from './history.ts'

test('several fields of one person are one line', () => {
  expect(changesOf(['m1/givenNames', 'm1/birth', 'm2/sex'])).toEqual([
    { kind: 'person', member: 'm1' },
    { kind: 'person', member: 'm2' },
  ])
})

test('who was added or removed is said as such, as are contact, language and reasons', () => {
  const fields = ['m3/added', 'm2/removed', 'contact/phone', 'language', 'm1/attestation']
  expect(changesOf(fields).map(({ kind }) => kind)).toEqual([
    'added',
    'removed',
    'contact',
    'language',
    'attestation',
  ])
})

test('a name that is not known is still a change', () => {
  expect(changesOf(['something'])).toEqual([{ kind: 'other' }])
})
