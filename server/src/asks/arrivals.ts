// Today's arrivals at a port, live: a console asks every two seconds with the version it has, and
// mostly hears in one cheap query, and one for the group that it shows, that nothing moved. Names
// are opened in memory for this day's list alone: there is no index of names.

import type { AskAnswerOf } from '@garita/contract'
import { printCode } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { fullName } from '@garita/domain/name'
import { portOf } from '@garita/domain/port'
import { dayOf, type Instant } from '@garita/domain/time'
import { arrivalStateOf } from '../arrival-state.ts'
import { ask } from '../ask.ts'
import { type OpenedPerson, readDay } from '../desk-memory.ts'
import { findOpenVersion } from '../store/arrival-screen.ts'
import type { DayArrival } from '../store/day-arrivals.ts'

type Answer = AskAnswerOf<'arrivals'>
type Arrival = Answer['arrivals'][number]
type Hour = Answer['hours'][number]

export default ask('arrivals', async ({ db, who, world, now }, { port: code, known, open }) => {
  const port = portOf(code)
  // [R7]
  if (!port || !who.ports.includes(port.code)) return refused('port-not-mine')
  const day = dayOf(now, port.zone)
  const portDay = { port: port.code, day, now }
  const list = await readDay({ db, world }, portDay)
  const { rows, people, version, questions } = list
  const unchanged = version === known
  return allowed({
    ...{ port: code, day, now, version, unchanged, questions },
    open: open === undefined ? null : await findOpenVersion(db, portDay, open),
    oldestWaitAt: oldestWait(rows),
    hours: unchanged ? [] : hoursOf(rows, now),
    arrivals: unchanged ? [] : rows.map((row) => arrivalOf(row, people.get(row.groupId), now)),
  })
})

function arrivalOf(
  row: DayArrival,
  people: readonly OpenedPerson[] | undefined,
  now: Instant,
): Arrival {
  const members = (people ?? []).map(({ member }) => member)
  const first = members.find((one) => one.relation === 'self') ?? members[0]
  const { number, lane, held, walkIn, language, arrivedAt } = row
  return {
    group: row.groupId,
    appointment: row.id,
    code: printCode(row.code),
    startsAt: row.startsAt,
    size: row.size,
    present: row.present,
    state: arrivalStateOf(row, now),
    firstPerson: first ? fullName(first) : '',
    names: members.map(fullName),
    needs: [...new Set(members.flatMap((one) => one.needs))],
    ...{ number, lane, held, walkIn, language, arrivedAt },
  }
}

/** Whoever came first of those who are here and wait still. */
function oldestWait(rows: readonly DayArrival[]): Instant | null {
  const since = rows.flatMap(({ waitingSince }) => (waitingSince === null ? [] : [waitingSince]))
  return since.length === 0 ? null : Math.min(...since)
}

/**
 * People, by slot: who is still to come (and late for it), who is here, who was decided upon, who
 * did not come.
 */
function hoursOf(rows: readonly DayArrival[], now: Instant): Hour[] {
  const isLate = (row: DayArrival) => row.state === 'standing' && now > row.startsAt
  const bySlot = Map.groupBy(rows, (row) => row.slotId)
  return [...bySlot].map(([slot, here]) => ({
    slot,
    startsAt: here[0]?.startsAt ?? 0,
    groups: here.length,
    expected: sum(here, (row) => (row.state === 'absent' ? 0 : row.size - row.present)),
    here: sum(here, (row) => row.present - row.determined),
    determined: sum(here, (row) => row.determined),
    absent: sum(here, (row) => (row.state === 'absent' ? row.size : 0)),
    late: sum(here, (row) => (isLate(row) ? row.size : 0)),
  }))
}

function sum(rows: readonly DayArrival[], peopleOf: (row: DayArrival) => number): number {
  return rows.reduce((total, row) => total + Math.max(0, peopleOf(row)), 0)
}
