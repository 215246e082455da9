// What deciding and deciding anew share: what is known of the person, and what is written.

import type { MemberFacts } from '@garita/domain/determination'
import { countersignOf, type Determined } from '@garita/domain/determination'
import type { Instant } from '@garita/domain/time'
import type { LockedGroup, Tx } from '../../act.ts'
import { openAttestation, sealCriteria, sealNote } from '../../sealed.ts'
import { appointmentOf } from '../../store/appointments.ts'
import { insertDetermination } from '../../store/determinations.ts'
import { findIdentities } from '../../store/identities.ts'
import { countPerson, writeAppointment } from '../determination-counts.ts'
import type { ArrivalFacts } from './arrival-facts.ts'

type Known = MemberFacts & {
  /** When somebody was last taken for who they are, and by which account. */
  readonly identified: { readonly at: Instant; readonly by: string } | null
}

/** What is known of one member before the decision; nothing of who is not in the group. */
export async function factsOf(
  tx: Tx,
  group: LockedGroup,
  { row, members }: ArrivalFacts,
  member: string,
): Promise<Known> {
  const one = members.find(({ id }) => id === member)
  const said = one && openAttestation(group.key, one)
  const identity = (await findIdentities(tx, row.id)).get(member)
  return {
    attested: said?.criteria ?? [],
    preferToSay: said?.preferToSay ?? false,
    identity: identity?.verdict ?? null,
    identified: identity ? { at: identity.confirmedAt, by: identity.byAccount } : null,
  }
}

export type Deciding = {
  readonly tx: Tx
  readonly group: LockedGroup
  readonly now: Instant
  readonly account: string
  readonly facts: ArrivalFacts
  readonly about: MemberFacts
}

/** Writes a decision under a new id, counts it where it counts, and moves the appointment on. */
export async function writeDetermination(
  { tx, group, now, account, facts, about }: Deciding,
  id: string,
  { determination, counts, appointment }: Determined,
): Promise<void> {
  const { member, outcome, reason, note, seen, at } = determination
  const criteria = { attested: about.attested, seen }
  await insertDetermination(tx, {
    id,
    appointmentId: appointment.id,
    memberId: member,
    outcome,
    reason,
    sealedNote: note === '' ? null : sealNote(group.key, id, note),
    sealedCriteria: sealCriteria(group.key, id, criteria),
    byAccount: account,
    determinedAt: at,
    countersign: countersignOf(outcome),
  })
  if (counts) await countPerson(tx, facts.port, at, criteria)
  await writeAppointment(tx, appointmentOf(facts.row), appointment, now)
}
