// One group on one screen for the officer: who they are, what they attested, both photos, what was
// compared and what was decided.

import type { AskAnswerOf } from '@garita/contract'
import { ageBounds } from '@garita/domain/birth'
import { printCode } from '@garita/domain/code'
import { allowed, refused } from '@garita/domain/decision'
import { portOf } from '@garita/domain/port'
import { dayOf } from '@garita/domain/time'
import type { LockedGroup } from '../act.ts'
import { arrivalStateOf } from '../arrival-state.ts'
import { ask } from '../ask.ts'
import type { Row } from '../database/tables.ts'
import { openAttestation, openMember, openNote } from '../sealed.ts'
import { findSeated } from '../store/appointments.ts'
import { findPresences } from '../store/arrivals.ts'
import { findComparisons } from '../store/comparisons.ts'
import { findDeterminations } from '../store/determinations.ts'
import { findCorrections } from '../store/groups.ts'
import { findMembers, findSharing } from '../store/members.ts'

type Member = AskAnswerOf<'arrival'>['members'][number]

export default ask('arrival', async ({ db, who, group, now }, { appointment }) => {
  const row = await findSeated(db, appointment)
  const today = dayOf(now, portOf(row?.port ?? '')?.zone ?? 'UTC')
  const isMine = row?.groupId === group.id && who.ports.includes(row.port) && row.day === today
  if (!row || !isMine) return refused('appointment-unknown')
  const presences = await findPresences(db, row.id)
  const desk = {
    presences: new Map(presences.map((one) => [one.memberId, one])),
    comparisons: await findComparisons(db, row.id),
    determinations: await findDeterminations(db, row.id),
  }
  const members = await findMembers(db, group.id)
  return allowed({
    group: group.id,
    appointment: row.id,
    code: printCode(row.code),
    slot: row.slotId,
    startsAt: row.startsAt,
    state: arrivalStateOf({ ...row, present: presences.length }, now),
    registeredAt: group.registeredAt,
    language: group.language,
    sharesTraveler: (await findSharing(db, [group.id])).has(group.id),
    history: await findCorrections(db, group.id),
    members: members.map((one) => memberOf(group, one, desk, today)),
  })
})

type Desk = {
  readonly presences: ReadonlyMap<string, Row<'presences'>>
  readonly comparisons: ReadonlyMap<string, Row<'comparisons'>>
  readonly determinations: ReadonlyMap<string, Row<'determinations'>>
}

function memberOf({ key }: LockedGroup, row: Row<'members'>, desk: Desk, today: string): Member {
  const one = openMember(key, row)
  const said = openAttestation(key, row)
  const presence = desk.presences.get(row.id)
  return {
    member: row.id,
    givenNames: one.givenNames,
    familyNames: one.familyNames ?? null,
    relation: one.relation,
    sex: one.sex,
    birth: one.birth,
    age: ageBounds(one.birth, today),
    nationality: one.nationality,
    birthCountry: one.birthCountry,
    languages: one.languages,
    needs: one.needs,
    criteria: [...(said?.criteria ?? [])],
    preferToSay: said?.preferToSay ?? false,
    photo: row.photo,
    sentPhoto: row.photoId,
    takenPhoto: presence?.photoId ?? null,
    present: presence !== undefined,
    comparison: comparisonOf(desk.comparisons.get(row.id)),
    determination: determinationOf(key, desk.determinations.get(row.id)),
  }
}

function comparisonOf(row: Row<'comparisons'> | undefined): Member['comparison'] {
  if (!row) return null
  const { band, score, reason, flags, comparedAt } = row
  return { band, score, reason, flags, comparedAt }
}

function determinationOf(
  key: LockedGroup['key'],
  row: Row<'determinations'> | undefined,
): Member['determination'] {
  if (!row) return null
  const { outcome, reason, determinedAt } = row
  return { outcome, reason: reason as Reason, note: openNote(key, row), determinedAt }
}

/** Written by `determine` alone, which takes these. */
type Reason = NonNullable<Member['determination']>['reason']
