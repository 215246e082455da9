// A group that came without an appointment, as typed at the desk, and how that becomes what the act takes.

import type { AskAnswerOf, InputOf } from '@garita/contract'
import type { DraftPlan } from '../drafts.ts'
import { emptyGroup, type GroupTyped, problemsOfGroup, readGroup } from '../group/group.ts'
import { newPerson, type PersonTyped, without } from '../group/person.ts'
import { askedCriteria } from '../group/said.ts'
import type { Language } from '../language.ts'
import type { FieldProblem } from '../problem.ts'

/** What was ticked for the person at the same place of the list; `prefer` holds `port` where it is. */
export type Ticked = { criteria: string[]; prefer: string[] }

export type WalkInTyped = GroupTyped & {
  ticked: Ticked[]
  reason: string
  /** Empty where the officer leaves it at the first that is offered. */
  slot: string
  language: Language
}

export type WalkInSlot = AskAnswerOf<'walk-in-slots'>['slots'][number]
export type PortCode = InputOf<'receive-walk-in'>['port']

/** Names of strangers do not lie longer on a desk's computer: hours, then a draft is forgotten. */
const draftHours = 12

export const walkInDraft = (language: Language): DraftPlan<WalkInTyped> => ({
  page: 'receive-walk-in',
  version: 1,
  empty: () => ({
    ...emptyGroup(),
    people: [newPerson()],
    ticked: [{ criteria: [], prefer: [] }],
    ...{ reason: '', slot: '', language },
  }),
})

/** Whether a draft, saved at `savedAt`, is of another shift. Both in epoch milliseconds. */
export function isStale(savedAt: number | undefined, now: number): boolean {
  return savedAt !== undefined && now - savedAt > draftHours * 3_600_000
}

export function addPerson(typed: WalkInTyped): void {
  typed.people.push(newPerson(typed.people[0]))
  typed.ticked.push({ criteria: [], prefer: [] })
}

/** There is always one to write down. */
export function removePerson(typed: WalkInTyped, index: number): void {
  const left: PersonTyped[] = without(typed.people, index)
  typed.people = left.length > 0 ? left : [newPerson()]
  const ticked = typed.ticked.filter((_, at) => at !== index)
  typed.ticked = ticked.length > 0 ? ticked : [{ criteria: [], prefer: [] }]
}

/**
 * Slots with room for the whole group: first those whose reserved places hold it, then those with some, then the rest;
 * among equals the nearest to now, which a group that stands here can be seen at.
 */
export function slotsForWalkIn(
  slots: readonly WalkInSlot[],
  size: number,
  now: number,
): readonly WalkInSlot[] {
  const rank = ({ urgent }: WalkInSlot) => (urgent >= size ? 0 : urgent > 0 ? 1 : 2)
  const away = ({ startsAt }: WalkInSlot) => Math.abs(startsAt - now)
  return slots
    .filter(({ free }) => free >= size)
    .sort((a, b) => rank(a) - rank(b) || away(a) - away(b) || (a.slot < b.slot ? -1 : 1))
}

/** All that is missing or wrong, person by person; the reason and the slot last. */
export function problemsOfWalkIn(typed: WalkInTyped, slot: string | undefined): FieldProblem[] {
  return [
    ...problemsOfGroup(typed),
    ...(typed.reason.trim() ? [] : [{ path: 'reason', problem: 'reason-missing' }]),
    ...(slot ? [] : [{ path: 'slot', problem: 'slot-missing' }]),
  ]
}

/** What the act takes. Call it where `problemsOfWalkIn` finds none. */
export function readWalkIn(
  typed: WalkInTyped,
  port: PortCode,
  slot: string,
): InputOf<'receive-walk-in'> {
  const { members, contact } = readGroup(typed)
  return {
    ...{ port, slot, language: typed.language, members, contact },
    said: typed.ticked.map(({ criteria, prefer }, member) => ({
      member,
      criteria: askedCriteria.filter((one) => criteria.includes(one)),
      preferToSay: prefer.includes('port'),
    })),
    reason: typed.reason.trim(),
  }
}
