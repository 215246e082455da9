// What was attested, as it is kept: sealed for each member, with a plain flag for pressing need,
// which the draw reads. Attesting writes it; a correction carries it over to who is there then.

import { type AttestedGroup, askedOf, attest, isPressing } from '@garita/domain/attestation'
import { firstPort } from '@garita/domain/first-port'
import type { Member } from '@garita/domain/group'
import { type Day, dayOf } from '@garita/domain/time'
import type { Context, LockedGroup } from '../../act.ts'
import { sealAttestation } from '../../sealed.ts'
import { updateGroup } from '../../store/groups.ts'
import { findPlacedAppointments } from '../../store/journeys.ts'
import { updateAttestations } from '../../store/members.ts'

type Person = Pick<Member, 'id' | 'birth'>
type Means = Pick<Context, 'tx' | 'world' | 'rules'> & { readonly group: LockedGroup }

/** [A8] The day it is at an instant, for this group. */
export async function dayFor({ tx, world, group }: Means, instant: number): Promise<Day> {
  const appointments = await findPlacedAppointments(tx, [group.id])
  const port = appointments.get(group.id)?.port ?? null
  return dayOf(instant, firstPort(port, group.verdictState, world.area).zone)
}

/** Writes what was attested on `day`, under the version of the rules that it was said under. */
export async function writeAttested(
  {
    tx,
    rules,
    group,
  }: Pick<Means, 'tx' | 'rules'> & {
    readonly group: Pick<LockedGroup, 'id' | 'key'>
  },
  attested: AttestedGroup,
  members: readonly Person[],
  day: Day,
  version: string,
): Promise<void> {
  const rows = members.flatMap(({ id }) => {
    const one = attested.members[id]
    return one ? [{ id, sealedAttestation: sealAttestation(group.key, id, one) }] : []
  })
  await updateAttestations(tx, rows)
  await updateGroup(tx, group.id, {
    attestedAt: attested.at,
    attestedLanguage: attested.language,
    attestedRules: version,
    pressing: isPressing(attested, members, day, rules),
  })
}

/**
 * [A9] Carries an attestation over a correction: what was said stays with those who stay, what
 * follows from birth dates is worked out anew for who is new or was mended, on the day of attesting.
 * A newborn is asked nothing. Where nobody is left through whom the group qualified, it must attest
 * again before it next picks; an appointment that stands is not touched.
 */
export async function carryOver(
  means: Means,
  before: AttestedGroup,
  mended: ReadonlySet<string>,
  members: readonly Person[],
): Promise<void> {
  const { tx, rules, group } = means
  const day = await dayFor(means, before.at)
  const there = Object.entries(before.members).filter(([id]) =>
    members.some((one) => one.id === id),
  )
  const unmended = there.filter(([id]) => !mended.has(id))
  const said = there.map(([id, one]) => [
    id,
    { criteria: askedOf(one), preferToSay: one.preferToSay },
  ])
  const again = attest(members, Object.fromEntries(said), day, rules, {
    ...before,
    before: { ...before, members: Object.fromEntries(unmended) },
  })
  if (again.ok) {
    await writeAttested(means, again.value, members, day, group.attestedRules ?? rules.version)
  } else {
    await updateGroup(tx, group.id, { attestedAt: null, pressing: false })
  }
}
