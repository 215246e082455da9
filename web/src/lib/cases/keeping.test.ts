import { expect, test } from 'vitest'
import { keepOpen } from './keeping.ts'

const keep = (before: string[], now: string[], open: string[]) =>
  keepOpen(
    before,
    now,
    (id) => id,
    (id) => open.includes(id),
  )

test('what is gone stays while somebody has it open, and is said to be gone', () => {
  expect(keep(['a', 'b'], ['b', 'c'], ['a'])).toEqual({ list: ['b', 'c', 'a'], gone: ['a'] })
})

test('what nobody looks at goes, and what is there is as the server says', () => {
  expect(keep(['a', 'b'], ['b'], [])).toEqual({ list: ['b'], gone: [] })
  expect(keep(['a', 'b'], ['b'], ['b'])).toEqual({ list: ['b'], gone: [] })
})

test('what is gone stays so through later answers, until it is put away', () => {
  const { list } = keep(['a'], [], ['a'])
  expect(keep([...list], [], ['a'])).toEqual({ list: ['a'], gone: ['a'] })
  expect(keep([...list], [], [])).toEqual({ list: [], gone: [] })
})
