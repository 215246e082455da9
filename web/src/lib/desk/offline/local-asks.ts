// What the console asks, answered from the day's list and what this desk has done since. What only the server knows
// (history, notes of others, questions in words) is empty; the bar says of when the list is.

import type { AskAnswerOf } from '@garita/contract'
import { fullName } from '@garita/domain/name'
import { groupBy } from '../../group-by.ts'
import { type DayList, type GroupNow, isHeld, type MemberNow, presentOf } from './group-now.ts'

type Arrivals = AskAnswerOf<'arrivals'>
type Row = Arrivals['arrivals'][number]
type ArrivalState = Row['state']
type Question = AskAnswerOf<'arrival'>['questions'][number]

/** As the ask `arrivals`; `version` changes with the list and with each act. */
export function arrivalsOf(
  list: DayList,
  groups: readonly GroupNow[],
  { now, version, known }: { now: number; version: string; known: string | undefined },
): Arrivals {
  const { port, day } = list
  if (known === version) {
    const nothing = { oldestWaitAt: oldestWait(groups), questions: 0, hours: [], arrivals: [] }
    return { port, day, now, version, open: null, unchanged: true, ...nothing }
  }
  const expected = groups.filter((one) => !gone.includes(one.state))
  return {
    ...{ port, day, now, version, open: null, unchanged: false },
    oldestWaitAt: oldestWait(groups),
    questions: groups.filter(isHeld).length,
    hours: hoursOf(expected, now),
    arrivals: expected.map((one) => rowOf(one, now)),
  }
}

/** As the ask `arrival`. */
export function arrivalOf(group: GroupNow, now: number) {
  const { notes, members } = group
  const raisedAt = group.arrivedAt ?? now
  const questions: Question[] = group.holding.map((kind) => {
    return { question: kind, kind, raisedAt, holds: true, held: null }
  })
  return {
    ...namesOf(group),
    slot: group.slot,
    startsAt: group.startsAt,
    state: stateOf(group, now),
    registeredAt: group.registeredAt,
    language: group.language,
    sharesTraveler: false,
    number: group.number,
    lane: null,
    walkIn: group.walkIn,
    today: true,
    questions,
    notes: [...notes],
    history: [],
    members: members.map(memberOf),
  } satisfies AskAnswerOf<'arrival'>
}

/** Not on the list of who is expected. */
const gone = ['cancelled', 'displaced']

function namesOf({ group, appointment, code }: GroupNow) {
  return { group, appointment, code }
}

function rowOf(group: GroupNow, now: number): Row {
  const { members } = group
  const first = members.find((one) => one.relation === 'self') ?? members[0]
  return {
    ...namesOf(group),
    startsAt: group.startsAt,
    size: members.length,
    present: presentOf(group),
    state: stateOf(group, now),
    firstPerson: first ? nameOf(first) : '',
    names: members.map(nameOf),
    language: group.language,
    arrivedAt: group.arrivedAt,
    number: group.number,
    lane: null,
    held: isHeld(group),
    walkIn: group.walkIn,
    needs: [...new Set(members.flatMap((one) => one.needs))],
  }
}

function nameOf({ givenNames, familyNames }: MemberNow): string {
  return fullName(familyNames === null ? { givenNames } : { givenNames, familyNames })
}

function stateOf(group: GroupNow, now: number): ArrivalState {
  if (group.state === 'done') return 'determined'
  if (group.state === 'absent') return 'absent'
  if (group.state === 'arrived')
    return presentOf(group) >= group.members.length ? 'here' : 'partly-here'
  return now > group.startsAt ? 'late' : 'expected'
}

function memberOf({ determined: _, ...one }: MemberNow) {
  const sent = one.sentPhoto === null ? ('missing' as const) : ('sent' as const)
  return { ...one, photo: sent, before: [] }
}

function oldestWait(groups: readonly GroupNow[]): number | null {
  const waiting = groups.flatMap(({ state, arrivedAt }) =>
    state === 'arrived' && arrivedAt !== null ? [arrivedAt] : [],
  )
  return waiting.length > 0 ? Math.min(...waiting) : null
}

function hoursOf(groups: readonly GroupNow[], now: number): Arrivals['hours'] {
  return [...groupBy(groups, ({ slot }) => slot)].map(([slot, here]) => {
    const people = (count: (group: GroupNow) => number) =>
      here.reduce((total, group) => total + count(group), 0)
    const startsAt = here[0]?.startsAt ?? 0
    const determined = people((group) => group.members.filter((one) => one.determined).length)
    const expected = people((one) => (one.state === 'absent' ? 0 : missingOf(one)))
    return {
      ...{ slot, startsAt, groups: here.length, expected, determined },
      here: people(presentOf) - determined,
      absent: people((one) => (one.state === 'absent' ? one.members.length : 0)),
      late: now > startsAt ? expected : 0,
    }
  })
}

const missingOf = (group: GroupNow): number => group.members.length - presentOf(group)
