// Where each group of an account stands and the one next thing to do. A group whose take-over
// still waits is shown as waiting, with nothing of what is known about it.

import type { AskAnswerOf } from '@garita/contract'
import { allowed } from '@garita/domain/decision'
import { nextStep } from '@garita/domain/journey'
import { isStale } from '@garita/domain/location'
import { type AskContext, ask } from '../ask.ts'
import type { Row } from '../database/tables.ts'
import { openMember } from '../sealed.ts'
import { findGroupsOf } from '../store/groups.ts'
import { findPlacedAppointments, type PlacedAppointment } from '../store/journeys.ts'
import { findMembersOf, findSharing } from '../store/members.ts'
import type { GroupKey } from '../vault/group-key.ts'

type Summary = AskAnswerOf<'my-journey'>['groups'][number]
type Held = Row<'groups'> & { readonly opensAt: number }
type Known = {
  readonly key: GroupKey
  readonly members: readonly Row<'members'>[]
  readonly appointment: PlacedAppointment | undefined
  readonly sharesTraveler: boolean
}

export default ask('my-journey', async (context) => {
  const { db, now, who, world } = context
  const held = await findGroupsOf(db, who.account, now)
  const open = held.filter((group) => group.opensAt <= now)
  const ids = open.map((group) => group.id)
  const [members, appointments, sharing] = await Promise.all([
    findMembersOf(db, ids),
    findPlacedAppointments(db, ids),
    findSharing(db, ids),
  ])
  const groups = held.map(async (group) => {
    if (group.opensAt > now) return waiting(group)
    return summary(context, group, {
      key: await world.vault.keys.open(group.keyId),
      members: members.get(group.id) ?? [],
      appointment: appointments.get(group.id),
      sharesTraveler: sharing.has(group.id),
    })
  })
  return allowed({ now, groups: await Promise.all(groups) })
})

function waiting({ id, registeredAt, opensAt, size }: Held): Summary {
  return {
    group: id,
    registeredAt,
    opensAt,
    size,
    firstPerson: '',
    next: 'pass',
    members: [],
    attestedAt: null,
    location: null,
    appointment: null,
    sharesTraveler: false,
  }
}

function summary({ now, rules }: AskContext, group: Held, known: Known): Summary {
  const people = known.members.map((row) => ({ row, typed: openMember(known.key, row) }))
  const first = people.find(({ typed }) => typed.relation === 'self') ?? people[0]
  const location = locationOf(group)
  const facts = {
    isAttested: group.attestedAt !== null,
    arePhotosDecided: group.photosDecided,
    location,
    appointment: known.appointment?.state ?? null,
  }
  return {
    group: group.id,
    registeredAt: group.registeredAt,
    opensAt: null,
    size: group.size,
    firstPerson: first?.typed.givenNames ?? '',
    next: nextStep(facts, now, rules),
    members: people.map(({ row, typed }) => ({
      member: row.id,
      givenNames: typed.givenNames,
      photo: row.photo,
      photoId: row.photoId,
    })),
    attestedAt: group.attestedAt,
    location: location && {
      verdict: location.verdict,
      state: group.verdictState,
      confirmedAt: location.confirmedAt,
      stale: isStale(location, now, rules),
    },
    appointment: appointmentOf(known.appointment),
    sharesTraveler: known.sharesTraveler,
  }
}

function locationOf({ verdict, verdictAt }: Row<'groups'>) {
  return verdict && verdictAt !== null ? { verdict, confirmedAt: verdictAt, settled: false } : null
}

function appointmentOf(placed: PlacedAppointment | undefined): Summary['appointment'] {
  if (!placed) return null
  const { id, slotId, startsAt, state } = placed
  return { appointment: id, slot: slotId, port: portCode(placed), startsAt, state }
}

type PortCode = NonNullable<Summary['appointment']>['port']

/** The constraint `slot_is_at_a_port` holds it. */
function portCode({ port }: PlacedAppointment): PortCode {
  return port as PortCode
}
