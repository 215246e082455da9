import { expect, test } from 'vitest'
import { fieldId } from './field-id.ts'

test('a field has one id, however its path is written', () => {
  const ids = ['/members/0/birth', 'members.0.birth', 'members[0].birth'].map(fieldId)
  expect(new Set(ids)).toEqual(new Set(['field-members-0-birth']))
})
