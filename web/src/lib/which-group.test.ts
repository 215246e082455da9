import { expect, test } from 'vitest'
import { type GroupSummary, pageHref, whichGroup } from './which-group.ts'

const group = (id: string, opensAt: number | null = null): GroupSummary => ({
  group: id,
  registeredAt: 0,
  opensAt,
  size: 1,
  firstPerson: 'Ejemplo',
  next: 'attest',
  members: [],
  attestedAt: null,
  location: null,
  appeal: null,
  request: null,
  offer: null,
  trouble: null,
  appointment: null,
  sharesTraveler: false,
  sharing: 'none',
})

test('the group named in the address is meant', () => {
  expect(whichGroup([group('a'), group('b')], 'b')).toMatchObject({
    kind: 'one',
    group: { group: 'b' },
  })
})

test('an only group needs no name, and another name does not hide it', () => {
  expect(whichGroup([group('a')], undefined)).toMatchObject({ kind: 'one' })
  expect(whichGroup([group('a')], 'z')).toMatchObject({ kind: 'one', group: { group: 'a' } })
})

test('with several groups and no name the reader chooses', () => {
  expect(whichGroup([group('a'), group('b')], null)).toMatchObject({ kind: 'several' })
})

test('a group that was just taken over waits', () => {
  expect(whichGroup([group('a', 5)], 'a')).toEqual({ kind: 'waiting', opensAt: 5 })
})

test('a group that waits is not one to choose, since nothing is known of it yet', () => {
  expect(whichGroup([group('a', 5), group('b')], null)).toMatchObject({ group: { group: 'b' } })
  const several = whichGroup([group('a', 5), group('b'), group('c')], null)
  expect(several).toMatchObject({ kind: 'several', groups: [{ group: 'b' }, { group: 'c' }] })
})

test('an account without groups has none', () => {
  expect(whichGroup([], 'a')).toEqual({ kind: 'none' })
})

test('addresses carry what is known and leave out the rest', () => {
  expect(pageHref('es', 'pick-slot', { group: 'g', port: undefined })).toBe('/es/pick-slot?group=g')
  expect(pageHref('en', 'start')).toBe('/en/start')
})
