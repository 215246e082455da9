import { describe, expect, test } from 'vitest'
import {
  contactProblems,
  emptyGroup,
  type GroupTyped,
  groupOf,
  problemsOfGroup,
  readGroup,
  withAddress,
  withoutEmpty,
} from './group.ts'
import { newPerson, type PersonTyped } from './person.ts'
import { readStep, stepQuery } from './step.ts'

const person: PersonTyped = {
  ...newPerson(),
  givenNames: 'Ejemplo 1',
  birth: { day: '', month: '', year: '1990' },
  sex: 'male',
  nationality: 'HT',
  birthCountry: 'HT',
  languages: ['ht'],
}
const contact = { ...emptyGroup().contact, phone: '+52 664 123 4567', staying: ' Albergue ' }
const group: GroupTyped = { people: [person], contact }

describe('the contact', () => {
  test('[G11] a phone number or an e-mail address is needed', () => {
    expect(contactProblems(emptyGroup().contact)).toEqual([
      { path: 'contact/phone', problem: 'contact-missing' },
    ])
    expect(contactProblems({ ...emptyGroup().contact, email: 'ejemplo@example.org' })).toEqual([])
  })

  test('both are checked where both are given', () => {
    const both = { ...contact, phone: '664 123 4567', email: 'ejemplo@' }
    expect(contactProblems(both)).toEqual([
      { path: 'contact/phone', problem: 'country-code' },
      { path: 'contact/email', problem: 'email' },
    ])
  })

  test('what was typed to sign in fills the empty contact and never another', () => {
    const filled = withAddress(emptyGroup().contact, 'ejemplo@example.org')
    expect(filled.email).toBe('ejemplo@example.org')
    expect(withAddress(contact, 'ejemplo@example.org')).toEqual(contact)
  })
})

describe('the group', () => {
  test('is read as the act takes it', () => {
    expect(problemsOfGroup(group)).toEqual([])
    expect(readGroup(group).contact).toEqual({ phone: '+526641234567', staying: 'Albergue' })
    expect(readGroup(group).members).toHaveLength(1)
  })

  test('that is known comes back as it was', () => {
    const read = readGroup(group)
    const members = read.members.map((member) => ({ ...member, id: 'an-id' }))
    expect(readGroup(groupOf({ members, contact: read.contact }))).toEqual({ ...read, members })
  })

  test('leaves out who was added and not begun', () => {
    expect(withoutEmpty([person, newPerson(person)])).toEqual([person])
  })
})

describe('the step in the address', () => {
  test.each([
    ['', 2, { screen: 'people' }],
    ['step=person&person=2', 2, { screen: 'person', index: 1 }],
    ['step=person&person=3', 2, { screen: 'people' }],
    ['step=person&person=x', 2, { screen: 'people' }],
    ['step=review', 2, { screen: 'review' }],
    ['step=review', 0, { screen: 'people' }],
  ])('%j with %d travelers', (query, count, step) => {
    expect(readStep(new URLSearchParams(query), count)).toEqual(step)
  })

  test('is written as it is read, with the group', () => {
    expect(stepQuery({ screen: 'person', index: 1 }, 'g')).toBe('?group=g&step=person&person=2')
    expect(stepQuery({ screen: 'people' }, undefined)).toBe('')
  })
})
