import { expect, test } from 'vitest'
import { groupBy } from './group-by.ts'

test('items come under their key, groups in the order of their first item', () => {
  const groups = groupBy(['pera', 'uva', 'piña', 'uvas'], (word) => word.charAt(0))
  expect([...groups]).toEqual([
    ['p', ['pera', 'piña']],
    ['u', ['uva', 'uvas']],
  ])
})

test('nothing gives no groups', () => {
  expect(groupBy([], String).size).toBe(0)
})
