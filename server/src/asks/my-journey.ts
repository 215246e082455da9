// Where each group of an account stands and the one next thing to do. A group whose take-over
// still waits is shown as waiting, with nothing of what is known about it; an erased one is not
// shown. However many groups an account holds, and however many accounts ask at once, the number of
// queries is the same.

import { allowed } from '@garita/domain/decision'
import { nextStep } from '@garita/domain/journey'
import { isStale } from '@garita/domain/location'
import type { Kysely } from 'kysely'
import { type AskContext, ask } from '../ask.ts'
import type { Tables } from '../database/tables.ts'
import { openReader } from '../read-together.ts'
import { openMember } from '../sealed.ts'
import { findLatestAppeals } from '../store/appeals.ts'
import { findGroupsOf, type HeldGroup } from '../store/groups.ts'
import { findPlacedAppointments } from '../store/journeys.ts'
import { confirmationOf } from '../store/locations.ts'
import { findMembersOf } from '../store/members.ts'
import { findOpenOffers } from '../store/offers.ts'
import { findLiveRequests } from '../store/requests.ts'
import { findSharingStates } from '../store/shared-travelers.ts'
import { findLatestTroubles } from '../store/troubles.ts'
import type { GroupKey } from '../vault/group-key.ts'
import { findGroupKey } from '../vault/keys.ts'
import type { World } from '../world.ts'
import {
  appealPart,
  appointmentPart,
  offerPart,
  requestPart,
  type Summary,
  troublePart,
} from './journey-parts.ts'

type Known = Awaited<ReturnType<typeof readAll>>
type Held = { readonly groups: readonly HeldGroup[]; readonly known: Known }

export default ask('my-journey', async (context) => {
  const { now, who, world } = context
  const { groups, known } = await readerOf(world)(who.account)
  const shown = await Promise.all(
    groups.map(async (group) => {
      if (group.opensAt > now) return waiting(group)
      const key = await findGroupKey(world.vault.keys, group.keyId)
      return key ? summary(context, group, key, known) : undefined
    }),
  )
  return allowed({ now, groups: shown.filter((one) => one !== undefined) })
})

const readers = new WeakMap<World['database'], (account: string) => Promise<Held>>()

function readerOf(world: World): (account: string) => Promise<Held> {
  let reader = readers.get(world.database)
  if (!reader) {
    reader = openReader((accounts) => readAccounts(world, accounts))
    readers.set(world.database, reader)
  }
  return reader
}

/** What each account holds, and what is on record of it; what is known of the others is beside. */
async function readAccounts(
  { database: { db }, now }: World,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, Held>> {
  const at = now()
  const held = await findGroupsOf(db, accounts, at)
  const open = [...held.values()].flat().filter(({ opensAt }) => opensAt <= at)
  const known = await readAll(db, [...new Set(open.map(({ id }) => id))])
  return new Map(accounts.map((one) => [one, { groups: held.get(one) ?? [], known }]))
}

/** What is on record of all these groups. */
async function readAll(db: Kysely<Tables>, ids: readonly string[]) {
  const [members, appointments, requests, offers, troubles, appeals, sharing] = await Promise.all([
    findMembersOf(db, ids),
    findPlacedAppointments(db, ids),
    findLiveRequests(db, ids),
    findOpenOffers(db, ids),
    findLatestTroubles(db, ids),
    findLatestAppeals(db, ids),
    findSharingStates(db, ids),
  ])
  return { members, appointments, requests, offers, troubles, appeals, sharing }
}

function waiting({ id, registeredAt, opensAt, size }: HeldGroup): Summary {
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
    appeal: null,
    request: null,
    offer: null,
    trouble: null,
    appointment: null,
    sharesTraveler: false,
    sharing: 'none',
  }
}

function summary(
  { now, rules }: AskContext,
  group: HeldGroup,
  key: GroupKey,
  { members, appointments, requests, offers, troubles, appeals, sharing }: Known,
): Summary {
  const people = (members.get(group.id) ?? []).map((row) => ({ row, typed: openMember(key, row) }))
  const first = people.find(({ typed }) => typed.relation === 'self') ?? people[0]
  const appointment = appointments.get(group.id)
  const request = requestPart(requests.get(group.id), now, rules)
  const offer = offerPart(offers.get(group.id), now)
  const location = confirmationOf(group)
  const facts = {
    isAttested: group.attestedAt !== null,
    arePhotosDecided: group.photosDecided,
    location,
    appointment: appointment?.state ?? null,
    isLeftUndecided: appointment?.isLeftUndecided ?? false,
    hasOffer: offer !== null,
    hasRequest: request !== null,
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
      ...location,
      state: group.verdictState,
      stale: isStale(location, now, rules),
    },
    appeal: appealPart(appeals.get(group.id), now, rules, key),
    request,
    offer,
    trouble: troublePart(troubles.get(group.id), appointment, key),
    appointment: appointmentPart(appointment),
    sharesTraveler: sharing.has(group.id),
    sharing: sharing.get(group.id) ?? 'none',
  }
}
