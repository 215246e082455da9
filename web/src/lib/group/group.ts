// A whole group as typed: its travelers and how to reach them.

import type { Contact, CorrectedMember } from '@garita/contract/applicant'
import type { DraftPlan } from '../drafts.ts'
import type { FieldProblem } from '../problem.ts'
import { lacksCountryCode, readAddress } from './address.ts'
import { isBegun, type PersonTyped, personOf, problemsOf, readPerson } from './person.ts'

export type ContactTyped = {
  phone: string
  email: string
  staying: string
  usAddress: string
  travelHistory: string
  emergency: string
}

export type GroupTyped = { people: PersonTyped[]; contact: ContactTyped }

/** What the acts take, beside the group's id and the language. */
export type GroupRead = { members: CorrectedMember[]; contact: Contact }

/** The most travelers in a group, by the rules in force since the launch. */
export const membersLimit = 20

export const emptyGroup = (): GroupTyped => ({ people: [], contact: contactOf({}) })

/** The draft of a new registration. */
export const registerDraft: DraftPlan<GroupTyped> = {
  page: 'register-group',
  version: 1,
  empty: emptyGroup,
}

/** A group that is known already, as if just typed. */
export function groupOf(known: {
  members: Parameters<typeof personOf>[0][]
  contact: Contact
}): GroupTyped {
  return { people: known.members.map(personOf), contact: contactOf(known.contact) }
}

/** All that is missing or wrong, person by person and then the contact. */
export function problemsOfGroup({ people, contact }: GroupTyped): FieldProblem[] {
  return [
    ...people.flatMap((person, index) => problemsOf(person, index)),
    ...contactProblems(contact),
  ]
}

export function contactProblems(contact: ContactTyped): FieldProblem[] {
  const { phone, email } = contact
  if (!phone.trim() && !email.trim()) return [{ path: 'contact/phone', problem: 'contact-missing' }]
  const problems: FieldProblem[] = []
  if (phone.trim() && readAddress(phone)?.kind !== 'phone') {
    const problem = lacksCountryCode(phone) ? 'country-code' : 'phone'
    problems.push({ path: 'contact/phone', problem })
  }
  if (email.trim() && readAddress(email)?.kind !== 'mail') {
    problems.push({ path: 'contact/email', problem: 'email' })
  }
  return problems
}

/** The group as the acts take it. Call it where `problemsOfGroup` finds none. */
export function readGroup({ people, contact }: GroupTyped): GroupRead {
  const { phone, email, ...texts } = contact
  const typed = { phone: readAddress(phone)?.text, email: readAddress(email)?.text, ...texts }
  const known = Object.entries(typed)
    .map(([field, text]) => [field, text?.trim()] as const)
    .filter(([, text]) => text)
  return { members: people.map(readPerson), contact: Object.fromEntries(known) }
}

/** The contact with what was typed to sign in, where the reader has not written one. */
export function withAddress(contact: ContactTyped, address: string | undefined): ContactTyped {
  const read = readAddress(address ?? '')
  if (!read || contact.phone || contact.email) return contact
  return read.kind === 'mail' ? { ...contact, email: read.text } : { ...contact, phone: read.text }
}

/** Leaves out travelers who were added and of whom nothing was typed. */
export function withoutEmpty(people: readonly PersonTyped[]): PersonTyped[] {
  return people.filter((person) => person.id !== undefined || isBegun(person))
}

function contactOf(known: Contact): ContactTyped {
  return {
    phone: known.phone ?? '',
    email: known.email ?? '',
    staying: known.staying ?? '',
    usAddress: known.usAddress ?? '',
    travelHistory: known.travelHistory ?? '',
    emergency: known.emergency ?? '',
  }
}
