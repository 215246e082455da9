// What lies in the columns named `sealed`: the shapes, and the places that are authenticated with
// them, so that bytes copied to another row or column do not open there. Whoever reads or writes a
// sealed column does it here.

import type { Contact, Member, NewMember } from '@garita/contract/applicant'
import type { AttestedGroup, AttestedMember } from '@garita/domain/attestation'
import type { Founder } from '@garita/domain/founder'
import type { Member as RuledMember } from '@garita/domain/group'
import type { Criterion } from '@garita/domain/programme'
import type { LockedGroup } from './act.ts'
import type { Row } from './database/tables.ts'
import type { GroupKey } from './vault/group-key.ts'

/** `groups.sealed` */
export type SealedGroup = {
  readonly contact: Contact
  /** Stated where the phone gave no fix, in the person's own words. */
  readonly municipality: string | null
  /** [G20] With whom it was registered; kept from the first correction on. */
  readonly founders?: readonly Founder[]
}

/** `corrections.sealed`: what stood in a field before, beside the name of that field. */
export type SealedCorrection = readonly ChangedField[]
export type ChangedField = { readonly field: string; readonly was: unknown }

type SealedRow = { readonly id: string; readonly sealed: Uint8Array }

export function sealGroup(key: GroupKey, group: string, value: SealedGroup): Buffer {
  return key.sealJson(value, `groups/${group}`)
}

export function openGroup(key: GroupKey, row: SealedRow): SealedGroup {
  return key.unsealJson(row.sealed, `groups/${row.id}`) as SealedGroup
}

/** `members.sealed`: a traveler as typed, without the id. */
export function sealMember(key: GroupKey, { id, ...typed }: RuledMember): Buffer {
  return key.sealJson(typed, `members/${id}`)
}

export function openMember(key: GroupKey, row: SealedRow): Member {
  return { id: row.id, ...(key.unsealJson(row.sealed, `members/${row.id}`) as NewMember) }
}

/** `members.sealed_attestation`: the criteria, told in confidence. */
export function sealAttestation(key: GroupKey, member: string, value: AttestedMember): Buffer {
  return key.sealJson(value, `attestations/${member}`)
}

/** Null until attested. */
export function openAttestation(
  key: GroupKey,
  row: { readonly id: string; readonly sealedAttestation: Uint8Array | null },
): AttestedMember | null {
  if (!row.sealedAttestation) return null
  return key.unsealJson(row.sealedAttestation, `attestations/${row.id}`) as AttestedMember
}

/** What the group attested last, of those who are in it; null where it never did. */
export function openAttested(
  group: LockedGroup,
  rows: readonly Row<'members'>[],
): AttestedGroup | null {
  if (group.attestedAt === null) return null
  const kept = rows.flatMap((row) => {
    const one = openAttestation(group.key, row)
    return one ? [[row.id, one] as const] : []
  })
  return {
    at: group.attestedAt,
    language: group.attestedLanguage ?? group.language,
    members: Object.fromEntries(kept),
    qualifiedBy: kept
      .filter(([, one]) => one.criteria.length > 0 || one.preferToSay)
      .map(([id]) => id),
  }
}

export function sealCorrection(key: GroupKey, group: string, value: SealedCorrection): Buffer {
  return key.sealJson(value, `corrections/${group}`)
}

/** `determinations.sealed_note`: the officer's own words. */
export function sealNote(key: GroupKey, determination: string, note: string): Buffer {
  return key.seal(note, `determinations/${determination}`)
}

export function openNote(
  key: GroupKey,
  row: { readonly id: string; readonly sealedNote: Uint8Array | null },
): string | null {
  if (!row.sealedNote) return null
  return key.unseal(row.sealedNote, `determinations/${row.id}`).toString('utf8')
}

/** `determinations.sealed_criteria`: what was attested of the person, and what the officer saw. */
export type SealedCriteria = {
  readonly attested: readonly Criterion[]
  readonly seen: readonly Criterion[]
}

export function sealCriteria(key: GroupKey, determination: string, value: SealedCriteria): Buffer {
  return key.sealJson(value, `determinations/${determination}/criteria`)
}

/** Nothing attested and nothing seen where it was not kept. */
export function openCriteria(
  key: GroupKey,
  row: { readonly id: string; readonly sealedCriteria: Uint8Array | null },
): SealedCriteria {
  if (!row.sealedCriteria) return { attested: [], seen: [] }
  const place = `determinations/${row.id}/criteria`
  return key.unsealJson(row.sealedCriteria, place) as SealedCriteria
}

/** `determinations.sealed_answer`: a supervisor's words on a countersign. */
export function sealCountersign(key: GroupKey, determination: string, words: string): Buffer {
  return key.seal(words, `determinations/${determination}/answer`)
}

/** Null where the supervisor said nothing. */
export function openCountersign(
  key: GroupKey,
  row: { readonly id: string; readonly sealedAnswer: Uint8Array | null },
): string | null {
  if (!row.sealedAnswer) return null
  return key.unseal(row.sealedAnswer, `determinations/${row.id}/answer`).toString('utf8')
}

/** `identities.sealed_words`: what an officer goes by, in their own words. */
export function sealGround(key: GroupKey, identity: string, words: string): Buffer {
  return key.seal(words, `identities/${identity}`)
}

/** Null where the officer said nothing. */
export function openGround(
  key: GroupKey,
  row: { readonly id: string; readonly sealedWords: Uint8Array | null },
): string | null {
  if (!row.sealedWords) return null
  return key.unseal(row.sealedWords, `identities/${row.id}`).toString('utf8')
}

/** `moves.sealed_reason`: why a group was seated elsewhere. */
export function sealReason(key: GroupKey, move: string, reason: string): Buffer {
  return key.seal(reason, `moves/${move}`)
}

/** `appointments.sealed_reason`: why a group was received without an appointment. */
export function sealWalkInReason(key: GroupKey, appointment: string, reason: string): Buffer {
  return key.seal(reason, `appointments/${appointment}/reason`)
}

type Told = 'troubles' | 'appeals'

/** `troubles.sealed_words`, `appeals.sealed_words`: what a group told a supervisor. */
export function sealWords(key: GroupKey, where: Told, id: string, words: string): Buffer {
  return key.seal(words, `${where}/${id}`)
}

/** Empty where the group told nothing. */
export function openWords(
  key: GroupKey,
  where: Told,
  id: string,
  sealed: Uint8Array | null,
): string {
  return sealed ? key.unseal(sealed, `${where}/${id}`).toString('utf8') : ''
}

/** `troubles.sealed_answer`, `appeals.sealed_answer`: what a supervisor told the group. */
export function sealAnswer(key: GroupKey, where: Told, id: string, words: string): Buffer {
  return key.seal(words, `${where}/${id}/answer`)
}

/** Null where the supervisor told nothing. */
export function openAnswer(
  key: GroupKey,
  where: Told,
  row: { readonly id: string; readonly sealedAnswer: Uint8Array | null },
): string | null {
  if (!row.sealedAnswer) return null
  return key.unseal(row.sealedAnswer, `${where}/${row.id}/answer`).toString('utf8')
}

/** The place of one part of a photo. */
export function photoPlace(photo: string, start: number): string {
  return `photos/${photo}/${start}`
}
