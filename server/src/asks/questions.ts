// What waits for a supervisor at the desks of their ports: what holds a group, what was found when
// a network came back, what is to be countersigned, and who opened which group out of reach today.

import type { AskAnswerOf } from '@garita/contract'
import { printCode } from '@garita/domain/code'
import { allowed } from '@garita/domain/decision'
import { fullName } from '@garita/domain/name'
import { portOf } from '@garita/domain/port'
import { dayOf, daysMs } from '@garita/domain/time'
import { ask } from '../ask.ts'
import { openCriteria, openNote } from '../sealed.ts'
import { openDesk } from '../sealed-desk.ts'
import {
  findAwaited,
  findDeskVersion,
  findOutcomes,
  findWaiting,
  type ShownDetermination,
  type ShownQuestion,
  type StandingOutcome,
} from '../store/desk-questions.ts'
import { findGlasses, type ShownGlass } from '../store/glasses.ts'
import { staffNames } from '../store/staff-names.ts'
import { type OpenedGroup, openGroups } from './opened-groups.ts'

type Answer = AskAnswerOf<'questions'>
type Question = Answer['questions'][number]
type Countersign = Answer['countersigns'][number]
/** The constraint `slot_is_at_a_port`, and the contract at the door, hold it. */
const portCode = (port: string) => port as Question['port']
type Names = (account: string) => string

const shownAtMost = 500

export default ask('questions', async ({ db, now, who, world }, { known }) => {
  const days = who.ports.map((port) => ({ port, day: today(port, now) }))
  // No day has more than 25 hours; which of the groups opened are of today says the port's calendar.
  const since = now - daysMs(1) - daysMs(1) / 24
  // [R45] Before what it tells of: what moves in between is told of at the next look.
  const version = await findDeskVersion(db, days, since)
  const unchanged = version === known
  if (unchanged)
    return allowed({ now, version, unchanged, questions: [], countersigns: [], glasses: [] })
  const waiting = await findWaiting(db, days, shownAtMost)
  const awaited = await findAwaited(db, who.ports, shownAtMost)
  const glasses = (await findGlasses(db, who.ports, since, shownAtMost)).filter(
    ({ port, openedAt }) => dayOf(openedAt, zoneOf(port)) === today(port, now),
  )
  const ids = [...waiting, ...awaited, ...glasses].map(({ groupId }) => groupId)
  const groups = await openGroups({ db, world }, ids)
  const outcomes = Map.groupBy(
    await findOutcomes(
      db,
      awaited.map((row) => row.appointmentId),
    ),
    (row) => row.appointmentId,
  )
  const names = await staffNames(db, accountsOf(waiting, awaited, glasses))
  const nameOf: Names = (account) => names.get(account) ?? account
  const shown = <Row extends { groupId: string }, Shown>(
    rows: readonly Row[],
    show: (row: Row, group: OpenedGroup) => Shown,
  ): Shown[] =>
    rows.flatMap((row) => {
      const group = groups.get(row.groupId)
      return group ? [show(row, group)] : []
    })
  return allowed({
    ...{ now, version, unchanged },
    questions: shown(waiting, (row, group) => ({
      ...questionOf(row, group, nameOf),
      mine: row.raisedBy === who.account,
    })),
    countersigns: shown(awaited, (row, group) => ({
      ...countersignOf(row, group, outcomes.get(row.appointmentId) ?? []),
      by: nameOf(row.byAccount),
      mine: row.byAccount === who.account,
    })),
    glasses: shown(glasses, (row, { key }) => ({
      by: nameOf(row.accountId),
      code: printCode(row.code),
      port: portCode(row.port),
      words: openDesk(key, 'glasses', row.id, row.sealedWords),
      openedAt: row.openedAt,
    })),
  })
})

function accountsOf(
  waiting: readonly ShownQuestion[],
  awaited: readonly ShownDetermination[],
  glasses: readonly ShownGlass[],
): string[] {
  const raisers = waiting.flatMap(({ raisedBy, cameBy, decidedBy }) => [
    raisedBy,
    cameBy,
    decidedBy,
  ])
  const all = [
    ...raisers,
    ...awaited.map((row) => row.byAccount),
    ...glasses.map((row) => row.accountId),
  ]
  return all.filter((account) => account !== null)
}

function questionOf(row: ShownQuestion, group: OpenedGroup, nameOf: Names): Omit<Question, 'mine'> {
  const { id, kind, extra, present, raisedAt, holds, doneAt, act, why } = row
  const { by, ...other } = otherSide(row)
  const person = group.members.find((one) => one.id === row.memberId)
  return {
    ...{ question: id, kind, port: portCode(row.port), extra, present, raisedAt, holds },
    ...{ group: row.groupId, appointment: row.appointmentId, ...cardOf(row, group) },
    name: person ? fullName(person) : null,
    raisedBy: nameOf(row.raisedBy),
    held: openDesk(group.key, 'questions/held', id, row.sealedHeld),
    ...{ doneAt, ...other, otherBy: by === null ? null : nameOf(by), act },
    content: openDesk(group.key, 'questions/content', id, row.sealedContent),
    photo: row.isPhotoWhole ? row.photoId : null,
    why,
  }
}

/** [R18] What the kept act collided with: when, and by whom where it was somebody at a desk. */
function otherSide(row: ShownQuestion): { otherAt: number | null; by: string | null } {
  if (row.kind === 'cancelled-meanwhile') return { otherAt: row.changedAt, by: null }
  if (row.kind !== 'double-arrival') return { otherAt: null, by: null }
  if (row.decidedAt !== null) return { otherAt: row.decidedAt, by: row.decidedBy }
  return { otherAt: row.cameAt, by: row.cameBy }
}

function countersignOf(
  row: ShownDetermination,
  group: OpenedGroup,
  outcomes: readonly StandingOutcome[],
): Omit<Countersign, 'by' | 'mine'> {
  const { outcome, determinedAt } = row
  const { attested, seen } = openCriteria(group.key, row)
  const person = group.members.find(({ id }) => id === row.memberId)
  const others = group.members.filter(({ id }) => id !== row.memberId)
  const outcomeOf = new Map(outcomes.map((one) => [one.memberId, one.outcome]))
  return {
    ...{ group: row.groupId, appointment: row.appointmentId, port: portCode(row.port) },
    ...{ determination: row.id, member: row.memberId, name: person ? fullName(person) : '' },
    ...{ ...cardOf(row, group), outcome, determinedAt },
    // Written by `determine` and `amend-determination` alone, which take these.
    reason: row.reason as Countersign['reason'],
    note: openNote(group.key, row),
    ...{ attested: [...attested], seen: [...seen] },
    others: others.map(({ id }) => ({ outcome: outcomeOf.get(id) ?? null })),
  }
}

function cardOf(row: { readonly code: string; readonly size: number }, { members }: OpenedGroup) {
  const first = members.find(({ relation }) => relation === 'self') ?? members[0]
  return {
    code: printCode(row.code),
    size: row.size,
    firstPerson: first ? fullName(first) : '',
  }
}

const zoneOf = (port: string): string => portOf(port)?.zone ?? 'UTC'
const today = (port: string, now: number): string => dayOf(now, zoneOf(port))
