import { expect, test } from 'vitest'
import {
  addPerson,
  isStale,
  problemsOfWalkIn,
  readWalkIn,
  removePerson,
  slotsForWalkIn,
  type WalkInTyped,
  walkInDraft,
} from './walk-in.ts'

function typed(): WalkInTyped {
  const begun = walkInDraft('es').empty()
  const [first] = begun.people
  Object.assign(first ?? {}, {
    givenNames: ' Ejemplo 1 ',
    birth: { day: '', month: '', year: '1990' },
    sex: 'female',
    nationality: 'HN',
    birthCountry: 'HN',
    languages: ['es'],
  })
  begun.contact.phone = '+526641234567'
  begun.reason = ' Ejemplo '
  return begun
}

test('what was typed becomes the act: nothing of the form, everything of the group', () => {
  const group = typed()
  group.ticked[0] = { criteria: ['threatened', 'under-21'], prefer: ['port'] }
  expect(problemsOfWalkIn(group, 's')).toEqual([])
  expect(readWalkIn(group, '2504', '2504-2023-01-18-0900-u')).toMatchObject({
    ...{ port: '2504', slot: '2504-2023-01-18-0900-u', language: 'es', reason: 'Ejemplo' },
    members: [{ givenNames: 'Ejemplo 1', relation: 'self' }],
    contact: { phone: '+526641234567' },
    // Age is no box: the server works it out.
    said: [{ member: 0, criteria: ['threatened'], preferToSay: true }],
  })
})

test('everything missing is said at once, the reason and the time too', () => {
  const paths = problemsOfWalkIn(walkInDraft('es').empty(), undefined).map(({ path }) => path)
  expect(paths).toContain('members/0/givenNames')
  expect(paths).toContain('contact/phone')
  expect(paths.slice(-2)).toEqual(['reason', 'slot'])
})

test('who leaves the list takes along what was ticked for them', () => {
  const group = typed()
  addPerson(group)
  group.ticked[1] = { criteria: ['illness'], prefer: [] }
  removePerson(group, 0)
  expect(group.people).toHaveLength(1)
  expect(group.people[0]?.relation).toBe('self')
  expect(group.ticked).toEqual([{ criteria: ['illness'], prefer: [] }])
  removePerson(group, 0)
  expect(group.people).toHaveLength(1)
  expect(group.ticked).toEqual([{ criteria: [], prefer: [] }])
})

test('reserved places come first, then the nearest hour, and never a slot that is too small', () => {
  const slot = (name: string, startsAt: number, urgent: number, free: number) => ({
    ...{ slot: name, startsAt, urgent, free },
  })
  const slots = [
    slot('open', 100, 0, 20),
    slot('far', 900, 5, 5),
    slot('near', 300, 3, 3),
    slot('some', 100, 1, 9),
    slot('small', 100, 2, 2),
  ]
  expect(slotsForWalkIn(slots, 3, 100).map((one) => one.slot)).toEqual([
    'near',
    'far',
    'some',
    'open',
  ])
})

test('a draft of another shift is not taken up', () => {
  expect(isStale(undefined, 9)).toBe(false)
  expect(isStale(0, 12 * 3_600_000)).toBe(false)
  expect(isStale(0, 12 * 3_600_000 + 1)).toBe(true)
})
