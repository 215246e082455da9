// Replaces what is known of a group. The registration date and the members' ids stay, places follow
// the group's size, and the history names each field that changed.

import type { InputOf } from '@garita/contract'
import { type Decision, decide, type Reason } from '@garita/domain/decision'
import { earliestZone } from '@garita/domain/first-port'
import { type Founder, foundersOf, keepFounders } from '@garita/domain/founder'
import {
  type Correction,
  correctGroup,
  type GroupRefusal,
  isChildUnder5,
} from '@garita/domain/group'
import { dayOf } from '@garita/domain/time'
import { act, type Context, type LockedGroup } from '../../act.ts'
import type { Row } from '../../database/tables.ts'
import { openAttested, openGroup, openMember, sealGroup } from '../../sealed.ts'
import { updateGroup } from '../../store/groups.ts'
import { findMembers } from '../../store/members.ts'
import { carryOver } from './attested.ts'
import { changedFields, keepHistory } from './changed-fields.ts'
import { type PlacesRefusal, planPlaces } from './places-follow.ts'
import { writeMembers } from './writing-members.ts'

type Input = InputOf<'correct-group'>
type IdRefusal = 'member-unknown' | 'member-repeated'
type Refusal = GroupRefusal | IdRefusal | PlacesRefusal | 'group-exchanged'

export default act('correct-group', async (context, input) => {
  const { tx, now, rules, world, group } = context
  const rows = await findMembers(tx, group.id)
  const before = knownOf(group, rows)
  const members = input.members.map((member) => ({ ...member, id: member.id ?? world.newId() }))
  const after = { members, contact: input.contact }
  const corrected = correctGroup(before, after, now, earliestZone, rules)
  const added = input.members.filter((member) => !member.id)
  const today = dayOf(now, earliestZone)
  const areAddedSmall = added.every(({ birth }) => isChildUnder5(birth, today, rules))
  const founders = before.founders ?? foundersOf(before.members)
  const places = await planPlaces({ ...context, areAddedSmall }, members.length)
  const reasons: Reason<Refusal>[] = [
    ...(corrected.ok
      ? reasonsOf(keepFounders(founders, corrected.value.group.members))
      : corrected.reasons),
    ...reasonsAgainstIds(input, rows),
    ...(places.ok ? [] : places.reasons),
  ]
  const was = corrected.ok ? changedFields(corrected.value.history, before) : []
  if (input.language !== group.language) was.push({ field: 'language', was: group.language })
  const ids = members.map((member) => member.id)
  const decision = decide(reasons, () => ({ group: group.id, members: ids, changes: was.length }))
  if (!decision.ok || !corrected.ok) return decision
  if (places.ok) await places.value()
  await write(context, input, { rows, founders }, corrected.value)
  await keepHistory(context, was)
  return decision
})

function knownOf(group: LockedGroup, rows: readonly Row<'members'>[]) {
  return {
    members: rows.map((row) => openMember(group.key, row)),
    ...openGroup(group.key, group),
    registeredAt: group.registeredAt,
  }
}

function reasonsOf<N extends string>(decision: Decision<unknown, N>): readonly Reason<N>[] {
  return decision.ok ? [] : decision.reasons
}

/** [G16] */
function reasonsAgainstIds(input: Input, rows: readonly Row<'members'>[]): Reason<IdRefusal>[] {
  const known = new Set(rows.map((row) => row.id))
  const ids = input.members.flatMap(({ id }) => (id ? [id] : []))
  const reasons: Reason<IdRefusal>[] = []
  if (ids.some((id) => !known.has(id))) reasons.push({ name: 'member-unknown' })
  if (new Set(ids).size < ids.length) reasons.push({ name: 'member-repeated' })
  return reasons
}

async function write(
  context: Context<'correct-group'>,
  input: Input,
  { rows, founders }: { rows: readonly Row<'members'>[]; founders: readonly Founder[] },
  { group: { members }, history }: Correction,
): Promise<void> {
  const { tx, now, world, group } = context
  const idsOf = (change: string) =>
    history.flatMap((one) => (one.member && one.change === change ? [one.member] : []))
  const left = idsOf('removed')
  const added = idsOf('added')
  await writeMembers({ tx, now, world }, group, members, left)
  const isDecided = (row: Row<'members'>) => left.includes(row.id) || row.photo !== 'missing'
  const { municipality } = openGroup(group.key, group)
  await updateGroup(tx, group.id, {
    language: input.language,
    size: members.length,
    sealed: sealGroup(group.key, group.id, { contact: input.contact, municipality, founders }),
    // [B6] A newborn's photo is still to be decided, before the group next picks.
    photosDecided: added.length === 0 && rows.every(isDecided),
  })
  const births = history.filter((one) => one.fields.includes('birth'))
  const mended = new Set(births.map((one) => one.member ?? ''))
  const attested = openAttested(group, rows)
  if (attested) await carryOver(context, attested, mended, members)
}
