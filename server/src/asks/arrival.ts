// One group on one screen for the officer: its travelers, what a supervisor has to see, what other
// shifts noted, and what was corrected since it registered.

import { printCode } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { dayOf } from '@garita/domain/time'
import type { LockedGroup } from '../act.ts'
import { arrivalStateOf } from '../arrival-state.ts'
import { type AskContext, ask } from '../ask.ts'
import { openDesk } from '../sealed-desk.ts'
import { findSeated, type SeatedAppointment } from '../store/appointments.ts'
import { findDetermined, findLane } from '../store/arrival-screen.ts'
import { findPresences } from '../store/arrivals.ts'
import { findComparisons } from '../store/comparisons.ts'
import { findDeskNotes } from '../store/desk-notes.ts'
import { findGlass } from '../store/glasses.ts'
import { findCorrections } from '../store/groups.ts'
import { findIdentities } from '../store/identities.ts'
import { findMembers, findSharing } from '../store/members.ts'
import { findQuestions } from '../store/questions.ts'
import { staffNames } from '../store/staff-names.ts'
import { arrivalMember } from './arrival-member.ts'

/** Of the questions that one group raised, those that are open. */
const questionsAtMost = 20

export default ask('arrival', async (context, { appointment }) => {
  const { db, group, now } = context
  const row = await findSeated(db, appointment)
  const day = dayOf(now, portOf(row?.port ?? '')?.zone ?? 'UTC')
  if (row?.groupId !== group.id) return refused('appointment-unknown')
  const isToday = context.who.ports.includes(row.port) && row.day === day
  if (!isToday && !(await isGlassOpen(context, row))) return refused('appointment-unknown')
  const { members, present } = await membersOf(context, row, day)
  const unsettled = (await findQuestions(db, row.id)).filter((one) => one.settledAt === null)
  // However many were found on return, what holds the group is seen.
  const open = unsettled.toSorted((a, b) => Number(b.holds) - Number(a.holds))
  return allowed({
    group: group.id,
    appointment: row.id,
    code: printCode(row.code),
    slot: row.slotId,
    startsAt: row.startsAt,
    state: arrivalStateOf({ ...row, present }, now),
    registeredAt: group.registeredAt,
    language: group.language,
    sharesTraveler: (await findSharing(db, [group.id])).has(group.id),
    number: row.number,
    lane: await findLane(db, row.id),
    walkIn: row.walkIn,
    today: isToday,
    questions: open.slice(0, questionsAtMost).map(({ id, kind, raisedAt, holds, sealedHeld }) => {
      const held = openDesk(group.key, 'questions/held', id, sealedHeld)
      return { question: id, kind, raisedAt, holds, held }
    }),
    notes: await notesOf(context.db, group),
    history: await findCorrections(db, group.id),
    members,
  })
})

/** [R14] Opened by this account with its reason, for half an hour: only to read. */
async function isGlassOpen(
  { db, group, who, now }: AskContext<'arrival'>,
  { id }: SeatedAppointment,
): Promise<boolean> {
  const glass = { account: who.account, group: group.id, appointment: id }
  return (await findGlass(db, glass, now)) !== undefined
}

/** [R15] */
async function notesOf(db: AskContext['db'], group: LockedGroup) {
  const notes = await findDeskNotes(db, group.id)
  const accounts = notes.map((one) => one.byAccount)
  const names = await staffNames(db, accounts)
  return notes.map(({ id, sealedWords, byAccount, madeAt }) => ({
    words: openDesk(group.key, 'desk_notes', id, sealedWords) ?? '',
    by: names.get(byAccount) ?? byAccount,
    at: madeAt,
  }))
}

async function membersOf(
  { db, group }: AskContext<'arrival'>,
  { id }: SeatedAppointment,
  day: string,
) {
  const presences = new Map((await findPresences(db, id)).map((one) => [one.memberId, one]))
  const comparisons = await findComparisons(db, id)
  const identities = await findIdentities(db, id)
  const determined = await findDetermined(db, id)
  const by = [...identities.values()].map((one) => one.byAccount)
  const names = await staffNames(db, by)
  const rows = await findMembers(db, group.id)
  const members = rows.map((row) => {
    const desk = {
      presence: presences.get(row.id),
      comparison: comparisons.get(row.id),
      identity: identities.get(row.id),
      determined: determined(row.id),
      names,
    }
    return arrivalMember(group.key, row, desk, day)
  })
  return { members, present: presences.size }
}
