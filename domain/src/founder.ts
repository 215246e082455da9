// A founder is somebody with whom a group was registered. The registration date is theirs: it stays
// through every correction, one or many, while one of them is in the group, and cannot be handed to
// people who never waited. Who somebody is, is told by name and birth date and not by the id of
// their line in a form, which stays when all that stands in it is replaced. Mistakes are mended one
// at a time: whoever keeps the name, or the birth date, is the same person.

import { type BirthDate, birthRange } from './birth.ts'
import { allowed, type Decision, refused } from './decision.ts'
import { foldName, fullName, type Named } from './name.ts'

/** What is kept of a member to know them by. */
export type Founder = Named & { readonly birth: BirthDate; readonly birthCountry: string }

/** What is kept of those with whom a group was registered. */
export function foundersOf(members: readonly Founder[]): Founder[] {
  return members.map(({ givenNames, familyNames, birth, birthCountry }) => ({
    givenNames,
    ...(familyNames === undefined ? {} : { familyNames }),
    birth,
    birthCountry,
  }))
}

/** [G20] Whether the group is still that of its founders, once it has these members. */
export function keepFounders(
  founders: readonly Founder[],
  members: readonly Founder[],
): Decision<true, 'group-exchanged'> {
  const isKept = founders.some((one) => members.some((member) => isSamePerson(one, member)))
  return isKept ? allowed(true) : refused('group-exchanged')
}

/**
 * The same by name, whatever became of the birth date: all words of it, or two at least of which
 * the longer name has all. The same by birth: that very day and country, or a date that may be the
 * same beside one word of the name.
 */
export function isSamePerson(one: Founder, other: Founder): boolean {
  const [mine, theirs] = [wordsOf(one), wordsOf(other)]
  const common = [...mine].filter((word) => theirs.has(word)).length
  const [fewer, more] = [Math.min(mine.size, theirs.size), Math.max(mine.size, theirs.size)]
  const isSameName = common === fewer && (fewer === more || fewer > 1)
  if (isSameName && common > 0) return true
  return isSameBirth(one, other) || (common > 0 && canBeSameBirth(one, other))
}

function isSameBirth(one: Founder, other: Founder): boolean {
  const isWhole = one.birth.day !== undefined && other.birth.day !== undefined
  return isWhole && canBeSameBirth(one, other)
}

/** By any reading of both dates. */
function canBeSameBirth(one: Founder, other: Founder): boolean {
  const [mine, theirs] = [birthRange(one.birth), birthRange(other.birth)]
  const isWithin = mine.earliest <= theirs.latest && theirs.earliest <= mine.latest
  return isWithin && one.birthCountry === other.birthCountry
}

const wordsOf = (named: Named): ReadonlySet<string> =>
  new Set(foldName(fullName(named)).split(' ').filter(Boolean))
