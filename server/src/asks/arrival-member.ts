// One traveler on the officer's screen: who they are, what they attested, both photos, what was
// compared, whom an officer took them for, what was decided and what was decided before.

import type { AskAnswerOf } from '@garita/contract'
import { ageBounds } from '@garita/domain/birth'
import type { Row } from '../database/tables.ts'
import {
  openAttestation,
  openCountersign,
  openCriteria,
  openGround,
  openMember,
  openNote,
} from '../sealed.ts'
import type { Determined } from '../store/arrival-screen.ts'
import type { GroupKey } from '../vault/group-key.ts'

export type Member = AskAnswerOf<'arrival'>['members'][number]
type Decided = NonNullable<Member['determination']>
type Before = Member['before'][number]

/** What was done at the desk with one traveler. */
export type AtDesk = {
  readonly presence: Row<'presences'> | undefined
  readonly comparison: Row<'comparisons'> | undefined
  readonly identity: Row<'identities'> | undefined
  readonly determined: Determined
  /** Names of the officers by account. */
  readonly names: ReadonlyMap<string, string>
}

/** @param day of the port, on which the age is told. */
export function arrivalMember(
  key: GroupKey,
  row: Row<'members'>,
  desk: AtDesk,
  day: string,
): Member {
  const one = openMember(key, row)
  const said = openAttestation(key, row)
  return {
    member: row.id,
    givenNames: one.givenNames,
    familyNames: one.familyNames ?? null,
    relation: one.relation,
    sex: one.sex,
    birth: one.birth,
    age: ageBounds(one.birth, day),
    nationality: one.nationality,
    birthCountry: one.birthCountry,
    languages: one.languages,
    needs: one.needs,
    criteria: [...(said?.criteria ?? [])],
    preferToSay: said?.preferToSay ?? false,
    photo: row.photo,
    sentPhoto: row.photoId,
    takenPhoto: desk.presence?.photoId ?? null,
    present: desk.presence !== undefined,
    comparison: comparisonOf(row, desk),
    identity: identityOf(key, desk),
    determination: determinationOf(key, desk.determined.standing),
    before: desk.determined.before.slice(-20).map((before) => beforeOf(key, before)),
  }
}

/** [K4] Of the two photos that are shown: what was said of one that was taken before says nothing. */
function comparisonOf(
  { photoId }: Row<'members'>,
  { comparison, presence }: AtDesk,
): Member['comparison'] {
  if (!comparison || comparison.takenPhoto !== presence?.photoId) return null
  if (comparison.sentPhoto !== photoId) return null
  const { band, score, reason, flags, comparedAt } = comparison
  return { band, score, reason, flags, comparedAt }
}

function identityOf(key: GroupKey, { identity, names }: AtDesk): Member['identity'] {
  if (!identity) return null
  const { verdict, ground, confirmedAt, byAccount } = identity
  const by = names.get(byAccount) ?? byAccount
  return { verdict, ground, words: openGround(key, identity), confirmedAt, by }
}

function determinationOf(
  key: GroupKey,
  row: Row<'determinations'> | undefined,
): Member['determination'] {
  // What was returned does not stand.
  if (!row || row.countersign === 'returned') return null
  const { countersign } = row
  return { ...decidedOf(key, row), seen: [...openCriteria(key, row).seen], countersign }
}

/** [X5] [X8] What was amended, or what a supervisor did not countersign, with why. */
function beforeOf(key: GroupKey, row: Row<'determinations'>): Before {
  const returned = row.countersign === 'returned'
  return { ...decidedOf(key, row), returned, answer: returned ? openCountersign(key, row) : null }
}

function decidedOf(key: GroupKey, row: Row<'determinations'>) {
  const { outcome, reason, determinedAt } = row
  return { outcome, reason: reason as Decided['reason'], note: openNote(key, row), determinedAt }
}
