import { expect, test } from 'vitest'
import { type Person, personOf } from './person.ts'

const person = (member: string, photo: Person['photo'] = 'missing'): Person => ({
  member,
  givenNames: `Ejemplo ${member}`,
  photo,
  photoId: null,
})

test('the first whose photo is not decided comes first', () => {
  const turn = personOf([person('a', 'sent'), person('b', 'at-port'), person('c')], null)
  expect(turn).toMatchObject({ index: 2, next: undefined })
})

test('who is named in the address is meant, and the next undecided one follows, going round', () => {
  const turn = personOf([person('a'), person('b', 'sent'), person('c', 'sent')], 'b')
  expect(turn).toMatchObject({ member: { member: 'b' }, next: { member: 'a' } })
})

test('when all are decided the first is shown', () => {
  const turn = personOf([person('a', 'sent'), person('b', 'sent')], null)
  expect(turn).toMatchObject({ index: 0, next: undefined })
})

test('a person who is not in the group counts as none named', () => {
  expect(personOf([person('a', 'sent'), person('b')], 'z')).toMatchObject({ index: 1 })
  expect(personOf([], 'z')).toBeUndefined()
})
