import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { arrayText } from './array-text.ts'
import { openDatabase } from './open.ts'

const lists: readonly (readonly string[])[] = [
  [],
  [''],
  ['a', '', 'NULL', 'null'],
  ['{', '}', ',', '{a,b}', ' space ', '\ttab\n', "quote's"],
  ['ñandú', '漢字', '𝄞'],
  Array.from({ length: 100 }, () => randomUUID()),
]

test('a list that needs no escaping is the same list in the database', async () => {
  const database = await openDatabase({})
  for (const list of lists) {
    const { rows } = await database.pool.query('select $1::text[] as list', [arrayText(list)])
    expect(rows).toEqual([{ list }])
  }
  const { rows } = await database.pool.query('select $1::int[] as list', [arrayText([1, -2, 3])])
  expect(rows).toEqual([{ list: [1, -2, 3] }])
  await database.close()
})

test.each([[['"']], [['a', 'b\\']], [[null]], [['a', undefined]], [[Buffer.from('a')]], [[['a']]]])(
  '%j is left to the driver',
  (list) => {
    expect(arrayText(list)).toBeUndefined()
  },
)
