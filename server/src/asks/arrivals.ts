// Today's arrivals at a port. Names are opened in memory for this day's list alone: there is no
// index of names. The keys are opened side by side, and all members come in one query.

import type { AskAnswerOf } from '@garita/contract'
import { printCode } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { fullName } from '@garita/domain/name'
import { portOf } from '@garita/domain/port'
import { dayOf, type Instant } from '@garita/domain/time'
import { arrivalStateOf } from '../arrival-state.ts'
import { ask } from '../ask.ts'
import type { Row } from '../database/tables.ts'
import { openMember } from '../sealed.ts'
import { type DayRow, findDay } from '../store/arrivals.ts'
import { findMembersOf } from '../store/members.ts'
import type { KeyStore } from '../vault/keys.ts'

type Answer = AskAnswerOf<'arrivals'>
type Arrival = Answer['arrivals'][number]
type Hour = Answer['hours'][number]

export default ask('arrivals', async ({ db, who, world, now }, query) => {
  const port = portOf(query.port)
  // [R7]
  if (!port || !who.ports.includes(port.code)) return refused('port-not-mine')
  const day = dayOf(now, port.zone)
  const rows = await findDay(db, port.code, day)
  const members = await findMembersOf(db, [...new Set(rows.map((row) => row.groupId))])
  const arrivals = await Promise.all(
    rows.map((row) => arrivalOf(world.vault.keys, row, members.get(row.groupId) ?? [], now)),
  )
  return allowed({ port: query.port, day, now, hours: hoursOf(rows), arrivals })
})

async function arrivalOf(
  keys: KeyStore,
  row: DayRow,
  members: readonly Row<'members'>[],
  now: Instant,
): Promise<Arrival> {
  const key = await keys.open(row.keyId)
  const opened = members.map((one) => openMember(key, one))
  const first = opened.find((one) => one.relation === 'self') ?? opened[0]
  return {
    group: row.groupId,
    appointment: row.id,
    code: printCode(row.code),
    startsAt: row.startsAt,
    size: row.size,
    present: row.present,
    state: arrivalStateOf(row, now),
    firstPerson: first ? fullName(first) : '',
    names: opened.map(fullName),
    language: row.language,
    arrivedAt: row.arrivedAt,
  }
}

/** People, by slot: who is still to come, who is here, who was decided upon, who did not come. */
function hoursOf(rows: readonly DayRow[]): Hour[] {
  const bySlot = Map.groupBy(rows, (row) => row.slotId)
  return [...bySlot].map(([slot, here]) => ({
    slot,
    startsAt: here[0]?.startsAt ?? 0,
    groups: here.length,
    expected: sum(here, (row) => (row.state === 'absent' ? 0 : row.size - row.present)),
    here: sum(here, (row) => row.present - row.determined),
    determined: sum(here, (row) => row.determined),
    absent: sum(here, (row) => (row.state === 'absent' ? row.size : 0)),
  }))
}

function sum(rows: readonly DayRow[], peopleOf: (row: DayRow) => number): number {
  return rows.reduce((total, row) => total + Math.max(0, peopleOf(row)), 0)
}
