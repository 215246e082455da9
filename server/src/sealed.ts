// What lies in the columns named `sealed`: the shapes, and the places that are authenticated with
// them, so that bytes copied to another row or column do not open there. Whoever reads or writes a
// sealed column does it here.

import type { Contact, Member, NewMember } from '@garita/contract/applicant'
import type { AttestedMember } from '@garita/domain/attestation'
import type { GroupKey } from './vault/group-key.ts'

/** `groups.sealed` */
export type SealedGroup = {
  readonly contact: Contact
  /** Stated where the phone gave no fix, in the person's own words. */
  readonly municipality: string | null
}

/** `corrections.sealed`: what stood in a field before, beside the name of that field. */
export type SealedCorrection = readonly { readonly field: string; readonly was: unknown }[]

type SealedRow = { readonly id: string; readonly sealed: Uint8Array }

export function sealGroup(key: GroupKey, group: string, value: SealedGroup): Buffer {
  return key.sealJson(value, `groups/${group}`)
}

export function openGroup(key: GroupKey, row: SealedRow): SealedGroup {
  return key.unsealJson(row.sealed, `groups/${row.id}`) as SealedGroup
}

/** `members.sealed`: a traveler as typed, without the id. */
export function sealMember(key: GroupKey, { id, ...typed }: Member): Buffer {
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

export function sealCorrection(key: GroupKey, group: string, value: SealedCorrection): Buffer {
  return key.sealJson(value, `corrections/${group}`)
}

/** The place of one part of a photo. */
export function photoPlace(photo: string, start: number): string {
  return `photos/${photo}/${start}`
}
